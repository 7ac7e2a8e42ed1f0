"""What a transaction moved: the arcs over which more or less of the target reaches the set than before."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.sparse import csc_array, eye_array
from scipy.sparse.linalg import splu

from registry.ownership.blocks import components, solve
from registry.ownership.chains import Reading, World
from registry.ownership.compiled import large
from registry.ownership.terms import ONE, ZERO
from registry.ownership.view import View
from registry.ownership.who import Who

PRECISION = 10**12
"""In a large network flows are given to so many parts of one."""


@dataclass(frozen=True, slots=True)
class FlowChange:
    """An arc whose flow changed: the share of the target that reaches the set over it, before and after."""

    owner: str
    company: str
    before: Fraction
    after: Fraction


def changed_flows(
    before: View,
    after: View,
    target: str,
    who: Who,
    *,
    who_after: Who | None = None,
    reading: Reading = Reading.LEAST,
    most: int | None = None,
) -> tuple[FlowChange, ...]:
    """Arcs whose flow a transaction changed, largest change first, at most so many.

    A flow counts every time round a loop. `who_after` is the set where the transaction changes it too.
    """
    old = _flows(World(before, target, who.bloc(before), reading), target)
    new = _flows(World(after, target, (who_after or who).bloc(after), reading), target)
    moved = [
        FlowChange(owner, company, old.get((owner, company), ZERO), new.get((owner, company), ZERO))
        for owner, company in {**old, **new}
        if old.get((owner, company)) != new.get((owner, company))
    ]
    return tuple(sorted(moved, key=lambda c: (-abs(c.after - c.before), c.company, c.owner))[:most])


def _flows(world: World, target: str) -> dict[tuple[str, str], Fraction]:
    if not world.values[target]:
        return {}
    visits = _rough_visits(world, target) if large(world.view) else _visits(world, target)
    flows: dict[tuple[str, str], Fraction] = {}
    for company, times in visits.items():
        for weight, end, owner in world.steps(company):
            worth = ONE if end is not None else world.values.get(owner, ZERO)
            if worth:
                flow = _flow(times, weight, worth)
                if flow:
                    flows[owner, company] = flows.get((owner, company), ZERO) + flow
    return flows


def _flow(times: Fraction | float, weight: Fraction, worth: Fraction) -> Fraction:
    if isinstance(times, float):
        return Fraction(round(times * float(weight) * float(worth) * PRECISION), PRECISION)
    return times * weight * worth


def _onward(world: World, company: str) -> dict[str, Fraction]:
    steps: dict[str, Fraction] = {}
    for weight, end, owner in world.steps(company):
        if end is None and world.values.get(owner):
            steps[owner] = steps.get(owner, ZERO) + weight
    return steps


def _visits(world: World, target: str) -> dict[str, Fraction]:
    """Expected visits of each company from which the set can be reached, target first, block by block."""
    onward = {company: _onward(world, company) for company in world.weights}
    visits: dict[str, Fraction] = {}
    arriving = {target: ONE}
    for block in reversed(components(target, onward.__getitem__)):
        rows: dict[str, dict[str, Fraction]] = {company: {} for company in block}
        for company in block:
            for owner, weight in onward[company].items():
                if owner in rows:
                    rows[owner][company] = weight
        visits |= solve(rows, {company: arriving.get(company, ZERO) for company in block})
        for company in block:
            for owner, weight in onward[company].items():
                if owner not in rows:
                    arriving[owner] = arriving.get(owner, ZERO) + visits[company] * weight
    return visits


def _rough_visits(world: World, target: str) -> dict[str, float]:
    """The same in floats, all companies at once."""
    names = [company for company in world.weights if world.values.get(company)]
    at = {company: j for j, company in enumerate(names)}
    arcs = list(_numbered(world, at))
    ups, downs, weights = zip(*arcs, strict=True) if arcs else ((), (), ())
    size = len(names)
    below = csc_array(
        (np.array(weights, float), (np.array(ups, int), np.array(downs, int))), shape=(size, size)
    )
    start = np.zeros(size)
    start[at[target]] = 1.0
    return dict(zip(names, splu(csc_array(eye_array(size) - below)).solve(start).tolist(), strict=True))


def _numbered(world: World, at: dict[str, int]) -> Iterator[tuple[int, int, float]]:
    for company, j in at.items():
        for weight, end, owner in world.steps(company):
            if end is None and owner in at:
                yield at[owner], j, float(weight)
