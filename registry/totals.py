"""What a company's holders certainly hold together, day by day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol

Bounds = tuple[Fraction, Fraction]


class Lot(Protocol):
    """A holding as far as adding it up goes; valid on [valid_from, valid_to), None meaning open."""

    valid_from: date | None
    valid_to: date | None

    @property
    def votes(self) -> Bounds: ...

    @property
    def capital(self) -> Bounds: ...


@dataclass(frozen=True, slots=True)
class Excess:
    """The first day on which the certain lower bounds pass one (None: since the beginning), and their sum."""

    measure: str
    since: date | None
    sum: Fraction


def excess(lots: Sequence[Lot]) -> Excess | None:
    """The first day on which `lots` of one company certainly pass 100 % of votes or of capital, else None."""
    return _first(lots, "votes", lambda lot: lot.votes[0]) or _first(
        lots, "capital", lambda lot: lot.capital[0]
    )


def _first(lots: Sequence[Lot], measure: str, certain: Callable[[Lot], Fraction]) -> Excess | None:
    # The sum can only rise on a day a lot begins, so those days are enough.
    for since in _beginnings(lots):
        total = sum((certain(lot) for lot in lots if _holds(lot, since)), Fraction(0))
        if total > 1:
            return Excess(measure, since, total)
    return None


def _beginnings(lots: Iterable[Lot]) -> list[date | None]:
    days = {lot.valid_from for lot in lots}
    return sorted(days, key=lambda day: (day is not None, day or date.min))


def _holds(lot: Lot, day: date | None) -> bool:
    if day is None:
        return lot.valid_from is None
    return (lot.valid_from is None or lot.valid_from <= day) and (lot.valid_to is None or day < lot.valid_to)
