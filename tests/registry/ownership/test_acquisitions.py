"""Lots of one group in one company: only gains count, and only within the months that are looked back on."""

from datetime import date
from fractions import Fraction

from registry.ownership.acquisitions import Lot, lots, mark
from registry.ownership.terms import Holding, Range

SINCE, UNTIL = date(2024, 6, 1), date(2026, 6, 1)


def row(owner, percent, begins=None, ends=None, **more):
    votes = Range.point(Fraction(percent, 100))
    return Holding(owner, "T", votes=votes, valid_from=begins, valid_to=ends, **more)


def gained(*rows, people=("A",)):
    return [(lot.day, lot.share) for lot in lots(rows, "T", frozenset(people), after=SINCE, until=UNTIL)]


def test_each_day_on_which_the_stake_grew_is_a_lot():
    one, two = date(2025, 3, 1), date(2025, 9, 1)
    assert gained(row("A", 4, one), row("A", 3, two)) == [(one, Fraction(4, 100)), (two, Fraction(3, 100))]


def test_a_row_that_replaces_a_smaller_one_gains_the_difference():
    day = date(2025, 3, 1)
    assert gained(row("A", 4, None, day), row("A", 9, day)) == [(day, Fraction(5, 100))]


def test_what_passes_within_the_group_is_no_gain():
    day = date(2025, 3, 1)
    assert gained(row("A", 10, None, day), row("B", 10, day), people=("A", "B")) == []
    assert gained(row("A", 10, None, day), row("B", 10, day), people=("B",)) == [(day, Fraction(1, 10))]


def test_the_window_is_open_at_its_beginning_and_closed_at_its_end():
    assert gained(row("A", 4, SINCE)) == []
    assert gained(row("A", 4, UNTIL)) == [(UNTIL, Fraction(1, 25))]
    assert gained(row("A", 4)) == []


def test_a_principal_gains_and_the_nominee_does_not():
    day = date(2025, 3, 1)
    assert gained(row("N", 4, day, on_behalf_of="A")) == [(day, Fraction(1, 25))]
    assert gained(row("N", 4, day, on_behalf_of="A"), people=("N",)) == []
    assert gained(row("A", 4, day, nominee=True)) == []


def test_a_lot_names_who_acquired_and_on_which_document():
    day = date(2025, 3, 1)
    found = lots([row("A", 4, day, source="Contract 1")], "T", frozenset({"A"}), after=SINCE, until=UNTIL)
    assert found == (Lot(day, Fraction(1, 25), ("A",), ("Contract 1",)),)


def test_the_mark_is_the_highest_one_passed_and_exactly_a_mark_passes_none():
    assert [mark(Fraction(n, 100)) for n in (5, 6, 10, 11, 20, 21)] == [
        None, Fraction(1, 20), Fraction(1, 20), Fraction(1, 10), Fraction(1, 10), Fraction(1, 5),
    ]  # fmt: skip
