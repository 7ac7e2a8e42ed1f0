"""Inquiries: notices of participants, alerts and breaches as cases of their own."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from commission import workflow
from commission.demonstration import work_off
from commission.models import Alert, Inquiry, Letter
from commission.services import inquiries
from commission.services.absences import enter_absence
from commission.workflow import CannotProceed, NotAllowed
from registry.models import Party, StrategicObject
from tests.cast import Road, load_cast, person
from tests.commission.pages.officer.conftest import text_of
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker):
        load_cast()
        yield


@pytest.fixture
def cast(lasting, db):
    return lasting


def as_(username: str) -> Client:
    client = Client()
    client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def notice(**changes: str) -> dict[str, str]:
    return {
        "key": "k", "code": "SO-B-015", "kind": "enforcement", "capacity": "pledgee", "event_on": "02.06.2026",
        "act_name": "Writ No. 7", "text": "The bank has gone to court.", **changes,
    }  # fmt: skip


def alert() -> Alert:
    return Alert.objects.create(
        object=StrategicObject.objects.get(code="SO-B-023"), company=Party.objects.get(key="SARYKEN"),
        kind="lot", limit="1/20", low="1/10", high="1/10", as_of=date(2026, 6, 1), check_id="scope",
        law_version="2012",
    )  # fmt: skip


def test_a_notice_has_its_number_and_its_lateness_and_is_routed(cast):
    applicant, page = as_("applicant"), "/apply/notifications/"
    with time_machine.travel(datetime(2026, 6, 10, 6, tzinfo=UTC)):
        applicant = as_("applicant")
        assert page in applicant.get("/apply/").content.decode()
        assert applicant.post(f"{page}new/", notice(code="SO-X-1")).status_code == 422
        assert applicant.post(f"{page}new/", notice(event_on="11.06.2026")).status_code == 409
        for _ in range(2):  # the same form sent twice notifies once
            assert applicant.post(f"{page}new/", notice()).status_code == 302
        given = Inquiry.objects.get()
        # Five working days after Tuesday, 2 June: 3, 4, 5, 8, 9. It came on Wednesday the 10th.
        assert (given.reference, given.due_on, given.was_late) == ("N-2026-00001", date(2026, 6, 9), True)
        assert "late: due on 09.06.2026" in text_of(applicant.get(page))
        assert applicant.post(f"{page}new/", notice(key="l", event_on="03.06.2026")).status_code == 302
        assert Inquiry.objects.get(reference="N-2026-00002").was_late is False
        officer = as_("officer2")
        assert "notified late" in text_of(officer.get("/monitoring/inquiries/")).lower()
        one = f"/monitoring/inquiries/{given.pk}/"
        assert "Writ No. 7" in text_of(officer.get(one))
        assert officer.get(f"{one}close/").status_code == 403
        assert officer.post(f"{one}take/", {"key": "t"}).status_code == 302
        with pytest.raises(CannotProceed, match="Already taken by"):
            inquiries.take_inquiry(inquiry_id=given.pk, by=person("officer"))
        assert officer.post(f"{one}note/", {"key": "n", "text": "Asked the bailiff."}).status_code == 302
        # A route by an application names one on the same object.
        by_application = {"key": "c", "route": "application", "text": "Sold at auction."}
        assert officer.post(f"{one}close/", by_application).status_code == 409
        assert officer.post(f"{one}close/", {**by_application, "route": "filed"}).status_code == 302
        assert [step.verb for step in given.steps.all()] == ["open", "take", "note", "close"]
        assert "filed: nothing more is to be done" in text_of(applicant.get(page)).lower()


def test_a_notice_on_paper_is_in_both_registers_and_answered_with_a_number(cast):
    page, officer = "/monitoring/inquiries/enter/", as_("officer")
    paper = {
        "notifier": "Bailiff Seitov", "notifier_email": "seitov@example.kz", "sender_number": "77",
        "dated_on": "04.06.2026", "received_on": "10.06.2026",
    }  # fmt: skip
    with time_machine.travel(datetime(2026, 6, 11, 6, tzinfo=UTC)):
        officer = as_("officer")
        assert page in officer.get("/monitoring/inquiries/").content.decode()
        assert officer.post(page, notice(**paper, code="SO-X-1")).status_code == 422
        assert officer.post(page, notice(**{**paper, "received_on": "12.06.2026"})).status_code == 409
        assert Letter.objects.count() == 0
        for _ in range(2):
            assert officer.post(page, notice(**paper)).status_code == 302
        given = Inquiry.objects.get()
        # Due on 9 June, as above; it counts from the day on which the paper came.
        assert (given.reference, given.was_late, given.opened_by.username) == (
            "N-2026-00001",
            True,
            "officer",
        )
        mail.outbox.clear()
        work_off()
        answered = next(one for one in mail.outbox if one.to == ["seitov@example.kz"])
        came, ours = given.letters.order_by("pk")
        assert (came.number, came.correspondent, came.sender_number) == (
            "R-2026-00001",
            "Bailiff Seitov",
            "77",
        )
        assert ours.number in answered.body
        assert given.reference in answered.subject
        told = {tuple(one.to) for one in mail.outbox} - {("seitov@example.kz",)}
        assert told == {(person(who).email,) for who in ("head", "government")}
        one = f"/monitoring/inquiries/{given.pk}/"
        assert "Bailiff Seitov" in text_of(officer.get(one))
        assert came.number in text_of(officer.get("/cases/correspondence/"))
        # Whoever entered it from paper gave no notice of their own: the desk works on it.
        assert officer.post(f"{one}take/", {"key": "t"}).status_code == 302
        # Without an address the answer is printed from the page, with its number.
        by_post = {**paper, "notifier_email": "", "key": "p"}
        assert officer.post(page, notice(**by_post)).status_code == 302
        work_off()
        posted = Inquiry.objects.get(notifier_email="", notifier="Bailiff Seitov")
        assert posted.letters.get(direction="out").number in text_of(
            officer.get(f"/monitoring/inquiries/{posted.pk}/")
        )
    assert as_("applicant").get(page).status_code == 404


def test_an_alert_and_its_inquiry_name_each_other(cast):
    raised, officer = alert(), as_("officer")
    open_url = f"/monitoring/alerts/{raised.pk}/inquire/"
    assert open_url in officer.get(f"/cases/alerts/{raised.pk}/").content.decode()
    assert officer.post(open_url, {"key": "a", "text": " "}).status_code == 422
    for _ in range(2):
        assert officer.post(open_url, {"key": "a", "text": "Who sold?"}).status_code == 302
    opened = Inquiry.objects.get()
    assert opened.reference == f"I-{timezone.localdate().year}-00001"
    assert opened.reference in text_of(officer.get(f"/cases/alerts/{raised.pk}/"))
    assert raised.reference in text_of(officer.get(f"/monitoring/inquiries/{opened.pk}/"))
    assert officer.post(open_url, {"key": "b", "text": "Again."}).status_code == 409


def test_a_breach_keeps_the_case_open(cast):
    road = Road.draft("SO-B-021")
    application = road.application
    with pytest.raises(NotAllowed):
        inquiries.inquire_into_breach(application_id=road.pk, by=person("officer"), text="Other buyer.")
    opened = inquiries.inquire_into_breach(application_id=road.pk, by=person("head"), text="Other buyer.")
    assert (opened.kind, opened.application) == ("breach", application)
    why = "An inquiry into a breach is under way: it is routed and closed first."
    move = application.close._django_fsm.get_transition("in_monitoring")
    unmet = [str(each.why) for each in move.conditions if not each(application)]
    assert why in unmet
    inquiries.close_inquiry(inquiry_id=opened.pk, by=person("head"), route="filed", text="A slip of the pen.")
    assert why not in [str(each.why) for each in move.conditions if not each(application)]
    assert "close" in workflow.VERBS


def test_who_sees_inquiries(cast):
    raised = alert()
    opened = inquiries.inquire_into_alert(alert_id=raised.pk, by=person("officer"), text="Who sold?")
    one = f"/monitoring/inquiries/{opened.pk}/"
    for stranger in ("applicant", "transport", "member1", "auditor", "keeper", "government"):
        client = as_(stranger)
        assert [client.get(url).status_code for url in ("/monitoring/inquiries/", one)] == [404, 404], (
            stranger
        )
    for reader in ("officer2", "head", "prosecutor"):
        assert as_(reader).get(one).status_code == 200, reader
    assert as_("prosecutor").post(f"{one}take/", {"key": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        inquiries.close_inquiry(inquiry_id=opened.pk, by=person("officer2"), route="filed", text="No.")
    # The substitute finishes what lies on the desk of whoever is away.
    inquiries.take_inquiry(inquiry_id=opened.pk, by=person("officer"))
    today = timezone.localdate()
    enter_absence(
        person_id=person("officer").pk, substitute_id=person("officer2").pk, first_day=today, last_day=today,
        by=person("officer"),
    )  # fmt: skip
    inquiries.close_inquiry(inquiry_id=opened.pk, by=person("officer2"), route="filed", text="Nothing.")
    assert Inquiry.objects.get(pk=opened.pk).is_closed
    # Who once acted for an applicant on the object finds no inquiry into it.
    filed = Road.draft(opened.object.code)
    filed.application.powers.create(
        representative=person("head"), number="1", dated_on=today, valid_from=today, valid_until=today,
        may_answer=True, appointed_by=person("applicant"),
    )  # fmt: skip
    assert as_("head").get(one).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(cast, django_assert_num_queries, rows):
    raised = alert()
    for number in range(rows):
        Inquiry.objects.create(
            reference=f"I-2020-0000{number}", kind="alert", object=raised.object, text="?",
            opened_by=person("officer"), received_on=timezone.localdate() - timedelta(days=1),
        )  # fmt: skip
    officer = as_("officer")
    with django_assert_num_queries(4):  # session, person, offices; inquiries
        page = officer.get("/monitoring/inquiries/")
    assert len(page.context["rows"]) == rows
