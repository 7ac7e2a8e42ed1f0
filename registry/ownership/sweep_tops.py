"""Ultimate controllers over arrays: who stands at the top of the chain of majorities above each company.

A majority may be joint: held by several whose chains end at the same top. So the votes in every company that
has no majority yet are regrouped by top, until nobody finds another one.
"""

from functools import cached_property

import numpy as np

from registry.ownership.sweep_arrays import Arrays, Bools, Ints
from registry.ownership.sweep_control import HALF
from registry.ownership.sweep_rings import Ring, named

NOBODY = -1


class Tops:
    """The tops found so far. `top[i]` is i itself where nobody is known above it.

    `open`: companies nobody is known to control. `moves`: it has somebody above and is not the name of a
    ring, so that whoever points at it has to be pointed further up.
    """

    def __init__(self, arrays: Arrays, free: Bools, known: Ints | None = None) -> None:
        self.arrays = arrays
        self.open = free.copy()
        self.top = np.arange(arrays.nodes, dtype=arrays.src.dtype)
        if known is not None:
            given = np.flatnonzero(known != NOBODY)
            self.top[given] = known[given]
        self.moves = np.zeros(arrays.nodes, bool)
        self.controlled = np.empty(0, np.intp)
        self.joint = np.zeros(arrays.nodes, bool)
        self.commanded: dict[int, int] = {}
        self.rings: list[Ring] = []

    def follow_votes(self) -> None:
        """Majorities of one holder first, then joint ones until there are no more."""
        rows = np.flatnonzero(self.arrays.votes > HALF)
        rows = rows[self.open[self.arrays.dst[rows]]]
        self._place(self.arrays.dst[rows], self.top[self.arrays.src[rows]])
        self._follow_joint()

    def follow_links(self) -> None:
        """Companies without a majority follow their instructions, then their executive."""
        for actors, companies in self.arrays.links:
            fit = np.flatnonzero((actors != companies) & self.open[companies])
            order = fit[np.lexsort((actors[fit], companies[fit]))]
            commanded, first = np.unique(companies[order], return_index=True)
            if commanded.size:
                chosen = actors[order][first]
                self.commanded |= dict(zip(commanded.tolist(), chosen.tolist(), strict=True))
                self._place(commanded, self.top[chosen])
                self._follow_joint()

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

    def _follow_joint(self) -> None:
        """Votes grouped by top, in the companies that have no majority yet, until there is no news."""
        src, dst = self.arrays.src[self._of_companies], self.arrays.dst[self._of_companies]
        before = src
        while True:
            tops, open_ = self.top[src], self.open[dst]
            if not (open_ & (tops != before)).any():
                return
            before = tops
            rows = self._grouped(open_ & (tops != src), tops)
            company, top = self.arrays.dst[rows], self.top[self.arrays.src[rows]]
            key = company.astype(np.int64) * self.arrays.nodes + top
            pairs, place = np.unique(key, return_inverse=True)
            majority = pairs[np.bincount(place, self.arrays.votes[rows], pairs.size) > HALF]
            if not majority.size:
                return
            companies = majority // self.arrays.nodes
            self.joint[companies] = True
            self._place(companies, majority % self.arrays.nodes)

    def _grouped(self, moved: Bools, tops: Ints) -> Ints:
        """Rows that may count together: of holders with somebody above them, and of those who are above such.

        `moved`: which of the rows of companies are of the first kind; `tops`: where their chains end.
        """
        arrays = self.arrays
        at_top = np.zeros(arrays.nodes, bool)
        at_top[tops[moved]] = True
        theirs = np.flatnonzero(at_top[arrays.src])
        theirs = theirs[self.open[arrays.dst[theirs]]]
        theirs = theirs[self.top[arrays.src[theirs]] == arrays.src[theirs]]
        return np.concatenate([self._of_companies[moved], theirs])

    @cached_property
    def _of_companies(self) -> Ints:
        """Rows of companies in companies without a majority of one holder."""
        rows = np.flatnonzero(self.arrays.company[self.arrays.src])
        return rows[self.open[self.arrays.dst[rows]]]

    def _place(self, companies: Ints, above: Ints) -> None:
        """Each company gets somebody above; then every top is moved up to where the chain ends."""
        self.top[companies] = above
        self.moves[companies] = True
        self.open[companies] = False
        self.controlled = np.concatenate([self.controlled, companies])
        active = self.controlled[self.moves[self.top[self.controlled]]]
        for _ in range(self.controlled.size.bit_length() + 1):
            if not active.size:
                return
            self.top[active] = self.top[self.top[active]]
            active = active[self.moves[self.top[active]]]
        ring = np.unique(self.top[active])
        turns = np.zeros(self.arrays.nodes, bool)
        turns[ring] = True
        turning = np.flatnonzero(turns[companies])
        following = above[turning[np.argsort(companies[turning])]]
        self._close_rings(active, ring, np.searchsorted(ring, following))

    def _close_rings(self, active: Ints, ring: Ints, following: Ints) -> None:
        """After so many steps whoever still moves leads into a ring: it is named by its smallest member.

        `following`: for each of the sorted members of rings, the place of the next one.
        """
        name = ring.copy()
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
