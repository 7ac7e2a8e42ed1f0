"""K over arrays: what a set votes in each company, counting the stakes of what it controls as its own."""

from collections.abc import Sequence

import numpy as np

from registry.ownership.sweep_arrays import HAIR, Bools, Floats, Ints
from registry.ownership.sweep_graph import Graph, once

HALF = 0.5 + HAIR
"""More than half is control, exactly half is not."""

Links = Sequence[tuple[Ints, Ints]]


def closure(
    graph: Graph, free: Bools, bloc: Bools, direct: Floats, links: Links = ()
) -> tuple[Floats, Bools]:
    """What the bloc votes in each company in the end, and the bloc with all it controls.

    `direct` is what it votes before it controls anybody, and is overwritten. Only free companies can join;
    each joins once, and brings its votes with it.
    """
    members = bloc.copy()
    fresh: Ints = np.flatnonzero((direct > HALF) & free & ~members)
    while True:
        members[fresh] = True
        if not fresh.size:
            fresh = _commanded(links, members, free)
            if not fresh.size:
                return direct, members
            continue
        known = graph.number[fresh]
        rows, _ = graph.rows_of(known[known >= 0])
        held = graph.nodes[graph.held[rows]]
        np.add.at(direct, held, graph.votes[rows])
        fresh = once(held[(direct[held] > HALF) & ~members[held]], members.size)


def _commanded(links: Links, members: Bools, free: Bools) -> Ints:
    """Companies not in the bloc that someone in it commands without votes."""
    found = [
        companies[members[actors] & ~members[companies] & free[companies]] for actors, companies in links
    ]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.intp)
