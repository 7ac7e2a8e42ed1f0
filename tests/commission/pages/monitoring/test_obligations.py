"""Obligations: made with the contract, reported, verified by the body named, waived, released, reminded of once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commission.models import Condition, Inquiry, Obligation, RelevanceReview, Reminder
from commission.models.obligation import ObligationState
from commission.procedure.obligations import add_months
from commission.services import obligations, releases
from commission.services.inquiries import close_inquiry
from commission.services.obligation_reminders import plan_obligations
from commission.services.overdue import plan_inquiries
from commission.states import Motion, State
from commission.workflow import CannotProceed, NotAllowed
from registry.models import StateBody
from tests.cast import Road, load_cast, pdf, person, sent
from tests.commission.pages.officer.conftest import inspected, on_its_way_to_the_government, text_of
from tests.lasting import laid_out

TODAY = timezone.localdate


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """10 % of an airport's owner sold on two conditions: a yearly report that transport verifies, one free-worded."""
    with laid_out(django_db_blocker):
        load_cast()
        road = on_its_way_to_the_government(inspected(Road.draft()).submit().register().examine())
        conditions = ("Report the owners every year.", "Keep the staff.")
        road.decide(Motion.GRANT_WITH_CONDITIONS, conditions=conditions, deviation_reason="Safer.")
        Condition.objects.filter(position=1).update(
            schedule="every", months=12, ending="released", verifier="body",
            verified_by=StateBody.objects.get(code="transport"), evidence_en="An extract.",
        )  # fmt: skip
        Condition.objects.filter(position=2).update(schedule="", months=None, due_on=None, ending="")
        yield road.conclude()


@pytest.fixture
def road(lasting, db):
    return lasting


def as_(username: str) -> Client:
    client = Client()
    client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def due(position: int) -> Obligation:
    return Obligation.objects.get(condition__position=position)


def test_due_dates_follow_from_the_contract_and_the_decree(road):
    calendar = obligations.calendar(TODAY())
    yearly, free = due(1).due_on, due(2).due_on
    # A day off moves to the next working day.
    assert yearly >= add_months(TODAY(), 12)
    assert calendar.is_working(yearly)
    assert free >= add_months(TODAY(), 6)
    assert (yearly - add_months(TODAY(), 12)).days < 12
    with time_machine.travel(timezone.now() + timedelta(days=380)):
        assert obligations.extend_obligations() == 1
        assert obligations.extend_obligations() == 0
        assert Obligation.objects.filter(condition__position=1).count() == 2


def test_evidence_is_drafted_sent_verified_and_more_is_asked_for(road):
    applicant, transport, found = as_("applicant"), as_("transport"), due(1)
    own, page = f"/apply/{road.reference}/obligations/{found.pk}/", f"/monitoring/obligations/{found.pk}/"
    assert own in applicant.get(f"/apply/{road.reference}/obligations/").content.decode()
    assert applicant.post(own, {"key": "a", "send": "1"}).status_code == 409
    draft = {"key": "b", "text": "The owners are the same.", "title": "Extract", "file": pdf("extract")}
    assert applicant.post(own, draft).status_code == 302
    assert "The owners are the same." not in text_of(transport.get(page))
    mail.outbox.clear()
    for _ in range(2):  # the same form sent twice sends once
        sent = {"key": "c", "text": "The owners are the same as before.", "send": "1"}
        assert applicant.post(own, sent).status_code == 302
    road.work()
    told = [[person(name).email] for name in ("transport", "transport2")]
    assert [letter.to for letter in mail.outbox] == told
    seen = text_of(transport.get(page))
    assert "The owners are the same as before." in seen
    file_url = f"{page}documents/{found.evidence.get().documents.get().pk}/"
    assert file_url in seen
    assert transport.get(file_url).status_code == 200

    check = f"{page}check/"
    assert transport.post(check, {"key": "d", "verdict": "more"}).status_code == 422
    more = {"key": "d", "verdict": "more", "reason": "Of which day is it?"}
    assert transport.post(check, more).status_code == 302
    assert "Of which day is it?" in text_of(applicant.get(own))
    assert applicant.post(own, {"key": "e", "text": "Of 3 May.", "send": "1"}).status_code == 302
    met = {"key": "f", "verdict": "met", "reason": "Enough."}
    assert transport.post(check, met).status_code == 302
    assert due(1).state == ObligationState.MET
    assert [step.verb for step in found.steps.all()] == ["submit", "more", "submit", "met"]


def test_the_condition_and_the_case_end_in_order(road):
    officer, head = person("officer"), person("head")
    yearly, free = due(1), due(2)
    with pytest.raises(CannotProceed, match="still open"):
        releases.release_condition(condition_id=free.condition_id, by=officer, reason="Done.")
    with pytest.raises(CannotProceed, match="due date has not passed"):
        obligations.check_obligation(obligation_id=free.pk, by=officer, verdict="not_met", reason="No.")
    with time_machine.travel(timezone.now() + timedelta(days=200)):
        obligations.check_obligation(obligation_id=free.pk, by=officer, verdict="not_met", reason="Silence.")
    with pytest.raises(CannotProceed, match="not met"):
        releases.release_condition(condition_id=free.condition_id, by=officer, reason="Done.")
    obligations.propose_waiver(obligation_id=free.pk, by=head, reason="The plant has closed.")
    with pytest.raises(NotAllowed):
        obligations.decide_waiver(obligation_id=free.pk, by=head, agrees=True)
    obligations.decide_waiver(obligation_id=free.pk, by=_second_head(), agrees=True)
    assert due(2).state == ObligationState.WAIVED
    releases.release_condition(condition_id=free.condition_id, by=officer, reason="Waived.")
    # The other one ends only by the head's word; its next due date ends with it.
    with pytest.raises(CannotProceed, match="only when the head"):
        releases.release_condition(condition_id=yearly.condition_id, by=officer, reason="Enough.")
    releases.release_condition(condition_id=yearly.condition_id, by=head, reason="No longer needed.")
    assert due(1).state == ObligationState.ENDED
    assert road.application.state == State.IN_MONITORING


def _second_head():
    from registry.models import Appointment

    Appointment.objects.create(user=person("officer2"), role="head", act="Illustrative")
    return person("officer2")


def test_each_level_is_reminded_of_once(road):
    mail.outbox.clear()
    found = due(2)
    for day, told in (
        (found.due_on - timedelta(days=40), []),
        (found.due_on - timedelta(days=7), ["applicant"]),
        (found.due_on, ["applicant"]),
        (found.due_on + timedelta(days=1), ["applicant", "officer", "head"]),
        (found.due_on + timedelta(days=2), []),
    ):
        mail.outbox.clear()
        with time_machine.travel(_noon(day)):
            plan_obligations()
            plan_obligations()
            road.work()
        assert [letter.to for letter in mail.outbox] == [[person(name).email] for name in told], day
    assert list(Reminder.objects.values_list("counter", "level")) == [
        ("obligation", "soon"),
        ("obligation", "due"),
        ("obligation", "overdue"),
    ]


def test_evidence_that_never_comes_opens_an_inquiry_once_and_the_head_is_told(road):
    found, working = due(2), obligations.calendar(TODAY())
    # Ten working days after the due date are waited for (policy); on the eleventh somebody must look.
    tenth, eleventh = working.add(found.due_on, 10), working.add(found.due_on, 11)
    for day, number in ((tenth, 0), (eleventh, 1), (eleventh + timedelta(days=1), 0)):
        with time_machine.travel(_noon(day)):
            assert plan_inquiries() == number
            mail.outbox.clear()
            road.work()
            told = [letter.to for letter in sent("overdue_opened")]
            assert told == [[person(name).email] for name in ("head", "officer")[: 2 * number]]
    opened = Inquiry.objects.get()
    assert (opened.kind, opened.obligation, opened.opened_by) == ("breach", found, None)
    page = text_of(as_("head").get(f"/monitoring/inquiries/{opened.pk}/"))
    assert f"Evidence was due on {found.due_on:%d.%m.%Y}" in page
    close_inquiry(inquiry_id=opened.pk, by=person("head"), route="filed", text="It came by post.")
    with time_machine.travel(_noon(eleventh + timedelta(days=5))):
        assert plan_inquiries() == 0


def _noon(day: date):
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 12))


def test_events_and_reviews_are_noted_by_the_desk(road):
    officer = as_("officer")
    Condition.objects.filter(position=2).update(schedule="event", trigger="incident", days=3)
    condition = due(2).condition
    page = f"/monitoring/{road.reference}/"
    assert "Note an event" in text_of(officer.get(page))
    event = f"{page}conditions/{condition.pk}/event/"
    assert officer.post(event, {"key": "a", "what": " "}).status_code == 422
    for _click in range(2):
        assert officer.post(event, {"key": "a", "what": "A fire in the hangar."}).status_code == 302
    noted = Obligation.objects.get(occasion="A fire in the hangar.")
    assert noted.due_on == obligations.calendar(TODAY()).add(TODAY(), 3)
    review = f"{page}conditions/{condition.pk}/review/"
    told = {"key": "b", "outcome": "needed", "reason": "The staff is still needed."}
    for _click in range(2):
        assert officer.post(review, told).status_code == 302
    assert RelevanceReview.objects.get().outcome == "needed"
    with time_machine.travel(timezone.now() + timedelta(days=370)):
        text = text_of(as_("officer").get("/monitoring/"))
    assert text.count("last looked at on") == 2


def test_who_finds_obligations(road):
    found, page = due(1), f"/monitoring/{road.reference}/"
    one = f"/monitoring/obligations/{found.pk}/"
    for stranger in ("applicant2", "officer2", "energy", "member1", "auditor", "keeper"):
        assert [as_(stranger).get(url).status_code for url in (page, one)] == [404, 404], stranger
    # Transport verifies the first condition only, and reads nothing else of the case.
    transport = as_("transport")
    answers = [transport.get(url).status_code for url in (page, one, f"/monitoring/obligations/{due(2).pk}/")]
    assert answers == [404, 200, 404]
    # Whoever once acted for the applicant does not verify what it owes.
    power = road.application.powers.create(
        representative=person("transport"), number="1", dated_on=TODAY(), valid_from=TODAY(), valid_until=TODAY(),
        may_answer=True, appointed_by=person("applicant"),
    )  # fmt: skip
    assert as_("transport").get(one).status_code == 404
    power.delete()
    for reader in ("officer", "head", "prosecutor", "government"):
        assert [as_(reader).get(url).status_code for url in (page, one)] == [200, 200], reader
    with pytest.raises(NotAllowed):
        obligations.check_obligation(
            obligation_id=found.pk, by=person("prosecutor"), verdict="met", reason="Fine."
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(road, django_assert_num_queries, rows):
    base = due(2)
    Obligation.objects.exclude(pk=base.pk).delete()
    for period in range(2, rows + 1):
        Obligation.objects.create(
            application=base.application, condition=base.condition, period=period, due_on=base.due_on
        )
    officer = as_("officer")
    officer.get("/monitoring/")
    with django_assert_num_queries(6):  # session, person, offices; policy, due dates, reviews
        page = officer.get("/monitoring/")
    assert len(page.context["rows"]) == rows


def test_the_page_of_a_case_costs_the_same_with_one_condition_and_with_three(road):
    condition = due(1).condition
    Obligation.objects.filter(condition__position=2).delete()
    Condition.objects.filter(position=2).delete()
    Condition.objects.filter(position=1).update(ending="stake_left")
    officer, page = as_("officer"), f"/monitoring/{road.reference}/"
    officer.get(page)  # the calendar is kept for a minute
    with CaptureQueriesContext(connection) as with_one:
        officer.get(page)
    for position in (2, 3):
        condition.pk, condition.position, condition.ending = None, position, "stake_left"
        condition.save()
    with CaptureQueriesContext(connection) as with_three:
        assert len(officer.get(page).context["conditions"]) == 3
    assert len(with_three) == len(with_one)
