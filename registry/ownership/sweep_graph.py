"""The holdings of companies in companies, through which a walk goes on, grouped by holder."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from registry.ownership.sweep_arrays import Arrays, Bools, Floats, Ints


@dataclass(frozen=True, eq=False)
class Graph:
    """Members are numbered anew; `held[start[i] : start[i + 1]]` are the companies in which member i votes.

    `votes` runs beside `held`; `nodes` gives the members' numbers in the arrays and `number` the way back
    (-1: no member).
    """

    nodes: Ints
    number: Ints
    start: Ints
    held: Ints
    votes: Floats

    def rows_of(self, members: Ints) -> tuple[Ints, Ints]:
        """Places in `held` of everything the members hold, and for each place which of the members it is."""
        first = self.start[members]
        count = self.start[members + 1] - first
        whose = np.repeat(np.arange(members.size, dtype=np.int32), count)
        shift = first - (np.cumsum(count) - count)
        return np.arange(whose.size, dtype=np.int32) + shift[whose], whose


def rows_of(arrays: Arrays, free: Bools, chosen: Bools) -> tuple[Ints, Ints]:
    """Rows whose holder is free, and rows whose holder is chosen (never both), in one pass over memory."""
    kind = (free.view(np.uint8) | (chosen.view(np.uint8) << 1))[arrays.src]
    return np.flatnonzero(kind == 1), np.flatnonzero(kind == 2)


def graph_of(arrays: Arrays, free: Bools, rows: Ints) -> Graph:
    """The arcs of which both ends are free: companies whose value has to be found. `rows`: of free holders."""
    src, dst = arrays.src[rows], arrays.dst[rows]
    kept = free[dst] & (src != dst)
    rows, src, dst = rows[kept], src[kept], dst[kept]
    present = np.zeros(arrays.nodes, bool)
    present[src] = present[dst] = True
    nodes = np.flatnonzero(present)
    number = np.full(arrays.nodes, -1, np.int32)
    number[nodes] = np.arange(nodes.size, dtype=np.int32)
    by_row = sparse.csr_array(
        (arrays.votes_in(rows), number[src], np.arange(rows.size + 1, dtype=np.int32)),
        shape=(rows.size, nodes.size),
    )
    grouped = by_row.tocsc()
    return Graph(nodes, number, grouped.indptr, number[dst][grouped.indices], grouped.data)


def once(members: Ints, size: int) -> Ints:
    """Each of the members once, in no order that matters; faster than sorting them."""
    if members.size < 1000:
        return np.unique(members)
    place = np.empty(size, np.int32)
    turns = np.arange(members.size, dtype=np.int32)
    place[members] = turns
    return members[place[members] == turns]
