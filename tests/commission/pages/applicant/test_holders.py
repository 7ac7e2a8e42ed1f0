"""Who stands behind the acquirer."""

from fractions import Fraction

import pytest

from commission.models import DeclaredHolding, DeclaredParty
from commission.services.applications import PartyData, add_holder, save_party, start_application

HOLDER = {"name": "Fjord Holding AS", "kind": "entity", "country": "NO", "share": "25,5"}


@pytest.fixture
def fund(draft, applicant):
    return save_party(
        application_id=draft.pk,
        by=applicant,
        role="acquirer",
        data=PartyData(kind="entity", name="Fund", country="SE"),
    )


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("25,5", Fraction(51, 200), Fraction(51, 200)),
        ("1/3", Fraction(1, 3), Fraction(1, 3)),
        ("10-15", Fraction(1, 10), Fraction(3, 20)),
        ("0 - 5 %", Fraction(0), Fraction(1, 20)),
    ],
)
def test_a_share_is_declared_exactly_or_as_a_range(mine, base, fund, typed, low, high):
    assert (
        mine.post(f"{base}holders/", {**HOLDER, "company": fund.pk, "share": typed}).url == f"{base}holders/"
    )
    holding = DeclaredHolding.objects.get()
    assert (holding.owner.name, holding.company, holding.low, holding.high) == (
        "Fjord Holding AS",
        fund,
        low,
        high,
    )


@pytest.mark.parametrize("typed", ["101", "-1", "0", "NaN", "15-10", "٢٥", "", "abc"])
def test_an_impossible_share_is_refused_and_nobody_is_added(mine, base, fund, typed):
    answer = mine.post(f"{base}holders/", {**HOLDER, "company": fund.pk, "share": typed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["share"]
    assert DeclaredParty.objects.filter(role="holder").count() == 0


def test_holdings_above_100_percent_are_refused_with_what_was_typed(mine, base, fund):
    mine.post(f"{base}holders/", {**HOLDER, "company": fund.pk, "share": "60"})
    answer = mine.post(f"{base}holders/", {**HOLDER, "company": fund.pk, "share": "50", "name": "Second"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "would add up to 110.00 %" in shown
    assert 'value="Second"' in shown
    assert DeclaredHolding.objects.count() == 1


def test_a_company_behind_the_acquirer_can_have_holders_of_its_own_and_goes_with_them(mine, base, fund):
    mine.post(f"{base}holders/", {**HOLDER, "company": fund.pk})
    fjord = DeclaredParty.objects.get(role="holder")
    mine.post(
        f"{base}holders/", {**HOLDER, "company": fjord.pk, "name": "Kari Nordmann", "kind": "individual"}
    )
    assert DeclaredHolding.objects.get(owner__name="Kari Nordmann").company == fjord
    mine.post(f"{base}holders/{fjord.pk}/remove/")
    assert DeclaredParty.objects.filter(role="holder").count() == 0


def test_nobody_holds_a_share_in_a_person(mine, base, fund):
    mine.post(f"{base}holders/", {**HOLDER, "company": fund.pk, "kind": "individual"})
    somebody = DeclaredParty.objects.get(role="holder")
    answer = mine.post(f"{base}holders/", {**HOLDER, "company": somebody.pk})
    assert list(answer.context["form"].errors) == ["company"]


def test_the_holders_of_somebody_elses_application_cannot_be_touched(mine, base, fund, stranger):
    other = start_application(by=stranger)
    data = PartyData(kind="entity", name="Theirs")
    company = save_party(application_id=other.pk, by=stranger, role="acquirer", data=data)
    share = Fraction(1, 2)
    theirs = add_holder(
        application_id=other.pk, by=stranger, company_id=company.pk, data=data, low=share, high=share
    )
    assert mine.post(f"{base}holders/{theirs.owner_id}/remove/").status_code == 409
    assert mine.post(f"{base}holders/", {**HOLDER, "company": company.pk}).status_code == 422
    assert DeclaredHolding.objects.get() == theirs


def test_without_a_company_that_acquires_there_is_nothing_to_declare(mine, base):
    assert mine.get(f"{base}holders/").url == base
