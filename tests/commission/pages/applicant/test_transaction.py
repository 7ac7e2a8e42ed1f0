"""The transaction's section: exact shares, amounts and dates, and what is refused."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

SALE = {"kind": "sale", "sale_mode": "off_exchange", "share": "10"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("10", Fraction(1, 10)),
        ("12,5", Fraction(1, 8)),
        ("12.5 %", Fraction(1, 8)),
        ("1/35", Fraction(1, 35)),
        ("33,333333333333", Fraction(33333333333333, 100000000000000)),
        ("100", Fraction(1)),
    ],
)
def test_a_share_is_kept_exactly_as_it_was_meant(mine, base, draft, typed, kept):
    assert mine.post(f"{base}transaction/", {**SALE, "share": typed}).status_code == 302
    draft.refresh_from_db()
    assert draft.share == kept


@pytest.mark.parametrize(
    "typed", ["101", "-1", "0", "NaN", "1e400", "١٠", "10-15", "", "1/0", "0x10", "33.333.3", "²"]
)
def test_an_impossible_share_is_refused_and_nothing_is_written(mine, base, draft, typed):
    answer = mine.post(f"{base}transaction/", {**SALE, "share": typed, "purpose": "kept for now"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["share"]
    shown = answer.content.decode()
    assert "There is a problem" in shown
    assert "kept for now" in shown
    draft.refresh_from_db()
    assert (draft.kind, draft.share, draft.purpose) == ("", None, "")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("contract_date", "31.02.2027", "Write the date as DD.MM.YYYY"),
        ("contract_date", "2027-02-01", "Write the date as DD.MM.YYYY"),
        ("contract_date", "01.01.0001", "Write the date as DD.MM.YYYY"),
        ("contract_date", "٠١.٠١.٢٠٢٧", "Write the date as DD.MM.YYYY"),
        ("price", "NaN", "Write the amount in tenge"),
        ("price", "-5", "Write the amount in tenge"),
        ("price", "١٠", "Write the amount in tenge"),
        ("price", "1" * 19, "Write the amount in tenge"),
        ("valuation", "1,234", "Write the amount in tenge"),
        ("purpose", "x" * 4001, "at most 4000"),
        ("purpose", "a\u202eb", "Remove the invisible control characters"),
        ("purpose", "a\x00b", "Remove the invisible control characters"),
        ("kind", "theft", "not one of the available choices"),
        ("kind", "", "Choose the kind of transaction"),
    ],
)
def test_other_wrong_values_say_what_to_do(mine, base, draft, field, typed, said):
    answer = mine.post(f"{base}transaction/", {**SALE, field: typed})
    assert answer.status_code == 422
    assert said in answer.context["form"].errors[field][0]
    draft.refresh_from_db()
    assert draft.kind == ""


def test_a_sale_says_how_the_object_is_sold(mine, base):
    answer = mine.post(f"{base}transaction/", {**SALE, "sale_mode": ""})
    assert answer.context["form"].errors == {"sale_mode": ["Say how the object is sold."]}


def test_a_pledge_needs_no_way_of_sale(mine, base):
    assert mine.post(f"{base}transaction/", {"kind": "pledge", "share": "10"}).status_code == 302


def test_amounts_and_dates_are_read_as_they_are_written_here(mine, base, draft):
    typed = {**SALE, "price": "1 250 000,50", "valuation": "2000000", "contract_date": "05.03.2027"}
    mine.post(f"{base}transaction/", typed)
    draft.refresh_from_db()
    assert draft.price == Decimal("1250000.50")
    assert draft.valuation == Decimal("2000000")
    assert draft.contract_date == date(2027, 3, 5)
    form = mine.get(f"{base}transaction/").context["form"]
    assert form["price"].value() == "1\u00a0250\u00a0000,50"


def test_saving_a_section_takes_the_declaration_back(mine, base, draft):
    type(draft).objects.filter(pk=draft.pk).update(declared_at="2026-01-01T00:00:00Z")
    mine.post(f"{base}transaction/", SALE)
    draft.refresh_from_db()
    assert draft.declared_at is None
