"""The priority right of the state beside a case: opened with an alienation, decided, told, bought or withdrawn."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from commission.ledger import calendar, counts
from commission.models import ClockEntry, PriorityTrack
from commission.models.inquiry import InquiryKind
from commission.procedure.priority import Move
from commission.services.applications import withdraw_application
from commission.services.conclusions import confirm_conclusion, enter_conclusion
from commission.services.inquiries import NoticeData, close_inquiry, give_notice, take_inquiry
from commission.services.priority import StepData, open_track, run, take_priority_step
from commission.services.registration import take_step
from commission.services.reminders import plan
from commission.states import Capacity, Motion, State
from commission.workflow import CannotProceed, NotAllowed, Words
from tests.cast import Road, load_cast, person
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db
BY = {Move.DECIDE: "government", Move.WITHDRAW: "applicant"}


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """A permission to sell 10 % of an airport, the notice sent."""
    with laid_out(django_db_blocker):
        load_cast()
        yield Road.draft().to_government().decide()


def _move(road, move, by="", yes=None, **changes):
    values = {"act_number": "5", "act_date": timezone.localdate(), "note": "A reason.", "yes": yes}
    return take_priority_step(
        application_id=road.pk,
        by=person(by or BY.get(move, "officer")),
        move=move,
        data=StepData(**{**values, **changes}),
    )


def _due(road, name):
    counted = counts(ClockEntry.objects.filter(application_id=road.pk).order_by("pk"))[run(name)]
    return counted.stopped_on or counted.due_on(calendar(timezone.localdate()))


def _exercise(road):
    take_step(
        application_id=road.pk,
        verb="exercise_priority",
        by=person("government"),
        words=Words(note="It is needed.", act_number="6", act_date=timezone.localdate()),
    )


def test_registration_opens_the_track_of_an_alienation_alone(road):
    assert PriorityTrack.objects.get(application_id=road.pk).stage == "opened"
    pledge = Road.draft("SO-B-013", kind="pledge").submit().register()
    assert not PriorityTrack.objects.filter(application_id=pledge.pk).exists()
    with pytest.raises(CannotProceed, match="no priority right"):
        open_track(application_id=pledge.pk, by=person("officer"))


def test_the_state_buys_only_once_the_track_says_so(road):
    with pytest.raises(CannotProceed, match="has not decided, on the track"):
        _exercise(road)
    _move(road, Move.RECOMMEND, yes=True)
    today = timezone.localdate()
    assert _due(road, "decision") == calendar(today).add(today, 30)
    with pytest.raises(NotAllowed):
        _move(road, Move.DECIDE, by="officer", yes=True)
    _move(road, Move.DECIDE, yes=True)
    assert _due(road, "decision") == today
    assert _due(road, "notice") == calendar(today).add(today, 5)
    # R1: two years; the next working day where that one is none.
    two_years = today.replace(year=today.year + 2)
    assert two_years <= _due(road, "buy_out") <= two_years + timedelta(days=12)
    _exercise(road)
    assert road.application.state == State.STATE_PURCHASE
    _move(road, Move.NOTIFY)
    _move(road, Move.CONTRACT)
    track = PriorityTrack.objects.get(application_id=road.pk)
    assert (track.stage, track.is_settled, _due(road, "buy_out")) == ("contracted", True, today)
    with pytest.raises(CannotProceed, match="not open"):
        _move(road, Move.WITHDRAW)


def test_a_right_given_up_is_settled_with_the_notice(road):
    _move(road, Move.RECOMMEND, yes=False)
    _move(road, Move.DECIDE, yes=False)
    assert not PriorityTrack.objects.get(application_id=road.pk).is_settled
    road.work()
    mail.outbox.clear()
    _move(road, Move.NOTIFY)
    road.work()
    assert [letter.to for letter in mail.outbox] == [["applicant@demo.example"]]
    assert PriorityTrack.objects.get(application_id=road.pk).is_settled
    with pytest.raises(CannotProceed, match="has not decided, on the track"):
        _exercise(road)


def test_the_owner_takes_the_sale_back_until_the_contract(road, client):
    _move(road, Move.RECOMMEND, yes=True)
    _move(road, Move.DECIDE, yes=True)
    _exercise(road)
    client.force_login(person("applicant"))
    address = f"/apply/{road.reference}/priority/"
    assert client.get(address).context["form"] is not None
    assert client.post(address, {"reason": "We keep it.", "key": "k"}).status_code == 302
    assert road.application.state == State.WITHDRAWN
    assert PriorityTrack.objects.get(application_id=road.pk).stage == "withdrawn"
    assert _due(road, "buy_out") == timezone.localdate()


def test_withdrawing_the_application_ends_its_track():
    load_cast()
    other = Road.draft("SO-B-013").submit().register()
    withdraw_application(application_id=other.pk, by=person("applicant"), reason="Given up.")
    assert PriorityTrack.objects.get(application_id=other.pk).stage == "withdrawn"


def test_the_term_for_the_purchase_expires_only_when_it_is_over(road):
    _move(road, Move.RECOMMEND, yes=True)
    _move(road, Move.DECIDE, yes=True)
    _move(road, Move.NOTIFY)
    with pytest.raises(CannotProceed, match="is not over"):
        _move(road, Move.EXPIRE)
    with time_machine.travel(timezone.now() + timedelta(days=2 * 366 + 12)):
        _move(road, Move.EXPIRE)
    assert PriorityTrack.objects.get(application_id=road.pk).stage == "expired"


def test_a_step_is_reminded_of_after_the_decision_too(road):
    _move(road, Move.RECOMMEND, yes=True)
    road.work()
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        assert plan() == 1
        road.work()
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "government@demo.example",
        "head@demo.example",
        "officer@demo.example",
    ]


def test_an_act_is_named_and_a_question_answered(road):
    with pytest.raises(CannotProceed, match="whether the state should buy"):
        _move(road, Move.RECOMMEND)
    with pytest.raises(CannotProceed, match="number and date"):
        _move(road, Move.RECOMMEND, yes=True, act_number=" ")
    with pytest.raises(CannotProceed, match="not open"):
        _move(road, Move.DECIDE, yes=True)


def test_with_a_refusal_the_right_is_over():
    load_cast()
    other = Road.draft("SO-B-013").to_government()
    _move(other, Move.RECOMMEND, yes=True)
    other.decide(Motion.REFUSE, number="16", deviation_reason="Another view.")
    assert _due(other, "decision") == timezone.localdate()
    with pytest.raises(CannotProceed, match="The case has ended"):
        _move(other, Move.DECIDE, yes=True)


def test_pages_of_the_track(road, client):
    address = f"/cases/{road.reference}/priority/"
    client.force_login(person("officer"))
    assert "The priority right of the state is not settled." in client.get(
        f"/cases/{road.reference}/"
    ).content.decode().replace("&#x27;", "'")
    assert [move["url"] for move in client.get(address).context["moves"]] == [f"{address}recommend/"]
    assert client.get(f"{address}decide/").status_code == 403
    typed = {"yes": "yes", "act_number": "5", "act_date": "01.01.2026", "note": "A reason.", "key": "k"}
    assert client.post(f"{address}recommend/", {**typed, "yes": ""}).status_code == 422
    assert client.post(f"{address}recommend/", typed).status_code == 302
    client.force_login(person("government"))
    assert road.reference in client.get("/government/").content.decode()
    assert client.post(f"{address}decide/", {**typed, "key": "k2"}).status_code == 302
    track = PriorityTrack.objects.get(application_id=road.pk)
    assert (track.stage, track.recommends, track.exercises) == ("decided", True, True)
    assert len(client.get(address).context["told"]) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_governments_page_costs_the_same_whatever_the_number_of_tracks(
    road, client, rows, django_assert_num_queries
):
    for number in range(rows - 1):
        Road.draft("SO-B-013").to_government().decide(number=f"{number}-r")
    client.force_login(person("government"))
    with django_assert_num_queries(7):
        client.get("/government/")


def test_a_contract_waits_until_the_state_has_left_the_object(road):
    reported = road.report_contract()
    road.work()
    with pytest.raises(CannotProceed, match="The priority right of the state comes first"):
        confirm_conclusion(conclusion_id=reported.pk, by=person("officer"))
    _move(road, Move.RECOMMEND, yes=False)
    with pytest.raises(CannotProceed, match="The priority right of the state comes first"):
        confirm_conclusion(conclusion_id=reported.pk, by=person("officer"))
    _move(road, Move.DECIDE, yes=False)
    confirm_conclusion(conclusion_id=reported.pk, by=person("officer"))
    enter_conclusion(conclusion_id=reported.pk, by=person("keeper"))
    assert road.application.state == State.IN_MONITORING


def test_a_notice_of_enforcement_opens_the_track_under_the_gates_of_its_case(road):
    PriorityTrack.objects.all().delete()  # a case from before tracks opened by themselves
    data = NoticeData(
        object_id=road.application.object_id, kind=InquiryKind.ENFORCEMENT, capacity=Capacity.PLEDGEE,
        event_on=timezone.localdate(), text="The debt is not paid.",
    )  # fmt: skip
    notice = give_notice(by=person("applicant2"), data=data)
    route = {"inquiry_id": notice.pk, "route": "priority", "text": "A sale.", "application_id": road.pk}
    take_inquiry(inquiry_id=notice.pk, by=person("officer2"))
    with pytest.raises(CannotProceed, match=f"the officer in charge of {road.reference}"):
        close_inquiry(by=person("officer2"), **route)
    close_inquiry(by=person("head"), **route)
    assert PriorityTrack.objects.get(application_id=road.pk).stage == "opened"
    client = Client()
    client.force_login(person("officer"), backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get(f"/cases/{road.reference}/priority/").content.decode()
    assert f"/monitoring/inquiries/{notice.pk}/" in page
    for move, yes in ((Move.RECOMMEND, False), (Move.DECIDE, False), (Move.NOTIFY, None)):
        _move(road, move, yes=yes)
    second = give_notice(by=person("applicant2"), data=data, key="again")
    with pytest.raises(CannotProceed, match="The priority right is settled on this application"):
        close_inquiry(by=person("head"), **{**route, "inquiry_id": second.pk})
