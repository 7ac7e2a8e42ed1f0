"""The whole register at once: M and K of all foreigners in every company, and every ultimate controller.

A foreign node has M = K = 1, a domestic person 0, and the walk stops at either. The semantics are those of the
exact engine beside it, in floats. Undeclared rests and closed loops belong to nobody in the least values and to
the set in the greatest (K: rests only), so that the truth lies between.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from registry.ownership.sweep_arrays import Arrays, BadArrays, Bools, Floats, Ints, checked, refused
from registry.ownership.sweep_control import closure
from registry.ownership.sweep_graph import Graph, graph_of, rows_of
from registry.ownership.sweep_shares import Order, direct_votes, order_of
from registry.ownership.sweep_tops import NOBODY, tops

__all__ = ["NOBODY", "Answers", "Arrays", "BadArrays", "Known", "Sweep", "checked", "reach", "refused"]


@dataclass(frozen=True, eq=False)
class Answers:
    """Every node's values from one sweep, least and greatest.

    `bloc`: in the set or certainly controlled by it; `widest`: perhaps. `controller`: NOBODY or a node.
    """

    m: Floats
    m_greatest: Floats
    k: Floats
    k_greatest: Floats
    bloc: Bools
    widest: Bools
    controller: Ints


@dataclass(frozen=True, eq=False)
class Known:
    """Answers that stand from an earlier sweep, for the nodes marked; those of other nodes are not read.

    With them the arrays need only hold the rows of companies not marked, and their holders.
    """

    nodes: Bools
    answers: Answers


class Sweep:
    """One register and its answers, each computed when it is first asked for."""

    def __init__(self, arrays: Arrays, known: Known | None = None) -> None:
        self.arrays, self.known = arrays, known

    @cached_property
    def m(self) -> Floats:
        """The least share that reaches each node from the set."""
        known = self._earlier("m")
        direct = self._direct.copy() if known is None else self._votes_worth(self.arrays.foreign, known)
        values = self._order.solve(direct)
        values[self.arrays.foreign] = 1.0
        return self._standing(values, known)

    @cached_property
    def m_greatest(self) -> Floats:
        """The greatest: all but what certainly reaches persons outside the set."""
        known = self._earlier("m_greatest")
        outside = ~self.arrays.company & ~self.arrays.widest
        if known is None and self.arrays.maybe is None:
            # Quicker than adding up the votes of persons outside, who are most of the register.
            away = self.arrays.cast - self._direct - direct_votes(self.arrays, self._rows[0])
        else:
            away = self._votes_worth(outside, None if known is None else 1.0 - known)
        values = 1.0 - self._widest_order.solve(away)
        np.clip(values, 0.0, 1.0, out=values)
        values[outside] = 0.0
        values[self.arrays.widest] = 1.0
        return self._standing(values, known)

    @cached_property
    def k(self) -> Floats:
        """The least votes of the set with all it controls."""
        values = np.where(self.arrays.foreign, 1.0, self._control[0])
        return self._standing(values, self._earlier("k"))

    @cached_property
    def k_greatest(self) -> Floats:
        """The greatest: all votes that are not certainly somebody else's."""
        values = np.where(self.arrays.company, self._widest_control[0], 0.0)
        values[self.arrays.widest] = 1.0
        return self._standing(values, self._earlier("k_greatest"))

    @property
    def bloc(self) -> Bools:
        """The set with the companies it controls for certain."""
        return self._control[1]

    @property
    def widest_bloc(self) -> Bools:
        """The set with all who may belong to it or be controlled by it."""
        return self._widest_control[1]

    @cached_property
    def controller(self) -> Ints:
        """Who stands at the top of control over each company, foreign companies not excepted; NOBODY."""
        if self.known is None:
            return tops(self.arrays, self.arrays.company)
        given = np.where(self.known.nodes, self.known.answers.controller, NOBODY)
        found = tops(self.arrays, self.arrays.company & ~self.known.nodes, given)
        return np.where(self.known.nodes, given, found)

    @property
    def loops(self) -> Ints:
        """Companies that own only each other, or themselves: nobody is behind them."""
        return np.union1d(self._order.unresolved, self.arrays.void)

    def answers(self) -> Answers:
        """All of them."""
        return Answers(
            self.m,
            self.m_greatest,
            self.k,
            self.k_greatest,
            self.bloc,
            self.widest_bloc,
            self.controller,
        )

    def _earlier(self, name: str) -> Floats | None:
        found: Floats | None = getattr(self.known.answers, name) if self.known is not None else None
        return found

    def _standing(self, values: Floats, known: Floats | None) -> Floats:
        """The values found, but those that stand where there are any."""
        if self.known is None or known is None:
            return values
        return np.where(self.known.nodes, known, values)

    def _votes_worth(self, chosen: Bools, known: Floats | None) -> Floats:
        """Votes of the chosen, and of those whose values stand times these."""
        if known is None:
            return direct_votes(self.arrays, np.flatnonzero(chosen[self.arrays.src]))
        worth = self._standing(chosen.astype(float), known)
        return direct_votes(self.arrays, np.flatnonzero(worth[self.arrays.src]), worth)

    def _unsettled(self, settled: Bools) -> Bools:
        free = self.arrays.company & ~settled
        return free if self.known is None else free & ~self.known.nodes

    @cached_property
    def _free(self) -> Bools:
        return self._unsettled(self.arrays.foreign)

    @cached_property
    def _rows(self) -> tuple[Ints, Ints]:
        return rows_of(self.arrays, self._free, self.arrays.foreign)

    @cached_property
    def _graph(self) -> Graph:
        return graph_of(self.arrays, self._free, self._rows[0])

    @cached_property
    def _order(self) -> Order:
        return order_of(self._graph)

    @cached_property
    def _direct(self) -> Floats:
        """The votes of the set itself: M and K both start from them."""
        return direct_votes(self.arrays, self._rows[1])

    @cached_property
    def _control(self) -> tuple[Floats, Bools]:
        bloc, direct = self.arrays.foreign, self._direct
        if self.known is not None:
            bloc = np.where(self.known.nodes, self.known.answers.bloc, bloc)
            direct = self._votes_worth(bloc, None)
        return closure(self._graph, self._free, bloc, direct.copy(), self.arrays.links)

    @cached_property
    def _widest_free(self) -> Bools:
        return self._free if self.arrays.maybe is None else self._unsettled(self.arrays.widest)

    @cached_property
    def _widest_graph(self) -> Graph:
        if self.arrays.maybe is None:
            return self._graph
        free = self._widest_free
        return graph_of(self.arrays, free, np.flatnonzero(free[self.arrays.src]))

    @cached_property
    def _widest_order(self) -> Order:
        return self._order if self.arrays.maybe is None else order_of(self._widest_graph)

    @cached_property
    def _widest_control(self) -> tuple[Floats, Bools]:
        bloc = self.arrays.widest
        if self.known is not None:
            bloc = np.where(self.known.nodes, self.known.answers.widest, bloc)
        if self.known is None and self.arrays.maybe is None:
            away = self.arrays.cast - self._direct
        else:
            away = self._votes_worth(~bloc, None)
        votes = 1.0 - away
        votes[self.arrays.void] = 0.0
        return closure(self._widest_graph, self._widest_free, bloc, votes, self.arrays.links)


def reach(arrays: Arrays, changed: Ints) -> Bools:
    """The nodes whose answers a change in the changed nodes, or in who holds them, can move: all below them."""
    graph = graph_of(arrays, arrays.company, np.flatnonzero(arrays.company[arrays.src]))
    reached = np.zeros(arrays.nodes, bool)
    fresh = np.unique(changed)
    persons = np.zeros(arrays.nodes, bool)
    persons[fresh] = True
    fresh = np.union1d(fresh, arrays.dst[persons[arrays.src]])
    while fresh.size:
        reached[fresh] = True
        known = graph.number[fresh]
        rows, _ = graph.rows_of(known[known >= 0])
        commanded = [companies[reached[actors]] for actors, companies in arrays.links]
        below = np.unique(np.concatenate([graph.nodes[graph.held[rows]], *commanded]))
        fresh = below[~reached[below]]
    return reached
