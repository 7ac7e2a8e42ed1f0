"""The golden thread: each step with date and who; a participant's side begins with the decree."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from commission.models import Condition, Obligation, Opinion
from commission.services import obligations, releases
from commission.states import Motion
from tests.cast import Road, load_cast, person
from tests.commission.pages.officer.conftest import inspected, on_its_way_to_the_government, text_of
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker):
        load_cast()
        road = on_its_way_to_the_government(inspected(Road.draft()).submit().register().examine())
        opinion = Opinion.objects.get(consultation__body__code="transport")
        Opinion.objects.filter(pk=opinion.pk).update(threats=["6.1.7", "6.1.16"])
        road.decide(Motion.GRANT_WITH_CONDITIONS, conditions=("Keep the staff.",), deviation_reason="Safer.")
        Condition.objects.update(threats=["6.1.7"], opinion=opinion, ending="performed")
        road.conclude()
        due = Obligation.objects.get()
        obligations.save_evidence(obligation_id=due.pk, by=person("applicant"), text="All stay.")
        obligations.submit_evidence(obligation_id=due.pk, by=person("applicant"))
        obligations.check_obligation(
            obligation_id=due.pk, by=person("officer"), verdict="met", reason="Lists seen."
        )
        releases.release_condition(condition_id=due.condition_id, by=person("officer"), reason="Performed.")
        yield road


@pytest.fixture
def road(lasting, db):
    return lasting


def as_(username: str) -> Client:
    client = Client()
    client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def test_the_thread_leads_from_threat_to_release(road):
    officer = as_("officer")
    url = f"/monitoring/{road.reference}/thread/"
    assert url in officer.get(f"/cases/{road.reference}/").content.decode()
    page = officer.get(url)
    (strand,) = page.context["thread"].strands
    assert [knot.label for knot in strand.knots] == [
        "Threat", "Opinion", "Condition", "Vote", "Decree", "Obligation", "Report", "Verification", "Release",
    ]  # fmt: skip
    assert [knot.label for knot in strand.knots if knot.missing] == []
    today = timezone.localdate()
    assert [strand.knots[place].day for place in (1, 3, 6, 7, 8)] == [today] * 5
    assert strand.knots[1].who == "Authorised body for transport and communications"
    assert strand.knots[7].who == strand.knots[8].who == person("officer").full_name
    # One of the two threats that transport named is answered.
    assert [threat[:6] for threat in page.context["thread"].unanswered] == ["6.1.16"]


def test_the_applicants_side_begins_with_the_condition_and_names_nobody_inside(road):
    page = as_("applicant").get(f"/apply/{road.reference}/conditions/")
    (strand,) = page.context["thread"].strands
    assert [knot.label for knot in strand.knots] == [
        "Condition", "Decree", "Obligation", "Report", "Verification", "Release",
    ]  # fmt: skip
    text = text_of(page)
    for secret in ("6.1.7", person("officer").full_name, "/monitoring/", "Session No."):
        assert secret not in text, secret


def test_who_finds_the_thread(road):
    url = f"/monitoring/{road.reference}/thread/"
    for stranger in ("applicant", "applicant2", "officer2", "transport", "member1", "auditor"):
        assert as_(stranger).get(url).status_code == 404, stranger
    for reader in ("head", "prosecutor", "secretary", "government"):
        assert as_(reader).get(url).status_code == 200, reader


@pytest.mark.parametrize("rows", [1, 3])
def test_the_thread_costs_the_same(road, django_assert_num_queries, rows):
    condition = Condition.objects.get()
    for position in range(2, rows + 1):
        condition.pk, condition.position = None, position
        condition.save()
        Obligation.objects.create(
            application=road.application, condition=condition, period=1, due_on=timezone.localdate()
        )
    officer = as_("officer")
    # session, person, offices; case, decision; conditions, obligations, evidence, steps; opinions, vote
    with django_assert_num_queries(11):
        page = officer.get(f"/monitoring/{road.reference}/thread/")
    assert len(page.context["thread"].strands) == rows
