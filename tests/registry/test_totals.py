"""When a company's holders certainly hold more than the whole."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from registry.totals import Excess, excess

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Lot:
    votes: Bounds
    capital: Bounds
    valid_from: date | None = None
    valid_to: date | None = None


def lot(
    low: int, high: int | None = None, *, capital: int | None = None, since: str = "", until: str = ""
) -> Lot:
    votes = Fraction(low, 100), Fraction(low if high is None else high, 100)
    own = votes if capital is None else (Fraction(capital, 100), Fraction(capital, 100))
    return Lot(
        votes, own, date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None
    )


def test_exactly_the_whole_is_no_excess():
    assert excess([lot(60), lot(40)]) is None


def test_more_than_the_whole_is_named_with_its_sum():
    assert excess([lot(60), lot(50)]) == Excess("votes", None, Fraction(11, 10))


def test_only_the_certain_part_of_a_range_counts():
    # 60 is certain; of the second lot only 30 is: 90 % in all. Its upper end alone would give 110 %.
    assert excess([lot(60), lot(30, 50)]) is None


def test_a_stake_sold_on_the_day_it_is_bought_is_counted_once():
    # [.., 1 March) and [1 March, ..): half-open intervals never overlap.
    assert excess([lot(100, until="2026-03-01"), lot(100, since="2026-03-01")]) is None


def test_an_overlap_of_one_day_is_found_on_that_day():
    lots = [lot(100, until="2026-03-02"), lot(100, since="2026-03-01")]
    assert excess(lots) == Excess("votes", date(2026, 3, 1), Fraction(2))


def test_capital_is_added_up_apart_from_votes():
    assert excess([lot(40, capital=70), lot(40, capital=31)]) == Excess("capital", None, Fraction(101, 100))


def test_seven_thirty_fifths_five_times_are_exactly_the_whole():
    # 35 lots of 1/35: floats would make 1.0000000000000002 of them.
    bounds = (Fraction(1, 35), Fraction(1, 35))
    assert excess([Lot(bounds, bounds) for _ in range(35)]) is None
