"""Every company's stored values from the rows: arrays first, the exact engine where arrays are not enough."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from registry.ownership.sweep import NOBODY, Answers, Known, Sweep
from registry.ownership.sweep_arrays import totals
from registry.sweeping.exact import Exact, computed
from registry.sweeping.limits import above_of, above_of_all, near_a_limit
from registry.sweeping.reading import Rows
from registry.sweeping.registers import Mask, Places, Registers, registers

Floats = NDArray[np.float64]
NO_ONE = 0
"""Instead of a controller's id where there is none."""


@dataclass(eq=False)
class Values:
    """Columns over companies, by ascending party id. `controller` is a party's id, or NO_ONE."""

    party: NDArray[np.int64]
    m_low: Floats
    m_high: Floats
    k_low: Floats
    k_high: Floats
    controller: NDArray[np.int64]
    above: NDArray[np.int16]
    exact: Mask
    settled: Mask

    @property
    def bounds(self) -> list[Floats]:
        """In the order of `limits.MEASURES`."""
        return [self.m_low, self.m_high, self.k_low, self.k_high]

    def only(self, places: Places) -> "Values":
        """Some of the companies."""
        return Values(**{name: column[places] for name, column in vars(self).items()})

    def put(self, place: int, found: Exact | None) -> None:
        """Exact values in the place of floats; None: they could not be had."""
        if found is None:
            self.settled[place] = False
            return
        self.m_low[place], self.m_high[place] = map(float, found.m)
        self.k_low[place], self.k_high[place] = map(float, found.k)
        self.controller[place] = found.controller or NO_ONE
        self.above[place] = above_of(found.m, found.k)
        self.exact[place] = True


def values(rows: Rows, *, as_of: date, wanted: set[int] | None = None) -> Values:
    """The values of all companies in the rows, or of those wanted (party ids)."""
    made = registers(rows)
    pinned = dict(computed(made.ids[made.entangled].tolist(), as_of=as_of))
    found, swept = _swept(made, pinned)
    if wanted is not None:
        found = found.only(np.flatnonzero(np.isin(found.party, [*wanted])))
    near = [id for id in found.party[near_a_limit(found.bounds)].tolist() if id not in pinned]
    again = dict(computed(near, as_of=as_of))
    if _differ(made, swept, again):
        # A float said the wrong side of one half, and others may have been judged by it.
        found, _swept_again = _swept(made, pinned | again)
        if wanted is not None:
            found = found.only(np.flatnonzero(np.isin(found.party, [*wanted])))
    for id, exact in (pinned | again).items():
        place = int(np.searchsorted(found.party, id))
        if place < found.party.size and found.party[place] == id:
            found.put(place, exact)
    return found


def _swept(made: Registers, pinned: Mapping[int, Exact | None]) -> tuple[Values, Answers]:
    known = _known(made, pinned)
    sweep = Sweep(made.arrays, _sized(known, made.arrays.nodes))
    tops = sweep if made.plain is made.arrays else Sweep(made.plain, known)
    with ThreadPoolExecutor(1) as thread:
        # Who stands at the top has nothing to do with who is asked about, and numpy leaves a second processor free.
        controller = thread.submit(lambda: tops.controller)
        answers = Answers(
            sweep.m,
            sweep.m_greatest,
            sweep.k,
            sweep.k_greatest,
            sweep.bloc,
            sweep.widest_bloc,
            controller.result(),
        )
    places = made.companies
    columns = _of_registers(made, answers, places)
    at_top = answers.controller[places]
    at_top = np.where(made.anonymous[np.maximum(at_top, 0)], NOBODY, at_top)
    closed = np.isin(places, made.refused)
    found = Values(
        party=made.ids[places],
        m_low=columns[0], m_high=columns[1], k_low=columns[2], k_high=columns[3],
        controller=np.where(at_top == NOBODY, NO_ONE, made.ids[np.maximum(at_top, 0)]),
        above=above_of_all(columns),
        exact=np.zeros(places.size, bool),
        settled=~closed,
    )  # fmt: skip
    return found, answers


def _of_registers(made: Registers, answers: Answers, places: Places) -> list[Floats]:
    """Bounds of M and K in each company's own register, also in that of a foreign one."""
    columns = [a[places] for a in (answers.m, answers.m_greatest, answers.k, answers.k_greatest)]
    arrays = made.arrays
    outside = arrays.widest[places]
    if outside.any():
        asked = np.zeros(arrays.nodes, bool)
        asked[places[outside]] = True
        rows = np.flatnonzero(asked[arrays.dst])
        src, votes = arrays.src[rows], arrays.votes_in(rows)
        # The registers of the foreign companies only, by their place among these.
        number = np.zeros(arrays.nodes, np.int32)
        number[places[outside]] = np.arange(np.count_nonzero(outside), dtype=np.int32)
        register = number[arrays.dst[rows]]
        voting = np.ones(np.count_nonzero(outside))
        voting[number[arrays.void[asked[arrays.void]]]] = 0.0

        def held(worth: Floats) -> Floats:
            return totals(register, votes * worth[src], voting.size)

        columns[0][outside] = held(answers.m)
        columns[1][outside] = 1.0 - held(1.0 - answers.m_greatest)
        columns[2][outside] = held(answers.bloc.astype(np.float64))
        columns[3][outside] = voting - held((~answers.widest).astype(np.float64))
    closed = np.isin(places, made.refused)
    for column, value in zip(columns, (0.0, 1.0, 0.0, 1.0), strict=True):
        column[closed] = value
    m_low, m_high, k_low, k_high = (np.clip(column, 0.0, 1.0) for column in columns)
    return [
        m_low,
        np.maximum(m_low, m_high),
        k_low,
        np.maximum(k_low, k_high),
    ]  # rounding may have crossed them


def _known(made: Registers, pinned: Mapping[int, Exact | None]) -> Known | None:
    """Nodes whose values the sweep takes as they are: from the exact engine, or anything at all where it has none."""
    if not pinned and not made.refused.size:
        return None
    nodes = np.zeros(made.plain.nodes, bool)
    m, m_greatest = np.zeros(nodes.size), np.ones(nodes.size)
    k, k_greatest = np.zeros(nodes.size), np.ones(nodes.size)
    bloc, widest = np.zeros(nodes.size, bool), np.ones(nodes.size, bool)
    controller = np.full(nodes.size, NOBODY, np.int64)
    nodes[made.refused] = True
    for id, exact in pinned.items():
        place = int(np.searchsorted(made.ids, id))
        nodes[place] = True
        if exact is not None:
            m[place], m_greatest[place] = map(float, exact.m)
            k[place], k_greatest[place] = map(float, exact.k)
            bloc[place], widest[place] = exact.bloc, exact.widest
            if exact.controller:
                controller[place] = int(np.searchsorted(made.ids, exact.controller))
    # A member of the set is worth one to whoever it holds, whatever its own register says.
    sure, perhaps = made.plain.foreign, made.plain.widest
    m[sure], m_greatest[perhaps], bloc[sure], widest[perhaps] = 1.0, 1.0, True, True
    return Known(nodes, Answers(m, m_greatest, k, k_greatest, bloc, widest, controller))


def _sized(known: Known | None, nodes: int) -> Known | None:
    """The same for arrays that have further nodes at their end: stakes in trust management, never known."""
    if known is None or known.nodes.size == nodes:
        return known
    more = nodes - known.nodes.size
    longer = {name: np.pad(column, (0, more)) for name, column in vars(known.answers).items()}
    return replace(known, nodes=np.pad(known.nodes, (0, more)), answers=Answers(**longer))


def _differ(made: Registers, swept: Answers, again: Mapping[int, Exact | None]) -> bool:
    for id, exact in again.items():
        place = int(np.searchsorted(made.ids, id))
        if exact is not None and (bool(swept.bloc[place]), bool(swept.widest[place])) != (
            exact.bloc,
            exact.widest,
        ):
            return True
    return False
