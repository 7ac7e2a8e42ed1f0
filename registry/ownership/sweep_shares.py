"""M over arrays: the share that reaches each company from a set, multiplied along every chain.

Companies are settled in the order of the chains, those above first. What is left when nobody above is
unsettled any more are rings of owners and what lies between them: one sparse elimination, exact but for
rounding, where iteration would need thousands of rounds. Below the rings it goes on as before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph
from scipy.sparse.linalg import splu

from registry.ownership.sweep_arrays import NEAR, Arrays, Bools, Floats, Ints, totals
from registry.ownership.sweep_graph import Graph, once

LONGEST_TAIL = 100
MOST_ROUNDS = 300
TINY = 1e-14

ONE = np.int32(1)  # of the type it is subtracted from, which is many times faster

Step = tuple[Ints, Ints, Floats]
"""Holders already settled, the companies they hold, their votes there."""


@dataclass(frozen=True, eq=False)
class Rings:
    """Companies that stand above themselves, with those between them; arcs by place among `members`.

    `loops`: members whom nobody stands behind, because they own only each other; they are worth nothing.
    Most rings leak fast: after `rounds` of passing on, what is still on its way is smaller than TINY (bounded
    by how much of 1 is). The others, `slow`, are solved by elimination.
    """

    members: Ints
    loops: Ints
    votes: sparse.csr_array
    rounds: int
    slow: Ints
    solver: Any

    def settle(self, values: Floats) -> None:
        """What reaches the rings from above becomes what they are worth (the least solution)."""
        known = values[self.members]
        known[self.loops] = 0.0
        worth = known
        for _ in range(self.rounds):
            worth = known + self.votes @ worth
        if self.slow.size:
            worth[self.slow] = 0.0
            worth[self.slow] = self.solver.solve((known + self.votes @ worth)[self.slow])
        values[self.members] = worth


@dataclass(frozen=True, eq=False)
class Order:
    """In which order companies are settled. It depends on who owns whom, not on the set asked about."""

    graph: Graph
    above: tuple[Step, ...]
    rings: Rings | None
    below: tuple[Step, ...]

    def solve(self, direct: Floats) -> Floats:
        """The least x with x = direct + votes of the free holders times x; `direct` is overwritten."""
        values = direct[self.graph.nodes]
        for step in self.above:
            _add(values, step)
        if self.rings is not None:
            self.rings.settle(values)
        for step in self.below:
            _add(values, step)
        direct[self.graph.nodes] = values
        return direct

    @property
    def unresolved(self) -> Ints:
        """Companies in closed loops, by their numbers in the arrays."""
        if self.rings is None:
            return np.empty(0, np.intp)
        return self.graph.nodes[self.rings.members[self.rings.loops]]


def direct_votes(arrays: Arrays, rows: Ints, worth: Floats | None = None) -> Floats:
    """For each company the votes in these rows, times what their holders are worth at once (1)."""
    votes = arrays.votes_in(rows)
    if worth is not None:
        votes = votes * worth[arrays.src[rows]]
    return totals(arrays.dst[rows], votes, arrays.nodes)


def order_of(graph: Graph) -> Order:
    """Peel the chains from above, find the rings, and lay out what hangs below them."""
    waiting = np.bincount(graph.held, minlength=graph.nodes.size).astype(np.int32)
    above = tuple(_peel(graph, np.flatnonzero(waiting == 0), waiting))
    left = np.flatnonzero(waiting)
    if not left.size:
        return Order(graph, above, None, ())
    members, holders, held, votes = _entangled(graph, left)
    rings = _rings(members, holders, held, votes)
    ringed = np.zeros(graph.nodes.size, bool)
    ringed[members] = True
    np.subtract.at(waiting, members[held], ONE)
    below = tuple(_peel(graph, members, waiting, ringed))
    return Order(graph, above, rings, below)


def _add(values: Floats, step: Step) -> None:
    holders, held, votes = step
    np.add.at(values, held, votes * values[holders])


def _peel(graph: Graph, ready: Ints, waiting: Ints, settled: Bools | None = None) -> Iterator[Step]:
    """Step by step the companies whose holders are all settled; arcs to the settled are left out."""
    while ready.size:
        rows, whose = graph.rows_of(ready)
        held = graph.held[rows]
        if settled is not None:
            open_ = ~settled[held]
            rows, whose, held = rows[open_], whose[open_], held[open_]
        if not rows.size:
            return
        yield ready[whose], held, graph.votes[rows]
        np.subtract.at(waiting, held, ONE)
        ready = once(held[waiting[held] == 0], graph.nodes.size)


def _entangled(graph: Graph, left: Ints) -> tuple[Ints, Ints, Ints, Floats]:
    """Of the companies left, those with somebody left below them, again and again: rings and between.

    A longer tail below a ring is solved with it, which costs little.
    """
    rows, whose = graph.rows_of(left)
    holders, held, votes = left[whose], graph.held[rows], graph.votes[rows]
    for _ in range(LONGEST_TAIL):
        holding = np.zeros(graph.nodes.size, bool)
        holding[holders] = True
        kept = holding[held]
        if kept.all():
            break
        holders, held, votes = holders[kept], held[kept], votes[kept]
    members = np.union1d(holders, held)
    return members, np.searchsorted(members, holders), np.searchsorted(members, held), votes


def _rings(members: Ints, holders: Ints, held: Ints, votes: Floats) -> Rings:
    size = members.size
    arcs = sparse.csr_array((votes, (held, holders)), shape=(size, size))
    _, block = csgraph.connected_components(arcs, connection="strong")
    inside = block[holders] == block[held]
    inward = np.bincount(held[inside], votes[inside], size)
    closed = np.ones(block.max() + 1, bool)
    closed[block[inward < 1 - NEAR]] = False
    loops = np.flatnonzero(closed[block])
    open_ = ~closed[block[held]]
    arcs = sparse.csr_array((votes[open_], (held[open_], holders[open_])), shape=(size, size))
    rounds, slow = _passing(arcs)
    return Rings(members, loops, arcs, rounds, slow, _elimination(arcs, slow) if slow.size else None)


def _passing(arcs: sparse.csr_array) -> tuple[int, Ints]:
    """In how many rounds next to nothing of 1 is left on its way; who still has more after all of them."""
    left, rounds = np.ones(arcs.shape[0]), 0
    while rounds < MOST_ROUNDS and left.max() > TINY:
        left, rounds = arcs @ left, rounds + 1
    return rounds, np.flatnonzero(left > TINY)


def _elimination(arcs: sparse.csr_array, slow: Ints) -> Any:
    """No row adds up to more than one, so the diagonal is a safe pivot."""
    system = sparse.identity(slow.size, format="csc") - arcs[slow][:, slow].tocsc()
    return splu(
        system.tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True}
    )
