"""Rows to a network: everybody above, on the day, in four queries."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.loading import load_illustrative
from registry.models import Holding, Link, Party, StrategicObject
from registry.networks import kind, neighbourhood
from registry.ownership.measures import foreigners, measure
from registry.ownership.terms import Basis, Kind, Range

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)


def party(key: str, country: str = "KZ", **more: Any) -> Party:
    return Party.objects.create(
        key=key, kind=more.pop("kind", "entity"), country=country, name_en=key, **more
    )


def holds(owner: Party, company: Party, percent: str, **more: Any) -> Holding:
    row = Holding(owner=owner, company=company, **more)
    row.set_votes(Fraction(percent) / 100)
    row.set_capital(Fraction(percent) / 100)
    row.save()
    return row


def found(*start: Party, as_of: date = DAY, objects: tuple[StrategicObject, ...] = ()) -> set[str]:
    around = neighbourhood([each.pk for each in start], as_of=as_of, objects=[each.pk for each in objects])
    return {node.id for node in around.parties}


def test_everybody_above_is_found_and_nobody_below_or_beside():
    target, middle, top, below, beside = map(party, ("TARGET", "MIDDLE", "TOP", "BELOW", "BESIDE"))
    holds(middle, target, "60")
    holds(top, middle, "100")
    holds(target, below, "100")
    holds(top, beside, "100")
    assert found(target) == {"TARGET", "MIDDLE", "TOP"}


def test_a_ring_of_owners_ends():
    one, two = party("ONE"), party("TWO")
    holds(one, two, "60")
    holds(two, one, "60")
    assert found(one) == {"ONE", "TWO"}


def test_principals_managers_executives_and_relatives_come_along():
    target, nominee, principal, owner, manager = map(
        party, ("TARGET", "NOMINEE", "PRINCIPAL", "OWNER", "MANAGER")
    )
    director, sister = party("DIRECTOR", kind="individual"), party("SISTER", kind="individual")
    holds(nominee, target, "30", on_behalf_of=principal)
    holds(owner, target, "70")
    Link.objects.create(type="trust_manager", a=manager, b=target, owner=owner)
    Link.objects.create(type="sole_executive", a=director, b=target)
    Link.objects.create(type="close_relative", a=director, b=sister)
    assert found(target) == {"TARGET", "NOMINEE", "PRINCIPAL", "OWNER", "MANAGER", "DIRECTOR", "SISTER"}


def test_what_somebody_above_manages_elsewhere_stays_out():
    """Executives are followed upwards only: a director's other companies own nothing of the target."""
    target, other = party("TARGET"), party("OTHER")
    director = party("DIRECTOR", kind="individual")
    Link.objects.create(type="sole_executive", a=director, b=target)
    Link.objects.create(type="sole_executive", a=director, b=other)
    assert found(target) == {"TARGET", "DIRECTOR"}


def test_operators_of_the_object_come_with_their_owners_under_its_code():
    owner, operator, behind = map(party, ("OWNER", "OPERATOR", "BEHIND"))
    line = StrategicObject.objects.create(
        code="SO-B-900", category="trunk_communication_line", name_en="Line"
    )
    Link.objects.create(type="operates", a=operator, object=line)
    holds(behind, operator, "100")
    around = neighbourhood([owner.pk], as_of=DAY, objects=[line.pk])
    assert {node.id: node.kind for node in around.parties} == {
        "OWNER": Kind.COMPANY,
        "OPERATOR": Kind.COMPANY,
        "BEHIND": Kind.COMPANY,
        "SO-B-900": Kind.OBJECT,
    }
    assert [(link.a, link.b) for link in around.links] == [("OPERATOR", "SO-B-900")]


def test_rows_count_from_their_first_day_until_before_their_last():
    """Validity is half open: [from, to)."""
    target, old, new = map(party, ("TARGET", "OLD", "NEW"))
    holds(old, target, "100", valid_to=date(2025, 1, 1))
    holds(new, target, "100", valid_from=date(2025, 1, 1))
    assert found(target, as_of=date(2024, 12, 31)) == {"TARGET", "OLD"}
    assert found(target, as_of=date(2025, 1, 1)) == {"TARGET", "NEW"}


def test_bounds_come_out_exactly():
    target, owner = party("TARGET"), party("OWNER")
    row = Holding(owner=owner, company=target)
    row.set_votes(Fraction(1, 35), Fraction(2, 35))
    row.save()
    holding = neighbourhood([target.pk], as_of=DAY).holdings[0]
    assert holding.votes == Range(Fraction(1, 35), Fraction(2, 35))


@pytest.mark.parametrize(
    ("name", "country", "stateless", "expected"),
    [
        ("entity", "KZ", False, Kind.COMPANY),
        ("entity", "SE", False, Kind.FOREIGN_COMPANY),
        ("entity", None, False, Kind.COMPANY),  # of unknown country: may be foreign
        ("individual", "KZ", False, Kind.NATURAL),
        ("individual", None, True, Kind.STATELESS),
        ("state", "CN", False, Kind.STATE),
        ("trust", "JE", False, Kind.TRUST),
        ("unknown", None, False, Kind.UNKNOWN),
    ],
)
def test_kinds_are_told_apart_as_the_engine_needs_them(
    name: str, country: str | None, stateless: bool, expected: Kind
):
    assert kind(name, country, stateless=stateless) is expected


def test_an_entity_without_a_country_is_maybe_foreign():
    target, blank = party("TARGET"), party("BLANK", "")
    holds(blank, target, "100")
    view = neighbourhood([target.pk], as_of=DAY).network.on(DAY, Basis.VOTES)
    assert measure(view, "TARGET", foreigners()).m == Range(Fraction(0), Fraction(1))


def test_the_queries_do_not_grow_with_the_network():
    target = party("TARGET")
    line = StrategicObject.objects.create(
        code="SO-B-900", category="trunk_communication_line", name_en="Line"
    )
    counts = []
    for number in range(3):
        owner = party(f"OWNER{number}")
        holds(owner, target, "10")
        Link.objects.create(type="operates", a=owner, object=line)
        with CaptureQueriesContext(connection) as queries:
            around = neighbourhood([target.pk], as_of=DAY, objects=[line.pk])
        assert len(around.holdings) == len(around.links) == number + 1
        counts.append(len(queries))
    assert counts == [4, 4, 4]


def test_nobody_asked_for_is_nobody_found():
    assert neighbourhood([], as_of=DAY).parties == ()


def test_almaty_airport_is_reached_through_four_countries():
    """ALMATYAIR <- TAVKZ (NL) 100 <- TAV (TR) 85, KIF (NL) 15; TAV <- ADP (FR) 46.12,
    free float 53.88; ADP <- France."""
    load_illustrative()
    assert found(Party.objects.get(key="ALMATYAIR")) == {
        "ALMATYAIR",
        "TAVKZ",
        "TAV",
        "KIF",
        "ADP",
        "FRSTATE",
        "VINCI",
        "FREEFLOAT",
    }
