"""Ultimate controllers over arrays: who stands at the top of the chain of majorities above each company.

A majority may be joint: held by several whose chains end at the same top. So the votes in every company that
has no majority yet are regrouped by top, until nobody finds another one.
"""

from dataclasses import dataclass

import numpy as np

from registry.ownership.sweep_arrays import Arrays, Bools, Floats, Ints
from registry.ownership.sweep_control import HALF
from registry.ownership.sweep_rings import Ring, named

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Open:
    """Rows of companies whose majority, if they have one, can only be joint: a company is among the holders."""

    src: Ints
    dst: Ints
    votes: Floats


class Tops:
    """The tops found so far. `top[i]` is i itself where nobody is known above it.

    `above`: through whom a company is controlled. `moves`: it has somebody above and is not the name of a
    ring, so that whoever points at it has to be pointed further up.
    """

    def __init__(self, arrays: Arrays, free: Bools, known: Ints | None = None) -> None:
        self.arrays, self.free = arrays, free
        self.top = np.arange(arrays.nodes, dtype=arrays.src.dtype)
        if known is not None:
            given = np.flatnonzero(known != NOBODY)
            self.top[given] = known[given]
        self.above = np.full(arrays.nodes, NOBODY, arrays.src.dtype)
        self.moves = np.zeros(arrays.nodes, bool)
        self.controlled = np.empty(0, np.intp)
        self.joint = np.zeros(arrays.nodes, bool)
        self.commanded: dict[int, int] = {}
        self.rings: list[Ring] = []

    def follow_votes(self) -> None:
        """Majorities of one holder first, then joint ones until there are no more."""
        rows = np.flatnonzero(self.arrays.votes > HALF)
        rows = rows[self.free[self.arrays.dst[rows]]]
        self._place(self.arrays.dst[rows], self.top[self.arrays.src[rows]])
        self._follow_joint(self._open())

    def follow_links(self) -> None:
        """Companies without a majority follow their instructions, then their executive."""
        for actors, companies in self.arrays.links:
            fit = np.flatnonzero(
                (actors != companies) & self.free[companies] & (self.above[companies] == NOBODY)
            )
            order = fit[np.lexsort((actors[fit], companies[fit]))]
            commanded, first = np.unique(companies[order], return_index=True)
            if commanded.size:
                chosen = actors[order][first]
                self.commanded |= dict(zip(commanded.tolist(), chosen.tolist(), strict=True))
                self._place(commanded, self.top[chosen])
                self._follow_joint(self._open())

    def result(self) -> Ints:
        """The controller of each company; the smallest id that controls its ring; NOBODY."""
        names = self.top.astype(np.int64)
        for ring in self.rings:
            better = named(self.arrays, self.top, ring, self.commanded)
            if better != ring.name:
                names[self.top == ring.name] = better
        held = np.zeros(self.arrays.nodes, bool)
        held[self.controlled] = True
        return np.where(held, names, NOBODY)

    def _open(self) -> Open:
        """All rows of free companies without a majority, if a company is among their holders."""
        arrays = self.arrays
        wanted = self.free & (self.above == NOBODY)
        company = np.flatnonzero(arrays.company[arrays.src])
        mixed = np.zeros(arrays.nodes, bool)
        mixed[arrays.dst[company]] = True
        mixed &= wanted
        rows = np.flatnonzero(mixed[arrays.dst])
        return Open(arrays.src[rows], arrays.dst[rows], arrays.votes[rows])

    def _follow_joint(self, rows: Open) -> None:
        """Votes grouped by top; only companies with a holder that has somebody above can have news."""
        while True:
            top = self.top[rows.src]
            waiting = np.zeros(self.arrays.nodes, bool)
            waiting[rows.dst[top != rows.src]] = True
            news = np.flatnonzero(waiting[rows.dst] & (self.above[rows.dst] == NOBODY))
            key = rows.dst[news].astype(np.int64) * self.arrays.nodes + top[news]
            pairs, place = np.unique(key, return_inverse=True)
            majority = pairs[np.bincount(place, rows.votes[news], pairs.size) > HALF]
            if not majority.size:
                return
            companies = majority // self.arrays.nodes
            self.joint[companies] = True
            self._place(companies, majority % self.arrays.nodes)

    def _place(self, companies: Ints, above: Ints) -> None:
        """Each company gets somebody above; then every top is moved up to where the chain ends."""
        self.above[companies] = self.top[companies] = above
        self.moves[companies] = True
        self.controlled = np.concatenate([self.controlled, companies])
        active = self.controlled[self.moves[self.top[self.controlled]]]
        for _ in range(self.controlled.size.bit_length() + 1):
            if not active.size:
                return
            self.top[active] = self.top[self.top[active]]
            active = active[self.moves[self.top[active]]]
        self._close_rings(active)

    def _close_rings(self, active: Ints) -> None:
        """After so many steps whoever still moves is in a ring: it is named by its smallest member."""
        ring = np.unique(self.top[active])
        name, following = ring.copy(), np.searchsorted(ring, self.above[ring])
        for _ in range(ring.size.bit_length()):
            name = np.minimum(name, name[following])
            following = following[following]
        self.top[active] = name[np.searchsorted(ring, self.top[active])]
        self.moves[name] = False
        self._note(ring, name)

    def _note(self, members: Ints, names: Ints) -> None:
        """Only a ring with a joint majority, or among links, may have another name than its smallest member."""
        doubtful = names if self.arrays.links else names[self.joint[members]]
        for name in np.unique(doubtful):
            self.rings.append(Ring(int(name), members[names == name]))


def tops(arrays: Arrays, free: Bools, known: Ints | None = None) -> Ints:
    """The ultimate controller of every free company; `known` gives those of the others, where there are any."""
    found = Tops(arrays, free, known)
    found.follow_votes()
    found.follow_links()
    return found.result()
