"""Why a share is what it is: the chains that carry it, the rounds of control, and what a change moved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count

from registry.ownership.blocks import components, solve
from registry.ownership.bounds import Judge, judge_high, judge_low, least_hit, settled
from registry.ownership.control import Closure, Joined, Rule, closure
from registry.ownership.register import Register, Stake
from registry.ownership.terms import ONE, ZERO, Holding, Link, Range
from registry.ownership.view import View
from registry.ownership.who import Bloc, Who

UNDECLARED = "?"
"""The end of a chain that leaves a register through holders nobody has declared."""


class Reading(StrEnum):
    """Which end of the bounds is explained: what is known, or what cannot be excluded."""

    LEAST = "least"
    GREATEST = "greatest"


@dataclass(frozen=True, slots=True)
class Arc:
    """One step up: `owner` (with any trust `managers`) in `company`, its bounds, its weight in the reading.

    `lots` carry the source documents, dates and classes; `links` the trust management.
    """

    company: str
    owner: str
    votes: Range
    weight: Fraction
    managers: tuple[str, ...] = ()
    lots: tuple[Holding, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """References of the documents behind the arc."""
        named = [lot.source for lot in self.lots] + [link.source for link in self.links]
        return tuple(dict.fromkeys(source for source in named if source))


@dataclass(frozen=True, slots=True)
class Chain:
    """A path of ids from the target up to a member of the set, and the product of its weights."""

    path: tuple[str, ...]
    arcs: tuple[Arc, ...]
    contribution: Fraction


@dataclass(frozen=True, slots=True)
class Explanation:
    """M in one reading and the chains that make it up, best first; K with those who vote and how they joined.

    `total` = sum of the chains' contributions + `rest` (further paths) + `loops` (mass of closed loops, in
    the greatest reading only). `direct` are the bloc's arcs into the target; `rounds` the companies whose
    joining made them so, in order.
    """

    total: Fraction
    chains: tuple[Chain, ...]
    rest: Fraction
    loops: Fraction
    direct: tuple[Arc, ...]
    rounds: tuple[Joined, ...]


def explain(
    view: View,
    target: str,
    who: Who,
    *,
    most: int = 50,
    share: Fraction = Fraction(99, 100),
    reading: Reading = Reading.LEAST,
) -> Explanation:
    """Chains until `share` of M is explained or `most` are given. RefusedData as in `measure`."""
    view.register(target)
    bloc = who.bloc(view)
    world = _World(view, target, bloc, reading)
    chains: list[Chain] = []
    explained = ZERO
    for chain in _best_first(world, target):
        if len(chains) >= most or explained >= share * world.ended:
            break
        chains.append(chain)
        explained += chain.contribution
    possible = reading is Reading.GREATEST
    control = closure(view, bloc.possible if possible else bloc.certain, Rule(possible=possible))
    return Explanation(
        total=world.total,
        chains=tuple(chains),
        rest=world.ended - explained,
        loops=world.total - world.ended,
        direct=tuple(arc for arc in world.arcs[target] if _votes_for(arc, control.members)),
        rounds=_relevant(view, target, control),
    )


class _World:
    """One way of filling the unknown, the one that gives the reading's M: every weight is a number."""

    def __init__(self, view: View, target: str, bloc: Bloc, reading: Reading) -> None:
        self.people = bloc.certain if reading is Reading.LEAST else bloc.possible
        if reading is Reading.LEAST:
            walk = least_hit(view, target, judge_low(view, self.people))
            self.total = walk.values[target]
        else:
            walk = least_hit(view, target, judge_high(view, self.people))
            self.total = ONE - walk.values[target]
        self.view = settled(view, walk)
        self.arcs = {
            company: tuple(_arcs(view, company, weights, reading is Reading.GREATEST))
            for company, weights in walk.weights.items()
        }
        rests = {
            company: sum((a.weight for a in arcs if a.owner == UNDECLARED), ZERO)
            for company, arcs in self.arcs.items()
        }
        self.values = _values_with_rests(self.view, target, judge_low(self.view, self.people), rests)
        self.ended = self.values[target]

    def ends(self, arc: Arc) -> str | None:
        """Who of the set the arc ends with, if it does."""
        if arc.owner == UNDECLARED:
            return UNDECLARED
        return next((id for id in (arc.owner, *arc.managers) if id in self.people), None)


def _values_with_rests(
    view: View, target: str, judge: Judge, rests: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Chance of ending in the set or in an undeclared rest, weights being fixed (a rest is a stake too)."""
    registers = {
        company: Register(company, (*register.stakes, Stake(UNDECLARED, rests[company], rests[company])))
        for company, register in view.registers.items()
    }
    whole = replace(view, registers=registers)
    return least_hit(whole, target, lambda s: ONE if s.owner == UNDECLARED else judge(s)).values


def _arcs(view: View, company: str, weights: tuple[Fraction, ...], with_rest: bool) -> Iterator[Arc]:
    register = view.registers[company]
    for stake, weight in zip(register.stakes, weights, strict=True):
        yield Arc(
            company, stake.owner, register.bounds(stake), weight, stake.managers, stake.lots, stake.links
        )
    rest = ONE - sum(weights, ZERO)
    if with_rest and rest and not register.void:
        yield Arc(company, UNDECLARED, Range(ZERO, register.rest), rest)


def _best_first(world: _World, target: str) -> Iterator[Chain]:
    """Chains by falling contribution. A partial chain is worth its product times the best single way on.

    That bound is the greatest product, not the hit value of its end: the order of the chains is the same and
    far fewer partial chains are opened in a large cyclic block.
    """
    best, order = _best_products(world), count()
    heap: list[tuple[Fraction, int, Fraction, tuple[str, ...], tuple[Arc, ...], bool]] = []
    if target in best:
        heappush(heap, (-best[target], next(order), ONE, (target,), (), False))
    while heap:
        _, _, product, path, arcs, ended = heappop(heap)
        if ended:
            yield Chain(path, arcs, product)
            continue
        for arc in world.arcs[path[-1]]:
            reached, end = product * arc.weight, world.ends(arc)
            if not reached:
                continue
            if end is not None:
                heappush(heap, (-reached, next(order), reached, (*path, end), (*arcs, arc), True))
            elif arc.owner in best:
                bound = -reached * best[arc.owner]
                heappush(heap, (bound, next(order), reached, (*path, arc.owner), (*arcs, arc), False))


def _best_products(world: _World) -> dict[str, Fraction]:
    """For each company from which the set is reached, the greatest product of one way there (Dijkstra)."""
    below: dict[str, list[Arc]] = {}
    heap: list[tuple[Fraction, str]] = []
    for company, arcs in world.arcs.items():
        for arc in arcs:
            if arc.weight and world.ends(arc) is not None:
                heappush(heap, (-arc.weight, company))
            elif arc.weight:
                below.setdefault(arc.owner, []).append(arc)
    best: dict[str, Fraction] = {}
    while heap:
        product, company = heappop(heap)
        if company not in best:
            best[company] = -product
            for arc in below.get(company, ()):
                heappush(heap, (product * arc.weight, arc.company))
    return best


def _votes_for(arc: Arc, members: frozenset[str]) -> bool:
    return arc.owner == UNDECLARED or any(id in members for id in (arc.owner, *arc.managers))


def _relevant(view: View, target: str, control: Closure) -> tuple[Joined, ...]:
    """Those who joined and matter to the target: its holders, and whoever brought them in."""
    wanted, seen = [target], {target}
    while wanted:
        company = wanted.pop()
        register = view.votes.registers.get(company)
        above = [id for stake in register.stakes for id in stake.right_holders] if register else []
        entry = control.joined.get(company)
        above += [entry.link.a] if entry and entry.link else []
        for id in above:
            if id in control.members and id not in seen:
                seen.add(id)
                wanted.append(id)
    return tuple(entry for company, entry in control.joined.items() if company in seen)


@dataclass(frozen=True, slots=True)
class FlowChange:
    """An arc whose flow changed: the share of the target that reaches the set over it, before and after."""

    owner: str
    company: str
    before: Fraction
    after: Fraction


def changed_flows(
    before: View, after: View, target: str, who: Who, *, reading: Reading = Reading.LEAST
) -> tuple[FlowChange, ...]:
    """Arcs whose flow a transaction changed, largest change first. A flow counts every time round a loop."""
    old = _flows(_World(before, target, who.bloc(before), reading), target)
    new = _flows(_World(after, target, who.bloc(after), reading), target)
    changes = [
        FlowChange(owner, company, old.get((owner, company), ZERO), new.get((owner, company), ZERO))
        for owner, company in {**old, **new}
    ]
    moved = [change for change in changes if change.before != change.after]
    return tuple(sorted(moved, key=lambda c: (-abs(c.after - c.before), c.company, c.owner)))


def _flows(world: _World, target: str) -> dict[tuple[str, str], Fraction]:
    visits = _visits(world, target)
    flows: dict[tuple[str, str], Fraction] = {}
    for company, times in visits.items():
        for arc in world.arcs[company]:
            worth = ONE if world.ends(arc) is not None else world.values.get(arc.owner, ZERO)
            flow = times * arc.weight * worth
            if flow:
                flows[arc.owner, company] = flows.get((arc.owner, company), ZERO) + flow
    return flows


def _visits(world: _World, target: str) -> dict[str, Fraction]:
    """Expected visits of each company from which the set can be reached, target first, block by block."""
    if not world.values[target]:
        return {}

    def onward(company: str) -> dict[str, Fraction]:
        steps: dict[str, Fraction] = {}
        for arc in world.arcs[company]:
            if arc.weight and world.ends(arc) is None and world.values.get(arc.owner):
                steps[arc.owner] = steps.get(arc.owner, ZERO) + arc.weight
        return steps

    visits: dict[str, Fraction] = {}
    arriving = {target: ONE}
    for block in reversed(components(target, onward)):
        rows: dict[str, dict[str, Fraction]] = {company: {} for company in block}
        for company in block:
            for owner, weight in onward(company).items():
                if owner in rows:
                    rows[owner][company] = weight
        visits |= solve(rows, {company: arriving.get(company, ZERO) for company in block})
        for company in block:
            for owner, weight in onward(company).items():
                if owner not in rows:
                    arriving[owner] = arriving.get(owner, ZERO) + visits[company] * weight
    return visits
