"""A target's upward neighbourhood cut out of a whole register held as arrays.

The arrays say: `src[k]` holds the share `w[k]` of `dst[k]`; `is_company` and `country` (0: home) describe
the nodes. Everybody above the target is taken, each once, so that rings of owners end.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from registry.ownership.network import Network
from registry.ownership.terms import HOME, ONE, Holding, Kind, Party, Range

READ = 10**9
"""Shares kept as floats are read to the nearest billionth."""


class Arrays:
    """A register as arrays, with the holders of each company side by side."""

    def __init__(
        self,
        src: NDArray[Any],
        dst: NDArray[Any],
        w: NDArray[Any],
        is_company: NDArray[Any],
        country: NDArray[Any],
    ) -> None:
        order = np.argsort(dst, kind="stable")
        self.holders, self.shares = src[order], w[order]
        self.first = np.searchsorted(dst[order], np.arange(len(is_company) + 1))
        self.is_company, self.country = is_company, country

    def above(self, target: int) -> list[int]:
        """The target and everybody above it."""
        seen, found = {target}, [target]
        for node in found:
            if self.is_company[node]:
                fresh = [id for id in self._held_by(node)[0] if id not in seen]
                seen.update(fresh)
                found += dict.fromkeys(fresh)
        return found

    def cut(self, target: int) -> Network:
        """The neighbourhood as facts; ids are the nodes' numbers.

        A register that adds up to the whole is complete; the billionths that reading may have added beyond it
        are taken from the largest holding. RefusedData, once a view is asked for, where it exceeds by more.
        """
        nodes = self.above(target)
        parties, rows = [], list[Holding]()
        for node in nodes:
            holders, shares = self._held_by(node) if self.is_company[node] else ([], [])
            read = _read(shares)
            parties.append(self._party(node, complete=sum(read) == READ))
            rows += _rows(str(node), holders, read)
        return Network(parties, rows)

    def _held_by(self, node: int) -> tuple[list[int], list[float]]:
        a, b = self.first[node], self.first[node + 1]
        return self.holders[a:b].tolist(), self.shares[a:b].tolist()

    def _party(self, node: int, complete: bool) -> Party:
        number = int(self.country[node])
        kind = Kind.NATURAL
        if self.is_company[node]:
            kind = Kind.FOREIGN_COMPANY if number else Kind.COMPANY
        return Party(str(node), kind, f"{number:03d}" if number else HOME, complete=complete)


def _read(shares: Iterable[float]) -> list[int]:
    read = [round(share * READ) for share in shares]
    over = sum(read) - READ
    if 0 < over <= len(read):
        read[read.index(max(read))] -= over
    return read


def _rows(company: str, holders: Iterable[int], read: Iterable[int]) -> Iterator[Holding]:
    for holder, share in zip(holders, read, strict=True):
        part = Fraction(share, READ) if share < READ else ONE
        stake = Range(part, part)
        yield Holding(str(holder), company, votes=stake, capital=stake)
