"""A whole share register as arrays, checked: who holds which votes in whom, one row a holding.

Nodes are numbered 0 to n - 1. Numbers are floats here: a country's register is swept in them, and what lies
close to a limit is asked again, exactly, of the network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]

NEAR = 1e-9
"""Sums within this of a whole are whole: input is rounded."""
HAIR = 1e-12
"""Exactly half of the votes must not become control by the rounding of floats."""

COLUMNS = ("src", "dst", "w", "is_company", "country")


class BadArrays(Exception):
    """The arrays cannot be a share register; the message names the company or the row, on one line."""


@dataclass(frozen=True, eq=False)
class Arrays:
    """Holdings (`src` holds `w` of all votes in `dst`, own shares still among them) and what each node is.

    `foreign` marks the set that is asked about, `maybe` those who may belong to it for all that is known.
    Members of the set stop the walk. `links` are pairs of arrays, actors and companies they command without
    votes: binding instructions first, then executive functions.
    """

    src: Ints
    dst: Ints
    w: Floats
    company: Bools
    foreign: Bools
    maybe: Bools | None = None
    links: Sequence[tuple[Ints, Ints]] = ()

    @property
    def nodes(self) -> int:
        """How many persons and companies there are."""
        return self.company.size

    @property
    def arcs(self) -> int:
        """How many holdings there are."""
        return self.src.size

    @property
    def widest(self) -> Bools:
        """The set with all who may belong to it."""
        return self.foreign if self.maybe is None else self.foreign | self.maybe

    @cached_property
    def declared(self) -> Floats:
        """The sum of declared votes in each node, own shares included."""
        return totals(self.dst, self.w, self.nodes)

    @cached_property
    def own(self) -> tuple[Ints, Ints, Floats]:
        """Rows that are a company's shares in itself, these companies, and the share each has in itself."""
        rows = np.flatnonzero(self.src == self.dst)
        companies, place = np.unique(self.dst[rows], return_inverse=True)
        return rows, companies, totals(place, self.w[rows], companies.size)

    @cached_property
    def void(self) -> Ints:
        """Companies that own themselves wholly: nobody has a vote there."""
        _, companies, shares = self.own
        return companies[shares >= 1 - NEAR]

    @cached_property
    def votes(self) -> Floats:
        """Each row as a share of the votes that can be cast: own shares are divided out."""
        own_rows = self.own[0]
        if not own_rows.size:
            return self.w
        votes = self.w.copy()
        rows = np.flatnonzero(self._owning[self.dst])
        votes[rows] *= self._factors(self.dst[rows])
        votes[own_rows] = 0.0
        return votes

    @cached_property
    def cast(self) -> Floats:
        """The sum of declared votes in each node that can be cast: own shares are divided out."""
        _, companies, shares = self.own
        cast = self.declared.copy()
        cast[companies] = (cast[companies] - shares) * self._factors(companies)
        return cast

    def votes_in(self, rows: Ints) -> Floats:
        """The same for some rows only."""
        votes = self.w[rows]
        if self.own[0].size:
            dst = self.dst[rows]
            touched = np.flatnonzero(self._owning[dst])
            votes[touched] *= self._factors(dst[touched])
            votes[touched[self.src[rows[touched]] == dst[touched]]] = 0.0
        return votes

    @cached_property
    def _owning(self) -> Bools:
        owning = np.zeros(self.nodes, bool)
        owning[self.own[1]] = True
        return owning

    def _factors(self, owning: Ints) -> Floats:
        """What votes are multiplied by in companies with own shares; nothing is left where they own all."""
        _, companies, shares = self.own
        left = np.where(shares < 1 - NEAR, 1.0 - shares, np.inf)
        return 1.0 / left[np.searchsorted(companies, owning)]


def totals(places: Ints, weights: Floats, size: int) -> Floats:
    """The sum of the weights at each place (floats also where there are none)."""
    return np.bincount(places, weights, size).astype(np.float64, copy=False)


def checked(columns: Mapping[str, Any]) -> Arrays:
    """The register in arrays named as in COLUMNS (country 0 is home); BadArrays if it cannot be one.

    Several rows of one holder in one company are added up.
    """
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        raise BadArrays(f"array missing: {', '.join(missing)}")
    src, dst, w, is_company, country = (_flat(name, columns[name]) for name in COLUMNS)
    _same_length(src=src, dst=dst, w=w)
    _same_length(is_company=is_company, country=country)
    if not np.isin(is_company, (0, 1)).all() if is_company.dtype != np.bool_ else False:
        raise BadArrays("is_company: only true and false are expected")
    company = is_company.astype(bool, copy=False)
    src, dst = _ids("src", src, company.size), _ids("dst", dst, company.size)
    return refused(Arrays(*_added_up(src, dst, _shares(w, dst), company.size), company, _abroad(country)))


def refused(arrays: Arrays) -> Arrays:
    """The same arrays; BadArrays if a person is owned or a company's holdings exceed the whole."""
    owned = np.flatnonzero(~arrays.company[arrays.dst])
    if owned.size:
        row = owned[0]
        raise BadArrays(f"node {arrays.dst[row]} is owned (by {arrays.src[row]}) but is no company")
    over = np.flatnonzero(arrays.declared > 1 + NEAR)
    if over.size:
        more = f" (and {over.size - 1} more)" if over.size > 1 else ""
        total = f"{arrays.declared[over[0]]:.10f}".rstrip("0")
        raise BadArrays(f"company {over[0]}: holdings add up to {total}, more than the whole{more}")
    return arrays


def _flat(name: str, values: Any) -> NDArray[Any]:
    found = np.asarray(values)
    if found.ndim != 1 or found.dtype.kind not in "biuf":
        raise BadArrays(f"{name}: a flat array of numbers expected, {found.dtype} {found.shape} found")
    return found


def _same_length(**arrays: NDArray[Any]) -> None:
    if len({array.size for array in arrays.values()}) > 1:
        sizes = ", ".join(f"{name} {array.size}" for name, array in arrays.items())
        raise BadArrays(f"arrays differ in length: {sizes}")


def _ids(name: str, ids: NDArray[Any], nodes: int) -> Ints:
    if ids.dtype.kind not in "iu":
        raise BadArrays(f"{name}: whole numbers expected, {ids.dtype} found")
    if ids.size and (ids.min() < 0 or ids.max() >= nodes):
        row = int(np.argmax((ids < 0) | (ids >= nodes)))
        raise BadArrays(f"{name}[{row}]: node {ids[row]} is not among the {nodes} nodes")
    return ids.astype(np.int32 if nodes < 2**31 else np.int64, copy=False)


def _shares(w: NDArray[Any], dst: Ints) -> Floats:
    shares = w.astype(np.float64, copy=False)
    if shares.size and not (shares.min() >= 0 and shares.max() <= 1 + NEAR):
        row = int(np.argmin((shares >= 0) & (shares <= 1 + NEAR)))
        raise BadArrays(
            f"w[{row}]: a share between 0 and 1 expected, {shares[row]} found in company {dst[row]}"
        )
    return shares


def _abroad(country: NDArray[Any]) -> Bools:
    if country.dtype.kind not in "iu" or (country.size and country.min() < 0):
        raise BadArrays("country: whole numbers from 0 (home) expected")
    return country != 0


def _added_up(src: Ints, dst: Ints, w: Floats, nodes: int) -> tuple[Ints, Ints, Floats]:
    key = dst.astype(np.int64) * nodes + src
    ordered = np.sort(key)
    if not (ordered[1:] == ordered[:-1]).any():
        return src, dst, w
    pairs, place = np.unique(key, return_inverse=True)
    return (pairs % nodes).astype(src.dtype), (pairs // nodes).astype(dst.dtype), totals(place, w, pairs.size)
