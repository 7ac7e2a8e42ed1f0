"""Why a share is what it is: the chains that carry it and the rounds of control."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from registry.ownership.bounds import Walk, float_walk, judge_high, judge_low, least_hit, settled
from registry.ownership.compiled import compiled, large
from registry.ownership.control import Closure, Joined, Rule, closure
from registry.ownership.register import Register, Stake
from registry.ownership.terms import ONE, ZERO, Holding, Link, Range, total
from registry.ownership.view import View
from registry.ownership.who import Bloc, Who

UNDECLARED = "?"
"""The end of a chain that leaves a register through holders nobody has declared."""
OPENED = 200_000
"""Partial chains looked at before the search is given up; what is not told is stated as the rest."""
NEVER_ZERO = 1e-12
"""Added to each logarithm, so that a stake of 100 % is still an arc."""


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
    the greatest reading only); in a large network to within the slack of M. `direct` are the bloc's arcs into
    the target; `rounds` the companies whose joining made them so, in order.
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
    world = World.of(view, target, bloc, reading)
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
        rest=max(world.ended - explained, ZERO),
        loops=world.total - world.ended,
        direct=tuple(arc for arc in world.arcs(target) if _votes_for(arc, control.members)),
        rounds=_relevant(view, target, control),
    )


class World:
    """One way of filling the unknown, the one that gives the reading's M: every weight is a number.

    `values`: the chance of ending in the set, or in an undeclared rest, from each company; `total` is the
    target's with the mass of closed loops, `ended` without it. In a large network they are lower ends.
    """

    def __init__(self, view: View, target: str, bloc: Bloc, reading: Reading) -> None:
        self.view, self.greatest = view, reading is Reading.GREATEST
        self.people = bloc.possible if self.greatest else bloc.certain
        self.judge = judge_low(view, self.people)
        self._known: dict[str, tuple[Arc, ...]] = {}
        if not self.greatest:
            walk = least_hit(view, target, self.judge)
            self.weights, self.values = walk.weights, walk.values
            self.total = self.ended = walk.values[target]
            return
        walk = least_hit(view, target, judge_high(view, self.people))
        self.weights = walk.weights
        self.total = ONE - walk.values[target]
        self.values = {company: ONE - value for company, value in walk.values.items()}
        if self._endless(target):
            self.values = self._without_loops(walk, target)
        self.ended = self.values[target]

    @staticmethod
    def of(view: View, target: str, bloc: Bloc, reading: Reading) -> "World":
        """The world, made once for each view, target, set and reading."""
        key = World, target, bloc, reading
        if key not in view.met:
            view.met[key] = World(view, target, bloc, reading)
        found = view.met[key]
        assert isinstance(found, World)
        return found

    def steps(self, company: str) -> Iterator[tuple[Fraction, str | None, str]]:
        """Each way up that carries weight: the weight, who of the set it ends with, whose stake it is."""
        for stake, weight in zip(self.view.registers[company].stakes, self.weights[company], strict=True):
            if weight:
                yield weight, self._ends(stake), stake.owner
        if self.greatest and not self.view.registers[company].void:
            rest = ONE - total(self.weights[company])
            if rest:
                yield rest, UNDECLARED, UNDECLARED

    def arcs(self, company: str) -> tuple[Arc, ...]:
        """The company's holders with their evidence."""
        if company not in self._known:
            self._known[company] = tuple(self._arcs(company))
        return self._known[company]

    def ends(self, arc: Arc) -> str | None:
        """Who of the set the arc ends with, if it does."""
        if arc.owner == UNDECLARED:
            return UNDECLARED
        return next((id for id in (arc.owner, *arc.managers) if id in self.people), None)

    def _ends(self, stake: Stake) -> str | None:
        if stake.owner in self.people:
            return stake.owner
        return next((id for id in stake.managers if id in self.people), None)

    def _arcs(self, company: str) -> Iterator[Arc]:
        register = self.view.registers[company]
        rest = ONE - total(self.weights[company])
        for stake, weight in zip(register.stakes, self.weights[company], strict=True):
            votes = register.bounds(stake)
            yield Arc(company, stake.owner, votes, weight, stake.managers, stake.lots, stake.links)
        if self.greatest and rest and not register.void:
            yield Arc(company, UNDECLARED, Range(ZERO, register.rest), rest)

    def _endless(self, target: str) -> bool:
        """Whether some company above the target can be reached from which the walk never ends."""
        below: dict[str, list[str]] = {}
        waiting, seen, ending = [target], {target}, list[str]()
        for company in waiting:
            ways = list(self.steps(company))
            if any(end is not None or owner not in self.view.registers for _, end, owner in ways):
                ending.append(company)
            for _, end, owner in ways:
                if end is None and owner in self.view.registers:
                    below.setdefault(owner, []).append(company)
                    if owner not in seen:
                        seen.add(owner)
                        waiting.append(owner)
        out = set(ending)
        for company in ending:
            fresh = [id for id in below.get(company, ()) if id not in out]
            out.update(fresh)
            ending += fresh
        return bool(seen - out)

    def _without_loops(self, walk: Walk, target: str) -> dict[str, Fraction]:
        """Chance of ending in the set or in an undeclared rest, weights being fixed (a rest is a stake too)."""
        fixed = settled(self.view, walk)
        registers = {}
        for company, register in fixed.registers.items():
            rest = ZERO if self.view.registers[company].void else ONE - register.total.low
            registers[company] = Register(company, (*register.stakes, Stake(UNDECLARED, rest, rest)))
        whole = replace(fixed, registers=registers)
        return least_hit(
            whole, target, lambda stake: ONE if stake.owner == UNDECLARED else self.judge(stake)
        ).values


def _best_first(world: World, target: str) -> Iterator[Chain]:
    """Chains by falling contribution. A partial chain is worth its product times the best single way on.

    That bound is the greatest product, not the hit value of its end: the order of the chains is the same and
    far fewer partial chains are opened in a large cyclic block. A large network is searched in floats.
    """
    rough = large(world.view)
    number: Callable[[Fraction], Fraction | float] = float if rough else lambda share: share
    best, order = _rough_products(world, target) if rough else _best_products(world), count()
    heap: list[tuple[Fraction | float, int, Fraction, tuple[str, ...], tuple[Arc, ...], bool]] = []
    if target in best:
        heappush(heap, (-best[target], next(order), ONE, (target,), (), False))
    for _ in range(OPENED):
        if not heap:
            return
        _, _, product, path, arcs, ended = heappop(heap)
        if ended:
            yield Chain(path, arcs, product)
            continue
        for arc in world.arcs(path[-1]):
            if arc.weight:
                further, end = product * arc.weight, world.ends(arc)
                if end is not None:
                    heappush(heap, (-number(further), next(order), further, (*path, end), (*arcs, arc), True))
                elif arc.owner in best:
                    bound = -number(further) * best[arc.owner]
                    heappush(heap, (bound, next(order), further, (*path, arc.owner), (*arcs, arc), False))


def _best_products(world: World) -> Mapping[str, Fraction | float]:
    """For each company from which the set is reached, the greatest product of one way there (Dijkstra)."""
    below: dict[str, list[tuple[Fraction, str]]] = {}
    heap: list[tuple[Fraction, str]] = []
    for company in world.weights:
        for weight, end, owner in world.steps(company):
            if end is not None:
                heappush(heap, (-weight, company))
            else:
                below.setdefault(owner, []).append((weight, company))
    best: dict[str, Fraction] = {}
    while heap:
        product, company = heappop(heap)
        if company not in best:
            best[company] = -product
            for weight, lower in below.get(company, ()):
                if lower not in best:
                    heappush(heap, (product * weight, lower))
    return best


def _rough_products(world: World, target: str) -> Mapping[str, float]:
    """The same in floats for all companies of a large network: distances from beyond the set, in logarithms."""
    net = compiled(world.view)
    judge = judge_high(world.view, world.people) if world.greatest else world.judge
    walk = float_walk(world.view, target, judge)
    end, used = len(net.companies), (walk.weights > 0) & walk.above[net.row]
    into = used & net.touched(world.people)
    rows, weights = net.row[into], walk.weights[into]
    if world.greatest:
        rest = np.where(walk.above & net.open, 1 - np.bincount(net.row, walk.weights, end), 0)
        open_ = np.flatnonzero(rest > 1e-12)
        rows, weights = np.concatenate([rows, open_]), np.concatenate([weights, rest[open_]])
    onward = used & walk.onward
    source = np.concatenate([np.full(len(rows), end), net.up[onward]])
    sink = np.concatenate([rows, net.row[onward]])
    length = NEVER_ZERO - np.log(np.concatenate([weights, walk.weights[onward]]))
    order = np.argsort(source, kind="stable")
    first = np.searchsorted(source[order], np.arange(end + 2))
    arcs = csr_array((length[order], sink[order], first), shape=(end + 1, end + 1))
    product = np.exp(-dijkstra(arcs, indices=end))
    return {net.companies[j]: float(product[j]) for j in np.flatnonzero(product[:end] > 0).tolist()}


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
