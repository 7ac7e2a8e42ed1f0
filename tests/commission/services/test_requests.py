"""Requests for information: the way of one, what it does to the counters, a later one in the same stage."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction

from commission.models import Application, Consultation, InformationRequest
from commission.procedure.requests import questions_in
from commission.services import applications
from commission.services.requests import (
    AnswerData,
    RequestData,
    close_request,
    draft_request,
    save_answers,
    send_request,
    withdraw_request,
)
from commission.states import RequestStage, RequestState
from commission.workflow import CannotProceed, NotAllowed
from tests.cast import Road, load_cast, person
from tests.commission.pages.officer.conftest import inspected
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db


def on(day: int) -> datetime:
    """Ten in the morning in Almaty, a day of June 2026; the 3rd is a Wednesday."""
    return datetime(2026, 6, day, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    """Registered on Monday the 1st, under review."""
    with laid_out(django_db_blocker), time_machine.travel(on(1), tick=True):
        load_cast()
        yield inspected(Road.draft("SO-B-020")).submit().register().examine()


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(on(3), tick=True) as traveller:
        yield traveller


def draft(road, *questions, days=5, by="officer", late=""):
    data = RequestData(
        questions=questions or ("Who pays?", "Since when?"), working_days=days, late_reason=late
    )
    return draft_request(application_id=road.pk, by=person(by), data=data)


def sent(road, *questions, **more):
    return send_request(request_id=draft(road, *questions, **more).pk, by=person("officer"))


def answered(request, *texts, send=True, by="applicant"):
    answers = {number: AnswerData(text) for number, text in enumerate(texts, start=1)}
    return save_answers(request_id=request.pk, by=person(by), answers=answers, send=send)


def asked_transport(road):
    return Consultation.objects.get(application_id=road.pk, body__code="transport")


def test_lines_become_numbered_questions():
    assert questions_in("1. Who pays?\n\n 2) Since when? \n49 % of what?\n100. is too long a number") == [
        "Who pays?",
        "Since when?",
        "49 % of what?",
        "100. is too long a number",
    ]


def test_a_request_is_drafted_sent_answered_and_closed(road, wednesday):
    first = draft(road, "Who pays?")
    again = draft(road, "Who pays?", "Since when?")
    assert (first.pk, again.state, again.stage) == (again.pk, RequestState.DRAFT, RequestStage.REVIEW)
    assert [one.text for one in again.questions.all()] == ["Who pays?", "Since when?"]
    mail.outbox.clear()
    request = send_request(request_id=again.pk, by=person("officer"))
    # Five working days after Wednesday the 3rd: 4, 5; 8, 9, 10.
    assert (request.state, request.due_on) == (RequestState.SENT, date(2026, 6, 10))
    assert send_request(request_id=request.pk, by=person("officer")).sent_at == request.sent_at
    road.work()
    assert [(letter.to, "10.06.2026" in letter.subject) for letter in mail.outbox] == [
        ([person("applicant").email], True)
    ]
    mail.outbox.clear()
    answered(request, "The fund.", send=False)
    with pytest.raises(CannotProceed, match="Answer every question before you send: 2"):
        answered(request, "The fund.", "")
    wednesday.move_to(on(8))
    answered(request, "The fund.", "Since May.")
    request.refresh_from_db()
    assert (request.state, request.was_late) == (RequestState.ANSWERED, False)
    with pytest.raises(CannotProceed, match="no longer waits"):
        answered(request, "Another.", "Another.", send=False)
    road.work()
    assert [letter.to for letter in mail.outbox] == [[person("officer").email]]
    assert close_request(request_id=request.pk, by=person("officer")).state == RequestState.CLOSED
    with pytest.raises(CannotProceed, match="answered or withdrawn already"):
        withdraw_request(request_id=request.pk, by=person("officer"), reason="Not needed.")


def test_internal_counters_stand_still_and_the_total_goes_on(road, wednesday):
    total = Application.objects.get(pk=road.pk).due_on
    # Ten working days after Monday the 1st: 2 to 5; 8 to 12; 15.
    assert asked_transport(road).due_on == date(2026, 6, 15)
    request = sent(road)
    wednesday.move_to(on(8))
    answered(request, "The fund.", "Since May.")
    # The 2nd and the 3rd had been counted; eight are left after the 8th: 9 to 12; 15 to 18.
    assert asked_transport(road).due_on == date(2026, 6, 18)
    assert Application.objects.get(pk=road.pk).due_on == total


def test_a_second_list_in_a_stage_is_late_and_says_why(road):
    sent(road)
    with pytest.raises(CannotProceed, match="could not be asked with it"):
        draft(road, "One more?")
    late = sent(road, "One more?", late="The fund was named yesterday.")
    assert (late.late, late.late_reason) == (True, "The fund was named yesterday.")
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationRequest.objects.filter(pk=late.pk).update(late_reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationRequest.objects.filter(pk=late.pk).update(late=False)


def test_a_withdrawn_list_makes_no_later_one_late_and_lets_the_counters_go_on(road, wednesday):
    request = sent(road)
    with pytest.raises(CannotProceed, match="Give the reason"):
        withdraw_request(request_id=request.pk, by=person("officer"), reason=" ")
    wednesday.move_to(on(5))
    withdraw_request(request_id=request.pk, by=person("officer"), reason="Found in the file.")
    # The 2nd and the 3rd, then eight after the 5th: 8 to 12; 15 to 17.
    assert asked_transport(road).due_on == date(2026, 6, 17)
    with pytest.raises(CannotProceed, match="no longer waits"):
        answered(request, "The fund.", "Since May.")
    assert not draft(road, "Other?").late


def test_who_may_do_what(road):
    for stranger in ("officer2", "secretary", "transport", "applicant"):
        with pytest.raises(NotAllowed):
            draft(road, by=stranger)
    request = sent(road)
    for stranger in ("applicant2", "officer", "head"):
        with pytest.raises(NotAllowed):
            answered(request, "The fund.", "Since May.", by=stranger)
    answered(request, "The fund.", "Since May.")
    with pytest.raises(NotAllowed):
        close_request(request_id=request.pk, by=person("applicant"))
    close_request(request_id=request.pk, by=person("head"))


def test_a_case_that_ends_takes_no_answer_and_its_request_can_be_withdrawn(road):
    request = sent(road)
    applications.withdraw_application(application_id=road.pk, by=person("applicant"), reason="Given up.")
    with pytest.raises(CannotProceed, match="no longer waits"):
        answered(request, "The fund.", "Since May.")
    withdrawn = withdraw_request(request_id=request.pk, by=person("officer"), reason="The case has ended.")
    assert withdrawn.state == RequestState.WITHDRAWN
    with pytest.raises(CannotProceed, match="between the registration and the Government"):
        draft(road)
