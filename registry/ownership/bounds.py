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

from registry.ownership.blocks import components, solve
from registry.ownership.register import Register, Stake
from registry.ownership.terms import ONE, ZERO, Range
from registry.ownership.view import View

Judge = Callable[[Stake], Fraction | None]
"""What a stake is worth at once (0 or 1); None when the walk goes on through its owner, an entity."""


@dataclass(slots=True)
class Walk:
    """The least chance of each company on the way, and the weights (parallel to its stakes) that give it."""

    values: dict[str, Fraction] = field(default_factory=dict)
    weights: dict[str, tuple[Fraction, ...]] = field(default_factory=dict)
    guess: Mapping[str, Fraction] = field(default_factory=dict)


def least_hit(view: View, target: str, judge: Judge, guess: Mapping[str, Fraction] | None = None) -> Walk:
    """Solve upward from the target, one strongly connected component at a time, those above first.

    `guess` may give values to start from; it changes how long the work takes, never the answer.
    """
    walk = Walk(guess=guess or {})
    onward = _onward(view, judge)
    for block in components(target, onward):
        registers = [view.registers[company] for company in block]
        if len(block) == 1 and block[0] not in onward(block[0]):
            _settle(registers[0], judge, walk)
        else:
            _settle_block(registers, judge, walk)
    return walk


def _settled_beyond_doubt(view: View, target: str, walk: Walk, people: frozenset[str]) -> bool:
    """Whether every register on the way admits one filling and the walk ends with somebody."""
    if not all(view.registers[company].certain for company in walk.values):
        return False
    return not closed_loops(view, target, people)


def judge_low(view: View, goal: frozenset[str], stop: frozenset[str] = frozenset()) -> Judge:
    """For the least chance of meeting `goal` before `stop`: persons outside give 0."""

    def judge(stake: Stake) -> Fraction | None:
        if stake.touches(goal):
            return ONE
        return None if stake.owner in view.registers and not stake.touches(stop) else ZERO

    return judge


def judge_high(view: View, goal: frozenset[str], stop: frozenset[str] = frozenset()) -> Judge:
    """For the least chance of *not* meeting `goal`: persons outside give 1."""

    def judge(stake: Stake) -> Fraction | None:
        if stake.touches(goal):
            return ZERO
        return None if stake.owner in view.registers and not stake.touches(stop) else ONE

    return judge


def hit(view: View, target: str, certain: Iterable[str], possible: Iterable[str]) -> Range:
    """Bounds on the chance that the walk from `target` meets the set: those in it, those maybe in it."""
    walk = least_hit(view, target, judge_low(view, frozenset(certain)))
    low = walk.values[target]
    if certain == possible and _settled_beyond_doubt(view, target, walk, frozenset(certain)):
        return Range.point(low)
    guess = {company: ONE - value for company, value in walk.values.items()}
    away = least_hit(view, target, judge_high(view, frozenset(possible)), guess)
    return Range(low, ONE - away.values[target])


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
    return tuple(
        tuple(sorted(block))
        for block in components(target, _onward(view, judge))
        if all(_inward(view.registers[company], set(block), judge) for company in block)
    )


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
