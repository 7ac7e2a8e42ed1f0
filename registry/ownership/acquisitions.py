"""Stakes gathered lot by lot: what a group of persons gained in one company, day by day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from registry.ownership.terms import ZERO, Holding, in_force

LOT = Fraction(1, 20)
"""SPL 187(6): off the exchange, more than 5 % of all voting shares needs permission."""
MARKS = (LOT, Fraction(1, 10), Fraction(1, 5))
"""Sums of lots worth telling apart (policy); the highest one passed is meant."""


@dataclass(frozen=True, slots=True)
class Lot:
    """What the group gained on one day: how much of the votes for certain, by whom, and on which documents."""

    day: date
    share: Fraction
    holders: tuple[str, ...]
    sources: tuple[str, ...]


def lots(
    holdings: Iterable[Holding], company: str, people: frozenset[str], *, after: date, until: date
) -> tuple[Lot, ...]:
    """The days in (after, until] on which these people's certain votes in the company grew, in order.

    Shares that pass within the group are no gain. A row without a first day is as old as the records.
    """
    mine = [
        row for row in holdings if row.company == company and _holder(row) in people and row.votes is not None
    ]
    days = {day for row in mine for day in (row.valid_from, row.valid_to) if day is not None}
    return tuple(_gains(mine, sorted(day for day in days if after < day <= until)))


def mark(total: Fraction) -> Fraction | None:
    """The highest of MARKS that the sum is above, None below all."""
    return max((each for each in MARKS if total > each), default=None)


def _gains(rows: list[Holding], days: list[date]) -> Iterator[Lot]:
    for day in days:
        gained = _sum(rows, day) - _sum(rows, day - timedelta(days=1))
        if gained > 0:
            new = [row for row in rows if row.valid_from == day]
            yield Lot(
                day,
                gained,
                tuple(dict.fromkeys(_holder(row) or "" for row in new)),
                tuple(dict.fromkeys(row.source for row in new if row.source)),
            )


def _sum(rows: list[Holding], day: date) -> Fraction:
    return sum(
        (row.votes.low for row in rows if row.votes and in_force(row.valid_from, row.valid_to, day)), ZERO
    )


def _holder(row: Holding) -> str | None:
    """Whose stake it is: a disclosed principal's; nobody's that is known behind a nominee."""
    if row.on_behalf_of is not None:
        return row.on_behalf_of
    return None if row.nominee else row.owner
