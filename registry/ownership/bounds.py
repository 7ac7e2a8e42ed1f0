"""Tight bounds on where the walk up from a company ends, over all ways to fill ranges and undeclared rests.

The walk chooses a holder in proportion to votes. With unknown shares it is an interval Markov chain:
companies fill their free votes independently, so the least chance of meeting a set is a fixed point found
by policy iteration with a greedy allocation in each company. The greatest chance is one minus the least
chance of ending with somebody outside; that gives it, as intended, the undeclared rests and the mass of
closed loops, while the least chance (the least solution) gives it neither.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from registry.ownership.blocks import components, solve
from registry.ownership.compiled import Compiled, Floats, Mask, compiled, large
from registry.ownership.enclosure import FloatWalk, NotEnclosed
from registry.ownership.register import Register, Stake
from registry.ownership.terms import ONE, ZERO, Range
from registry.ownership.view import View

Judge = Callable[[Stake], Fraction | None]
"""What a stake is worth at once (0 or 1); None when the walk goes on through its owner, an entity."""


@dataclass(slots=True)
class Walk:
    """The least chance of each company on the way, and the weights (parallel to its stakes) that give it.

    In a large network the chances are lower ends of an enclosure, `slack` the width of the target's.
    """

    values: dict[str, Fraction] = field(default_factory=dict)
    weights: dict[str, tuple[Fraction, ...]] = field(default_factory=dict)
    guess: Mapping[str, Fraction] = field(default_factory=dict)
    slack: Fraction = ZERO


def least_hit(
    view: View,
    target: str,
    judge: Judge,
    guess: Mapping[str, Fraction] | None = None,
    exact: bool = False,
) -> Walk:
    """Solve upward from the target, one strongly connected component at a time, those above first.

    `guess` may give values to start from; it changes how long the work takes, never the answer. In a large
    network the values are enclosed, unless `exact` fractions are asked for whatever they cost.
    """
    if not exact and large(view):
        try:
            return _enclosed(view, target, judge)
        except NotEnclosed:
            pass
    walk = Walk(guess=guess or {})
    onward = _onward(view, judge)
    for block in components(target, onward):
        registers = [view.registers[company] for company in block]
        if len(block) == 1 and block[0] not in onward(block[0]):
            _settle(registers[0], judge, walk)
        else:
            _settle_block(registers, judge, walk)
    return walk


def float_walk(view: View, target: str, judge: Judge) -> FloatWalk:
    """The walk in floats; those of sets of persons are kept with the view."""
    net = compiled(view)
    if not isinstance(judge, Ends):
        return FloatWalk(net, target, *_judged(net, judge))
    key = target, judge.goal, judge.stop, judge.reward
    if key not in view.met:
        view.met[key] = FloatWalk(net, target, judge.worth(net), {})
    found = view.met[key]
    assert isinstance(found, FloatWalk)
    return found


def _enclosed(view: View, target: str, judge: Judge) -> Walk:
    solved, net = float_walk(view, target, judge), compiled(view)
    low, high = solved.enclose()
    walk = Walk(slack=high - low)
    for j in np.flatnonzero(solved.above).tolist():
        company = net.companies[j]
        walk.values[company] = solved.value(j)
        walk.weights[company] = solved.chosen.get(j) or net.registers[j].weights
    walk.values[target] = low
    return walk


def _judged(net: Compiled, judge: Judge) -> tuple[Floats, dict[int, Fraction]]:
    found = [judge(stake) for stake in net.stakes]
    exact = {k: worth for k, worth in enumerate(found) if worth is not None and worth.denominator != 1}
    return np.array([np.nan if worth is None else float(worth) for worth in found], np.float64), exact


@dataclass(frozen=True, slots=True)
class Ends:
    """The judge that pays `reward` (0 or 1) to the goal, the other to everybody else whom the walk ends with."""

    view: View
    goal: frozenset[str]
    stop: frozenset[str]
    reward: Fraction

    def __call__(self, stake: Stake) -> Fraction | None:
        """What the stake is worth at once."""
        if stake.touches(self.goal):
            return self.reward
        if stake.owner in self.view.registers and not stake.touches(self.stop):
            return None
        return ONE - self.reward

    def worth(self, net: Compiled) -> Floats:
        """The same for all stakes at once."""
        mine: Mask = net.touched(self.goal)
        onward = (net.up >= 0) & ~mine
        if self.stop:
            onward &= ~net.touched(self.stop)
        reward = float(self.reward)
        return np.where(onward, np.nan, np.where(mine, reward, 1 - reward))


def judge_low(view: View, goal: frozenset[str], stop: frozenset[str] = frozenset()) -> Judge:
    """For the least chance of meeting `goal` before `stop`: persons outside give 0."""
    return Ends(view, goal, stop, ONE)


def judge_high(view: View, goal: frozenset[str], stop: frozenset[str] = frozenset()) -> Judge:
    """For the least chance of *not* meeting `goal`: persons outside give 1."""
    return Ends(view, goal, stop, ZERO)


def hit(
    view: View,
    target: str,
    certain: frozenset[str],
    possible: frozenset[str],
    limits: Iterable[Fraction] = (),
) -> tuple[Range, Fraction]:
    """Bounds on the chance that the walk from `target` meets the set: those in it, those maybe in it.

    In a large network the bounds are wider than the truth by at most the second number, and on its side of
    each of the `limits`.
    """
    if large(view):
        try:
            return _enclosed_hit(view, target, certain, possible, tuple(limits))
        except NotEnclosed:
            pass
    walk = least_hit(view, target, judge_low(view, certain), exact=True)
    low = walk.values[target]
    if certain == possible and _settled_beyond_doubt(view, target, walk, certain):
        return Range.point(low), ZERO
    guess = {company: ONE - value for company, value in walk.values.items()}
    away = least_hit(view, target, judge_high(view, possible), guess, exact=True)
    return Range(low, ONE - away.values[target]), ZERO


def _enclosed_hit(
    view: View, target: str, certain: frozenset[str], possible: frozenset[str], limits: tuple[Fraction, ...]
) -> tuple[Range, Fraction]:
    net = compiled(view)
    walk = float_walk(view, target, judge_low(view, certain))
    low, top = walk.enclose(limits)
    if certain == possible and net.certain[walk.above].all() and not closed_loops(view, target, certain):
        return Range(low, top), top - low
    away = float_walk(view, target, judge_high(view, possible))
    least, most = away.enclose([ONE - limit for limit in limits])
    return Range(low, ONE - least), max(top - low, most - least)


def _settled_beyond_doubt(view: View, target: str, walk: Walk, people: frozenset[str]) -> bool:
    """Whether every register on the way admits one filling and the walk ends with somebody."""
    if not all(view.registers[company].certain for company in walk.values):
        return False
    return not closed_loops(view, target, people)


def settled(view: View, walk: Walk) -> View:
    """The part of the network the walk has seen, with every stake at the weight it chose there."""
    registers = {
        company: Register(
            company,
            tuple(
                replace(stake, low=weight, high=weight)
                for stake, weight in zip(view.registers[company].stakes, weights, strict=True)
            ),
        )
        for company, weights in walk.weights.items()
    }
    return replace(view, registers=registers)


def closed_loops(view: View, target: str, goal: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of companies above the target that own only each other, so that nobody is behind them."""
    judge = judge_low(view, goal)
    if large(view):
        net = compiled(view)
        walk = float_walk(view, target, judge)
        shut = {net.companies[j] for j in net.shut_in(net.at[target], walk.onward).tolist()}
    else:
        shut = _shut_in(view, target, judge)
    onward, starts = _onward(view, judge), sorted(shut)
    found: dict[str, tuple[str, ...]] = {}
    for start in starts:
        if start not in found:
            for block in components(start, onward):
                if all(_inward(view.registers[company], set(block), judge) for company in block):
                    found |= dict.fromkeys(block, tuple(sorted(block)))
    return tuple(dict.fromkeys(found.values()))


def _shut_in(view: View, target: str, judge: Judge) -> set[str]:
    """Companies above the target from which no walk ends with anybody."""
    below: dict[str, list[str]] = {}
    waiting, seen, ending = [target], {target}, list[str]()
    for company in waiting:
        register = view.registers[company]
        if not register.void and (not register.certain or _ends_here(register, judge)):
            ending.append(company)
        for stake in register.stakes:
            if stake.high and judge(stake) is None:
                below.setdefault(stake.owner, []).append(company)
                if stake.owner not in seen:
                    seen.add(stake.owner)
                    waiting.append(stake.owner)
    out = set(ending)
    for company in ending:
        fresh = [id for id in below.get(company, ()) if id not in out]
        out.update(fresh)
        ending += fresh
    return seen - out


def _ends_here(register: Register, judge: Judge) -> bool:
    return any(stake.low and judge(stake) is not None for stake in register.stakes)


def _inward(register: Register, block: set[str], judge: Judge) -> bool:
    held = [stake for stake in register.stakes if stake.low]
    return register.void or (
        register.certain and all(judge(stake) is None and stake.owner in block for stake in held)
    )


def _onward(view: View, judge: Judge) -> Callable[[str], tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}

    def successors(company: str) -> tuple[str, ...]:
        if company not in known:
            stakes = view.registers[company].stakes
            known[company] = tuple(s.owner for s in stakes if s.high and judge(s) is None)
        return known[company]

    return successors


def _worth(register: Register, judge: Judge, values: Mapping[str, Fraction]) -> list[Fraction]:
    worth = []
    for stake in register.stakes:
        at_once = judge(stake)
        worth.append(values.get(stake.owner, ZERO) if at_once is None else at_once)
    return worth


def _settle(register: Register, judge: Judge, walk: Walk) -> None:
    value, weights = register.least(_worth(register, judge, walk.values))
    walk.values[register.company], walk.weights[register.company] = value, weights


def _settle_block(registers: list[Register], judge: Judge, walk: Walk) -> None:
    """Policy iteration. It starts from proper ground: companies that can avoid the goal for ever are 0.

    The rest reach it under every allocation, so each system solved has one solution, and values that no
    company can lower any more are that solution.
    """
    reaching = _unavoidable(registers, judge, walk)
    for register in registers:
        walk.values[register.company] = ONE if register.company in reaching else ZERO
    for register in registers:
        if register.company not in reaching:
            _settle(register, judge, walk)
    running = [register for register in registers if register.company in reaching]
    walk.values |= {r.company: walk.guess.get(r.company, ONE) for r in running}
    while running and not _improve(running, judge, walk):
        walk.values |= _evaluate(running, judge, walk)
        if all(register.certain for register in running):
            break


def _improve(running: list[Register], judge: Judge, walk: Walk) -> bool:
    """Give every company its best weights against the values of the others; whether none gained by it."""
    steady = True
    for register in running:
        value, walk.weights[register.company] = register.least(_worth(register, judge, walk.values))
        steady = steady and value == walk.values[register.company]
    return steady


def _unavoidable(registers: list[Register], judge: Judge, walk: Walk) -> set[str]:
    """Companies of the block from which no allocation avoids the goal for ever."""
    reaching: set[str] = set()
    trial = dict(walk.values)
    trial.update((register.company, ZERO) for register in registers)
    grown = True
    while grown:
        grown = False
        for register in registers:
            if register.company not in reaching:
                worth = [ONE if value else ZERO for value in _worth(register, judge, trial)]
                if register.least(worth)[0]:
                    reaching.add(register.company)
                    trial[register.company], grown = ONE, True
    return reaching


def _evaluate(running: list[Register], judge: Judge, walk: Walk) -> dict[str, Fraction]:
    """The values of the running companies under the weights chosen now."""
    inside = {register.company for register in running}
    rows: dict[str, dict[str, Fraction]] = {}
    constants: dict[str, Fraction] = {}
    for register in running:
        row, constant = rows.setdefault(register.company, {}), ZERO
        for stake, weight in zip(register.stakes, walk.weights[register.company], strict=True):
            at_once = judge(stake)
            if at_once is None and stake.owner in inside:
                row[stake.owner] = row.get(stake.owner, ZERO) + weight
            else:
                constant += weight * (walk.values.get(stake.owner, ZERO) if at_once is None else at_once)
        constants[register.company] = constant
    return solve(rows, constants)
