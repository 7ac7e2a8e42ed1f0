"""A material change makes stale what came before it: countersigns die, the case stops, checks and bodies start anew."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from commission.models import Consultation, FactsSnapshot, MaterialChange
from commission.services import changes, sessions
from commission.workflow import CannotProceed, NotAllowed
from tests.cast import Road, load_cast, pdf, person
from tests.commission.pages.officer.conftest import inspected, text_of
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """Under review: every body has answered, the report is countersigned."""
    with laid_out(django_db_blocker):
        load_cast()
        yield inspected(Road.draft()).submit().register().examine().answer_all().report()


@pytest.fixture
def road(lasting, db):
    return lasting


def as_(username: str) -> Client:
    client = Client()
    client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def report(road: Road) -> MaterialChange:
    return changes.report_change(
        application_id=road.pk, by=person("applicant"), what="A new owner.", changed_on=timezone.localdate()
    )


def test_a_change_is_reported_and_everything_is_asked_anew(road):
    applicant, officer = as_("applicant"), as_("officer")
    own, desk = f"/apply/{road.reference}/changes/", f"/monitoring/{road.reference}/changes/"
    assert own in applicant.get(f"/apply/{road.reference}/").content.decode()
    ahead = (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")
    today = timezone.localdate().strftime("%d.%m.%Y")
    assert applicant.post(own, {"key": "a", "what": "A new owner.", "changed_on": ahead}).status_code == 409
    for _ in range(2):  # the same form sent twice reports once
        sent = {"key": "b", "what": "A new owner.", "changed_on": today, "file": pdf("change")}
        assert applicant.post(own, sent).status_code == 302
    reported = MaterialChange.objects.get()
    # The countersign has died, and the page says what is stale.
    assert road.application.current_report() is None
    assert "made before it are stale" in text_of(officer.get(f"/cases/{road.reference}/"))
    page = text_of(officer.get(desk))
    assert "Findings of the checks: 25" in page
    assert "Countersigned reports: 1" in page
    bodies = Consultation.objects.filter(application_id=road.pk).count()
    assert f"Opinions of state bodies: {bodies}" in page
    data = {"key": "c", "outcome": "rechecked", "reason": "Owners matter."}
    assert officer.post(f"{desk}{reported.pk}/settle/", data).status_code == 302
    application = road.work().application
    assert application.revision == 2
    assert FactsSnapshot.objects.filter(application=application).count() == 2
    assert len(application.current_findings()) == 25
    asked = Consultation.objects.filter(application=application)
    assert asked.count() == 2 * bodies
    assert [one.is_closed for one in asked.filter(revision=2)] == [False] * bodies
    assert "stale" not in text_of(officer.get(f"/cases/{road.reference}/"))


def test_the_case_stops_until_the_change_is_settled(road):
    road.put_on_agenda()
    reported = report(road)
    secretary = person("secretary")
    present = set(road.session.presences.values_list("member_id", flat=True))
    sessions.mark_presence(session_id=road.session.pk, present=present, by=secretary)
    road.send_papers()
    sessions.open_session(session_id=road.session.pk, by=secretary)
    with pytest.raises(CannotProceed, match="material change is reported and not settled"):
        sessions.hear_item(item_id=road.item.pk, by=secretary)
    with pytest.raises(CannotProceed, match="the chair recalls it"):
        changes.settle_change(change_id=reported.pk, by=person("officer"), outcome="rechecked", reason="Yes.")
    with pytest.raises(NotAllowed):
        changes.settle_change(
            change_id=reported.pk, by=person("officer2"), outcome="immaterial", reason="No."
        )
    with pytest.raises(CannotProceed, match="for the head to find"):
        changes.settle_change(change_id=reported.pk, by=person("officer"), outcome="immaterial", reason="No.")
    changes.settle_change(
        change_id=reported.pk, by=person("head"), outcome="immaterial", reason="A new seat."
    )
    sessions.hear_item(item_id=road.item.pk, by=secretary)
    assert road.application.revision == 1
    with pytest.raises(CannotProceed, match="settled already"):
        changes.settle_change(change_id=reported.pk, by=person("head"), outcome="immaterial", reason="Again.")


def test_who_reports_and_sees_changes(road):
    reported = report(road)
    own, desk = f"/apply/{road.reference}/changes/", f"/monitoring/{road.reference}/changes/"
    settle = f"{desk}{reported.pk}/settle/"
    for stranger in ("applicant2", "officer2", "transport", "member1", "auditor", "keeper"):
        client = as_(stranger)
        assert [client.get(url).status_code for url in (own, desk, settle)] == [404] * 3, stranger
    assert [as_("prosecutor").get(url).status_code for url in (desk, settle)] == [200, 404]
    with pytest.raises(NotAllowed):
        changes.report_change(
            application_id=road.pk, by=person("applicant2"), what="X", changed_on=timezone.localdate()
        )
