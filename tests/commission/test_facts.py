"""Rows to facts: what the applicant declares is merged into the registry, in a constant number of queries."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commission.facts import load, load_object
from commission.law.facts import Facts
from commission.models import Application, DeclaredHolding, DeclaredParty
from commission.states import Capacity, Kind, SaleMode
from registry.loading import load_illustrative
from registry.models import Holding, ListEdition, ListEntry, Party, StrategicObject, Title, User
from registry.ownership.terms import Range

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)


@pytest.fixture
def applicant() -> User:
    return User.objects.create(username="applicant", email="applicant@example.org")


@pytest.fixture
def illustrative() -> None:
    load_illustrative()


def application(by: User, code: str, reference: str = "C-2026-00001", **more: Any) -> Application:
    """An application to sell 10 % of the object off the exchange."""
    values: dict[str, Any] = {
        "capacity": "owner",
        "kind": "sale",
        "sale_mode": "off_exchange",
        "share": Fraction(1, 10),
        "object": StrategicObject.objects.get(code=code),
    }
    return Application.objects.create(reference=reference, applicant=by, **(values | more))


def declare(
    to: Application, role: str = "acquirer", *, key: str = "", name: str = "", **more: Any
) -> DeclaredParty:
    party = Party.objects.get(key=key) if key else None
    values: dict[str, Any] = {"kind": "entity", "country": party.country if party else ""}
    return DeclaredParty.objects.create(
        application=to,
        role=role,
        party=party,
        name=name or (party.name_en if party else ""),
        **(values | more),
    )


def stake(owner: DeclaredParty, company: DeclaredParty, low: str, high: str = "") -> DeclaredHolding:
    return DeclaredHolding.objects.create(
        application=owner.application,
        owner=owner,
        company=company,
        low=Fraction(low),
        high=Fraction(high or low),
    )


def nodes(facts: Facts) -> set[str]:
    return {party.id for party in facts.ownership.parties}


def test_the_object_the_deal_and_the_parties_come_as_recorded(illustrative: None, applicant: User):
    case = application(applicant, "SO-B-025", price="1000.50", contract_date=date(2026, 5, 1))
    declare(case, key="EURASFIBRE")
    facts = load(case, as_of=DAY)
    subject, deal = facts.object, facts.deal
    assert deal is not None
    assert (subject.owners, subject.stake_in, subject.underlying, subject.listed) == (
        ("ASKAROV",),
        "STEPPEFIBRE",
        "SO-B-024",
        "B",
    )
    assert (subject.trunk_line, subject.international_operator, subject.land_lines) == (True, False, True)
    assert [edition.list for edition in subject.editions] == ["A", "B"]
    assert (deal.kind, deal.mode, deal.capacity) == (Kind.SALE, SaleMode.OFF_EXCHANGE, Capacity.OWNER)
    assert (deal.seller, deal.acquirer, deal.share) == ("ASKAROV", "EURASFIBRE", Fraction(1, 10))
    assert (deal.price, deal.contract_date) == (Fraction(2001, 2), date(2026, 5, 1))
    assert nodes(facts) == {"STEPPEFIBRE", "ASKAROV", "NORDNET", "EURASFIBRE", "SO-B-024", "DIRECTOR"}


def test_an_unknown_attribute_is_none_never_false(illustrative: None):
    tv = load_object(StrategicObject.objects.get(code="SO-B-022").pk, as_of=DAY).object
    assert (tv.media_owner, tv.trunk_line, tv.subsoil_right) == (True, None, False)


def test_an_application_without_an_object_cannot_be_frozen(applicant: User):
    case = Application.objects.create(reference="C-2026-00001", applicant=applicant)
    with pytest.raises(ValueError, match="names no object"):
        load(case, as_of=DAY)


# --- what the applicant declares -----------------------------------------------------------------------------------


def test_a_declared_party_of_the_registry_is_the_registrys_node(illustrative: None, applicant: User):
    """CNODC's own holders are recorded: choosing it brings them, and the state behind them."""
    case = application(applicant, "SO-B-025")
    declare(case, key="CNODC")
    assert {"CNODC", "CNPC", "CNSTATE"} <= nodes(load(case, as_of=DAY))


def test_a_party_only_declared_gets_a_node_and_its_holders(illustrative: None, applicant: User):
    case = application(applicant, "SO-B-025")
    fund = declare(case, name="New Fund", country="LU")
    person = declare(case, "holder", name="A. Person", country="FR", kind="individual")
    stake(person, fund, "2/5", "3/5")
    facts = load(case, as_of=DAY)
    assert facts.deal is not None
    assert facts.deal.acquirer == f"declared:{fund.pk}"
    assert facts.names_of(f"declared:{fund.pk}").any == "New Fund"
    added = next(row for row in facts.ownership.holdings if row.source.startswith("declared:"))
    assert (added.owner, added.company) == (f"declared:{person.pk}", f"declared:{fund.pk}")
    assert added.votes == added.capital == Range(Fraction(2, 5), Fraction(3, 5))


def test_a_declared_stake_that_the_registry_records_is_not_counted_twice(illustrative: None, applicant: User):
    """The registry has CNPC with 100 % of CNODC; the applicant says 90 %: the registry's row counts."""
    case = application(applicant, "SO-B-025")
    buyer = declare(case, key="CNODC")
    stake(declare(case, "holder", key="CNPC"), buyer, "9/10")
    rows = [row for row in load(case, as_of=DAY).ownership.holdings if row.company == "CNODC"]
    assert [(row.owner, row.votes) for row in rows] == [("CNPC", Range.point(1))]


def test_a_number_and_a_fitting_name_find_the_registered_party(illustrative: None, applicant: User):
    """970540000107 is KazTransOil's BIN; a number under another name makes nobody KazTransOil."""
    case = application(applicant, "SO-B-025")
    declare(case, name="АО «КазТрансОйл»", country="KZ", identifier="970540000107")
    stranger = declare(case, "holder", name="Somebody LLP", country="KZ", identifier="970540000107")
    Party.objects.filter(key="KTO").update(name_ru="АО «КазТрансОйл»")
    facts = load(case, as_of=DAY)
    assert facts.deal is not None
    assert facts.deal.acquirer == "KTO"
    assert {party.id: party.registered for party in facts.declared} == {
        "KTO": "KTO",
        f"declared:{stranger.pk}": None,
    }


def test_the_applicant_is_the_seller_where_it_is_one_of_several_owners(illustrative: None, applicant: User):
    case = application(applicant, "SO-B-025")
    Title.objects.create(object_id=case.object_id or 0, owner=Party.objects.get(key="NORDNET"))
    assert load(case, as_of=DAY).deal.seller is None  # type: ignore[union-attr]
    declare(case, "applicant", key="NORDNET")
    assert load(case, as_of=DAY).deal.seller == "NORDNET"  # type: ignore[union-attr]


# --- the lists and other cases -------------------------------------------------------------------------------------


def test_the_edition_in_force_on_the_day_decides_what_is_listed(illustrative: None):
    subject = StrategicObject.objects.get(code="SO-B-025")
    ListEdition.objects.create(list="B", effective_from=date(2026, 3, 1), act="Decree No. 9")
    before, after = (
        load_object(subject.pk, as_of=day).object for day in (date(2026, 2, 28), date(2026, 3, 1))
    )
    assert (before.listed, after.listed) == ("B", None)
    assert [edition.act for edition in after.editions if edition.list == "B"] == ["Decree No. 9"]
    assert after.owned_listed == ()


def test_an_unlisted_stake_knows_the_listed_objects_of_its_company(illustrative: None):
    """SO-B-021 is a stake in TTC, which owns the line SO-B-015."""
    subject = StrategicObject.objects.get(code="SO-B-021")
    ListEntry.objects.filter(object=subject).delete()
    facts = load_object(subject.pk, as_of=DAY)
    assert (facts.object.listed, facts.object.owned_listed) == (None, ("SO-B-015",))


def test_other_cases_on_the_object_or_by_the_acquirer_come_along(illustrative: None, applicant: User):
    case = application(applicant, "SO-B-025")
    declare(case, key="EURASFIBRE")
    same_object = application(applicant, "SO-B-025", "C-2026-00002", state="withdrawn")
    same_buyer = application(
        applicant,
        "SO-B-020",
        "C-2026-00003",
        state="permitted",
        submitted_at=datetime(2026, 1, 2, 9, 0, tzinfo=UTC),
    )
    declare(same_buyer, key="EURASFIBRE")
    application(applicant, "SO-B-020", "C-2026-00004", state="permitted")
    application(applicant, "SO-B-025", "C-2026-00005")  # still a draft
    related = {one.reference: one for one in load(case, as_of=DAY).related}
    assert set(related) == {same_object.reference, same_buyer.reference}
    other = related[same_buyer.reference]
    assert (other.company, other.acquirer, other.share) == ("ALMATYAIR", "EURASFIBRE", Fraction(1, 10))
    assert (other.state, other.filed_on) == ("permitted", date(2026, 1, 2))


# --- freezing ------------------------------------------------------------------------------------------------------


def test_facts_come_back_from_json_as_they_were(illustrative: None, applicant: User):
    case = application(applicant, "SO-B-020", price="12345678901234567.89", contract_date=DAY)
    fund = declare(case, name="Фонд «Ә»", country="LU")
    stake(declare(case, "holder", name="Ä", country=""), fund, "1/3", "2/3")
    facts = load(case, as_of=DAY)
    again = Facts.from_json(facts.to_json())
    assert again == facts
    assert again.sha256() == facts.sha256()


def test_the_hash_follows_every_change(illustrative: None, applicant: User):
    case = application(applicant, "SO-B-025")
    before = load(case, as_of=DAY).sha256()
    assert load(case, as_of=DAY).sha256() == before
    Holding.objects.filter(owner__key="NORDNET").update(votes_max_num=43, votes_max_den=100)
    assert load(case, as_of=DAY).sha256() != before


def test_the_number_of_queries_is_constant(illustrative: None, applicant: User):
    """The same with one and with three rows of everything: 4 object, 3 declared, 1 related cases, 4 network; beside
    them dated facts, rights, peers, rows, confirmations, and of the case consents, statements, papers, opinions."""
    case = application(applicant, "SO-B-025")
    fund = declare(case, name="New Fund", country="LU", identifier="000000000000")
    counts = []
    for number in range(3):
        stake(declare(case, "holder", name=f"Holder {number}", country="FR"), fund, "1/5")
        Title.objects.create(
            object_id=case.object_id or 0, owner=Party.objects.create(key=f"NEW{number}", kind="individual")
        )
        other = application(applicant, "SO-B-025", f"C-2026-1000{number}", state="permitted")
        declare(other, key="EURASFIBRE")
        with CaptureQueriesContext(connection) as queries:
            facts = load(Application.objects.get(pk=case.pk), as_of=DAY)
        assert (len(facts.related), len(facts.object.owners)) == (number + 1, number + 2)
        counts.append(len(queries) - 1)  # less the application's own
    assert counts == [21, 21, 21]
