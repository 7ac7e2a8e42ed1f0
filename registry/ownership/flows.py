"""What a transaction moved: the arcs over which more or less of the target reaches the set than before."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest

import numpy as np
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.linalg import splu

from registry.ownership.blocks import components, solve
from registry.ownership.bounds import float_walk
from registry.ownership.chains import Reading, World
from registry.ownership.compiled import compiled, large
from registry.ownership.enclosure import iterated
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
    old = World.of(before, target, who.bloc(before), reading)
    new = World.of(after, target, (who_after or who).bloc(after), reading)
    if large(before) or large(after):
        return _moved(_rough_flows(old, target), _rough_flows(new, target), Fraction(1, PRECISION), most)
    return _moved(_flows(old, target), _flows(new, target), ONE, most)


Flows = Mapping[tuple[str, str], Fraction | int]


def _moved(old: Flows, new: Flows, unit: Fraction, most: int | None) -> tuple[FlowChange, ...]:
    sizes = {
        arc: abs(new.get(arc, 0) - old.get(arc, 0))
        for arc in {**old, **new}
        if old.get(arc, 0) != new.get(arc, 0)
    }
    moved = nsmallest(len(sizes) if most is None else most, sizes, key=lambda arc: (-sizes[arc], *arc[::-1]))
    return tuple(FlowChange(*arc, old.get(arc, 0) * unit, new.get(arc, 0) * unit) for arc in moved)


def _flows(world: World, target: str) -> Flows:
    if not world.values[target]:
        return {}
    visits = _visits(world, target)
    flows: dict[tuple[str, str], Fraction] = {}
    for company, times in visits.items():
        for weight, end, owner in world.steps(company):
            flow = times * weight * (ONE if end is not None else world.values.get(owner, ZERO))
            if flow:
                flows[owner, company] = flows.get((owner, company), ZERO) + flow
    return flows


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


def _rough_flows(world: World, target: str) -> Flows:
    """The same in floats and in units of `PRECISION`, all companies at once; a rest counts for nothing."""
    if not world.values[target]:
        return {}
    view = world.view
    walk, net = float_walk(view, target, world.judge), compiled(view)
    walk.enclose()
    rows, onward, _ = walk.system()
    start = (rows == walk.target).astype(float).reshape(-1, 1)
    found = iterated(csr_array(onward.T), np.column_stack([start, start]))
    if found is None:
        found = splu(csc_array(eye_array(len(rows)) - onward.T)).solve(start)
    visits = np.zeros(len(net.companies))
    visits[rows] = found[:, 0]
    worth = np.where(walk.onward, walk.values[net.up], np.nan_to_num(walk.worth))
    flow = np.rint(visits[net.row] * walk.weights * worth * PRECISION).astype(np.int64)
    flows: dict[tuple[str, str], int] = {}
    used = np.flatnonzero(flow)
    for k, j, size in zip(used.tolist(), net.row[used].tolist(), flow[used].tolist(), strict=True):
        arc = net.stakes[k].owner, net.companies[j]
        flows[arc] = flows.get(arc, 0) + size
    return flows
