"""Shares as people write them."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.shares import parse_share, percent, share_words


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("25", Fraction(1, 4), Fraction(1, 4)),
        ("25 %", Fraction(1, 4), Fraction(1, 4)),
        ("67,42", Fraction(6742, 10000), Fraction(6742, 10000)),
        ("67.42%", Fraction(6742, 10000), Fraction(6742, 10000)),
        ("1/35", Fraction(1, 35), Fraction(1, 35)),
        ("10-15", Fraction(1, 10), Fraction(15, 100)),
        ("10 – 15,5 %", Fraction(1, 10), Fraction(155, 1000)),
        ("10 % — 15 %", Fraction(1, 10), Fraction(15, 100)),
        ("1/3..1/2", Fraction(1, 3), Fraction(1, 2)),
        ("0-100", Fraction(0), Fraction(1)),
        ("0", Fraction(0), Fraction(0)),
        ("100", Fraction(1), Fraction(1)),
    ],
)
def test_a_share_is_read_exactly(text: str, low: Fraction, high: Fraction):
    assert parse_share(text) == (low, high)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_share"),
        ("half", "not_a_share"),
        ("-5", "not_a_share"),
        ("1e2", "not_a_share"),
        ("NaN", "not_a_share"),
        ("٢٥", "not_a_share"),
        ("1,2,3", "not_a_share"),
        ("1/35/2", "not_a_share"),
        ("5-10-15", "not_a_share"),
        ("1/0", "zero"),
        ("100,01", "above_one"),
        ("36/35", "above_one"),
        ("15-10", "turned"),
    ],
)
def test_what_is_no_share_is_refused_with_a_reason(text: str, code: str):
    with pytest.raises(ValidationError) as refused:
        parse_share(text)
    assert refused.value.code == code


def test_seven_lots_of_one_thirty_fifth_are_exactly_a_fifth():
    assert sum((parse_share("1/35")[0] for _ in range(7)), Fraction(0)) == Fraction(1, 5)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_share_is_shown_with_a_decimal_comma(language: str):
    with translation.override(language):
        assert percent(Fraction(6742, 10000)) == "67,42\u00a0%"


def test_a_share_without_a_short_decimal_is_shown_as_the_fraction_it_is():
    assert percent(Fraction(1, 35)) == "1/35"


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(1, 10**6), st.data())
def test_what_is_shown_reads_back_as_the_same_share(denominator: int, data: st.DataObject):
    low = Fraction(data.draw(st.integers(0, denominator)), denominator)
    high = Fraction(data.draw(st.integers(0, denominator)), denominator)
    bounds = (min(low, high), max(low, high))
    assert parse_share(share_words(bounds)) == bounds
