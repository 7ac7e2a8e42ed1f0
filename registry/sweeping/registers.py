"""From rows to the sweep's arrays: nodes numbered, nominees and trust managers resolved, own shares kept in place.

An anonymous holder may be anybody and is nobody for certain: to every bound it is what an undeclared rest is, so it
is left out of the arrays. What arrays cannot say is left to the exact engine: `entangled` companies, whose complete
list of holders has free votes to give out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from registry.ownership.sweep_arrays import NEAR, Arrays
from registry.ownership.terms import LinkType
from registry.sweeping.reading import Holdings, Parties, Rows, Tie

Ids = NDArray[np.int64]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Registers:
    """`ids[node]` is the party at each node; nodes from `ids.size` on are stakes in trust management.

    `plain` are the same arrays without managers: control from the top asks for owners only. `refused` companies have
    holdings that cannot be true. `anonymous` nodes stand for nobody in particular and control nobody that is known.
    """

    ids: Ids
    arrays: Arrays
    plain: Arrays
    entangled: Places
    refused: Places
    anonymous: Mask

    @property
    def companies(self) -> Places:
        """Nodes of every party that can have holders."""
        return np.flatnonzero(self.arrays.company[: self.ids.size])

    def places(self, ids: Iterable[int]) -> Places:
        """The nodes of parties with these ids; those that the rows do not name are left out."""
        wanted = np.unique(np.fromiter(ids, np.int64))
        found = np.searchsorted(self.ids, wanted)
        found[found == self.ids.size] = 0
        return found[self.ids[found] == wanted] if self.ids.size else found[:0]


@dataclass(frozen=True, eq=False)
class _Arcs:
    """Holdings by nodes; `named` False: nobody knows whose the stake is."""

    src: Places
    dst: Places
    low: NDArray[np.float64]
    named: Mask

    def only(self, rows: Mask) -> "_Arcs":
        """Some of the rows; the same arrays where it is all of them."""
        if rows.all():
            return self
        return _Arcs(self.src[rows], self.dst[rows], self.low[rows], self.named[rows])


def registers(rows: Rows) -> Registers:
    """The arrays of these rows."""
    ids = _ids(rows)
    number = _Numbers(ids)
    company, complete, foreign, maybe, anonymous = _flags(rows.parties, number, ids.size)
    arcs = _arcs(rows.holdings, number, company, anonymous)
    most = np.zeros(ids.size)
    most[number.of(np.array([*rows.holdings.most], np.int64))] = [*rows.holdings.most.values()]
    refused, entangled = _sums(arcs, complete, most)
    closed = np.zeros(ids.size, bool)
    closed[refused] = True
    arcs = arcs.only(~closed[arcs.dst])
    links = _commands(rows.ties, number)
    src, dst, low = _added_up(arcs.only(arcs.named), ids.size)
    plain = Arrays(src, dst, low, company, foreign, maybe if maybe.any() else None, links)
    return Registers(ids, _managed(plain, arcs, rows.ties, number), plain, entangled, refused, anonymous)


class _Numbers:
    """Finds a party's node. A table where ids are dense, a search where they are not."""

    def __init__(self, ids: Ids) -> None:
        self.ids, self.table = ids, None
        if ids.size and ids[-1] < 8 * ids.size:
            self.table = np.zeros(ids[-1] + 1, np.int32)
            self.table[ids] = np.arange(ids.size, dtype=np.int32)

    def of(self, wanted: Ids) -> Places:
        """The nodes of ids that are all known."""
        if self.table is not None:
            return self.table[wanted]
        return np.searchsorted(self.ids, wanted).astype(np.int32)


def _ids(rows: Rows) -> Ids:
    """Ids of all parties that anything speaks of, sorted."""
    ties = [id for tie in rows.ties for id in (tie.a, tie.b, tie.owner) if id is not None]
    holders = np.abs(rows.holdings.holder)
    columns = [rows.parties.id, holders, rows.holdings.company, np.array(ties, np.int64)]
    most = max((int(column.max()) for column in columns if column.size), default=0)
    if most > 8 * sum(column.size for column in columns):
        return np.unique(np.concatenate(columns))
    present = np.zeros(most + 1, bool)
    for column in columns:
        present[column] = True
    return np.flatnonzero(present)


def _flags(parties: Parties, number: _Numbers, nodes: int) -> tuple[Mask, ...]:
    """Per node: has holders, list complete, foreign, perhaps foreign, anonymous. Parties not read are none of it."""
    places = number.of(parties.id)
    found = []
    for column in (parties.entity, parties.complete, parties.foreign, parties.maybe, parties.anonymous):
        flags = np.zeros(nodes, bool)
        flags[places] = column
        found.append(flags)
    return tuple(found)


def _arcs(holdings: Holdings, number: _Numbers, company: Mask, anonymous: Mask) -> _Arcs:
    src, dst = number.of(np.abs(holdings.holder)), number.of(holdings.company)
    named = (holdings.holder > 0) & ~anonymous[src]
    return _Arcs(src, dst, holdings.low, named).only(company[dst])


def _sums(arcs: _Arcs, complete: Mask, most: NDArray[np.float64]) -> tuple[Places, Places]:
    """Companies whose shares cannot be true, and those whose complete lists have votes to give out."""
    low = np.bincount(arcs.dst, arcs.low, complete.size)
    listed = np.flatnonzero(complete)
    refused = np.union1d(np.flatnonzero(low > 1 + NEAR), listed[most[listed] < 1 - NEAR])
    loose = listed[low[listed] < 1 - NEAR]
    return refused, np.setdiff1d(loose, refused)


def _added_up(arcs: _Arcs, nodes: int) -> tuple[Places, Places, NDArray[np.float64]]:
    """Several lots of one holder in one company are one stake: a majority may be made of lots."""
    key = arcs.dst.astype(np.int64) * nodes + arcs.src
    ordered = np.sort(key)
    if not (ordered[1:] == ordered[:-1]).any():
        return arcs.src, arcs.dst, arcs.low
    pairs, place = np.unique(key, return_inverse=True)
    return (
        (pairs % nodes).astype(arcs.src.dtype),
        (pairs // nodes).astype(arcs.dst.dtype),
        np.bincount(place, arcs.low).astype(np.float64),
    )


def _commands(ties: Iterable[Tie], number: _Numbers) -> tuple[tuple[Places, Places], ...]:
    """Actors and whom they command: binding instructions first, then executive functions."""
    found = []
    for type in (LinkType.BINDING_INSTRUCTIONS, LinkType.SOLE_EXECUTIVE):
        pairs = np.array([(tie.a, tie.b) for tie in ties if tie.type is type], np.int64).reshape(-1, 2)
        if pairs.size:
            found.append((number.of(pairs[:, 0]), number.of(pairs[:, 1])))
    return tuple(found)


# --- trust management ------------------------------------------------------------------------------------------------


def _managed(plain: Arrays, arcs: _Arcs, ties: Iterable[Tie], number: _Numbers) -> Arrays:
    """Each managed stake becomes a node of its own between owner and company.

    It is foreign where a manager is, joins a bloc with its owner or any manager, and the walk goes on through it to the
    owner.
    """
    managers: dict[tuple[int, int], set[int]] = defaultdict(set)
    for tie in ties:
        if tie.type is LinkType.TRUST_MANAGER and tie.owner is not None:
            manager, company, owner = number.of(np.array([tie.a, tie.b, tie.owner])).tolist()
            if owner != company:  # its own shares count for nobody, whoever manages them
                managers[owner, company].add(manager)
    if not managers:
        return plain
    stakes = [_Stake(plain, arcs, pair, people) for pair, people in sorted(managers.items())]
    stakes = [stake for stake in stakes if stake.share and stake.managers]
    return _with_stakes(plain, stakes)


class _Stake:
    """What one owner holds in one company, with those who manage it."""

    def __init__(self, plain: Arrays, arcs: _Arcs, pair: tuple[int, int], people: set[int]) -> None:
        self.owner, self.company = pair
        lots = (arcs.src == self.owner) & (arcs.dst == self.company)
        self.share = float(arcs.low[lots].sum())
        self.named = bool(arcs.named[lots].all())
        # A company that manages a stake in itself adds nobody; neither does an owner managing its own.
        self.managers = sorted(people - {self.company} - ({self.owner} if self.named else set()))


def _with_stakes(plain: Arrays, stakes: list[_Stake]) -> Arrays:
    first = plain.nodes
    places = np.arange(first, first + len(stakes), dtype=plain.src.dtype)
    taken = np.array([stake.company * first + stake.owner for stake in stakes], np.int64)
    kept = ~np.isin(plain.dst.astype(np.int64) * first + plain.src, taken)
    owners = [
        (stake.owner, place) for stake, place in zip(stakes, places.tolist(), strict=True) if stake.named
    ]
    acting = [
        (m, place) for stake, place in zip(stakes, places.tolist(), strict=True) for m in stake.managers
    ]
    behind = np.array(owners, plain.src.dtype).reshape(-1, 2)
    commands = np.array(acting, plain.src.dtype).reshape(-1, 2)
    sure = np.array([any(plain.foreign[m] for m in stake.managers) for stake in stakes], bool)
    doubt = np.array([any(plain.widest[m] for m in stake.managers) for stake in stakes], bool) & ~sure
    maybe = np.zeros(first, bool) if plain.maybe is None else plain.maybe
    return replace(
        plain,
        src=np.concatenate([plain.src[kept], places, behind[:, 0]]),
        dst=np.concatenate(
            [plain.dst[kept], np.array([s.company for s in stakes], plain.dst.dtype), behind[:, 1]]
        ),
        w=np.concatenate([plain.w[kept], [stake.share for stake in stakes], np.ones(len(behind))]),
        company=np.concatenate([plain.company, np.ones(len(stakes), bool)]),
        foreign=np.concatenate([plain.foreign, sure]),
        maybe=np.concatenate([maybe, doubt]),
        links=(*plain.links, (commands[:, 0], commands[:, 1])),
    )
