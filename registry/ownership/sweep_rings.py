"""What a ring of control is called: the smallest of its companies that controls the whole ring by itself.

Where every majority in the ring is one holder's, that is the smallest member. A holding owned by its own
subsidiaries is a ring, too, and there only some of the companies control it alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from registry.ownership.sweep_arrays import Arrays, Bools, Floats, Ints
from registry.ownership.sweep_control import HALF


@dataclass(frozen=True, eq=False)
class Ring:
    """Its name so far, and members each of which controls all others alone."""

    name: int
    members: Ints


@dataclass(frozen=True, eq=False)
class _Inside:
    """Companies entangled with the ring (`nodes`), and their votes in each other as a matrix."""

    nodes: Ints
    votes: sparse.csc_array
    links: sparse.csc_array

    def controls(self, one: int, other: int) -> bool:
        """Whether the company alone, with all it controls, controls the other."""
        members = np.zeros(self.nodes.size, bool)
        fresh = np.array([one])
        while fresh.size and not members[other]:
            members[fresh] = True
            weight = members.astype(float)
            reached = (self.votes @ weight > HALF) | (self.links @ weight > 0)
            fresh = np.flatnonzero(reached & ~members)
        return bool(members[other])


def named(arrays: Arrays, top: Ints, ring: Ring, commanded: Mapping[int, int]) -> int:
    """The ring's name: members of the ring control it alone, others have to be tried, smallest first.

    `commanded`: companies that follow a link, for want of a majority, and whom they follow.
    """
    inside = _inside(arrays, top == ring.name, ring.name, commanded)
    best = min(ring.name, int(ring.members.min()))
    goal = int(np.searchsorted(inside.nodes, best))
    for candidate in np.flatnonzero(inside.nodes < best):
        if inside.controls(int(candidate), goal):
            return int(inside.nodes[candidate])
    return best


def _inside(arrays: Arrays, below: Bools, name: int, commanded: Mapping[int, int]) -> _Inside:
    """Everybody in the ring in the wider sense: with those through whom its joint majorities are held."""
    rows = np.flatnonzero(below[arrays.src] & below[arrays.dst])
    src, dst, votes = arrays.src[rows], arrays.dst[rows], arrays.votes[rows]
    alone = np.zeros(arrays.nodes, bool)
    alone[dst[votes > HALF]] = True
    through = (votes > HALF) | ~alone[dst]
    through &= ~np.isin(dst, np.fromiter(commanded, dst.dtype, len(commanded)))
    chains = [(src[through], dst[through])]
    chains.append((np.array([*commanded.values()], dst.dtype), np.array([*commanded], dst.dtype)))
    nodes = _entangled(name, *(np.concatenate(ends) for ends in zip(*chains, strict=True)))
    actors = np.concatenate([src[:0], *(actors for actors, _ in arrays.links)])
    subjects = np.concatenate([dst[:0], *(companies for _, companies in arrays.links)])
    links = _matrix(nodes, actors, subjects, np.ones(actors.size))
    return _Inside(nodes, _matrix(nodes, src, dst, votes), links)


def _entangled(name: int, src: Ints, dst: Ints) -> Ints:
    """Who is above the node and below it, too."""
    nodes, number = np.unique(np.concatenate([src, dst, [name]]), return_inverse=True)
    arcs = sparse.csr_array(
        (np.ones(src.size), (number[: src.size], number[src.size : -1])), shape=(nodes.size, nodes.size)
    )
    _, block = csgraph.connected_components(arcs, connection="strong")
    return nodes[block == block[number[-1]]]


def _matrix(nodes: Ints, src: Ints, dst: Ints, weights: Floats) -> sparse.csc_array:
    """Weights of the arcs among the nodes; rows are the companies held."""
    within = np.isin(src, nodes) & np.isin(dst, nodes)
    places = np.searchsorted(nodes, dst[within]), np.searchsorted(nodes, src[within])
    return sparse.csc_array((weights[within], places), shape=(nodes.size, nodes.size))
