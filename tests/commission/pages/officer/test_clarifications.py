"""A decision is clarified: the applicant asks, the desk or the Government office answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from commission.models import Clarification
from commission.services.clarifications import ask_clarification
from commission.workflow import CannotProceed
from tests.cast import person
from tests.commission.pages.officer.conftest import on_its_way_to_the_government, text_of


@pytest.fixture
def decided(reviewed):
    """Decided, and the applicant told."""
    return on_its_way_to_the_government(reviewed).decide()


@pytest.fixture
def wednesday(db):
    """Wednesday 03.06.2026, morning in Almaty."""
    with time_machine.travel(datetime(2026, 6, 3, 5, tzinfo=UTC), tick=True):
        yield


def test_a_question_is_asked_and_answered(wednesday, as_, decided):
    applicant, address = as_("applicant"), f"/apply/{decided.reference}/clarifications/"
    assert address in applicant.get(f"/apply/{decided.reference}/").content.decode()
    empty = applicant.post(address, {"question": "  ", "key": "a"})
    assert (empty.status_code, "Write your question." in text_of(empty)) == (422, True)
    mail.outbox.clear()
    for _ in range(2):  # the same form sent twice asks once
        assert applicant.post(address, {"question": "Until when?", "key": "b"}).status_code == 302
    asked = Clarification.objects.get()
    # Ten working days after Wednesday the 3rd: 4, 5; 8 to 12; 15, 16, 17.
    assert asked.due_on == date(2026, 6, 17)
    decided.work()
    told = [[person(name).email] for name in ("officer", "head", "government")]
    assert [letter.to for letter in mail.outbox] == told
    second = applicant.post(address, {"question": "And then?", "key": "c"})
    assert (second.status_code, "has not been answered yet" in text_of(second)) == (409, True)

    government = as_("government")
    assert "Until when?" in text_of(government.get("/cases/clarifications/"))
    assert f"/cases/{decided.reference}/clarifications/" in text_of(
        government.get(f"/cases/{decided.reference}/")
    )
    answer = f"/cases/{decided.reference}/clarifications/{asked.pk}/"
    assert government.post(answer, {"answer": ""}).status_code == 422
    mail.outbox.clear()
    assert government.post(answer, {"answer": "For one year."}).status_code == 302
    assert as_("officer").post(answer, {"answer": "For two."}).status_code == 409
    decided.work()
    (told,) = mail.outbox
    assert person("applicant").email in told.to
    assert decided.reference in told.subject
    assert "For one year." in text_of(applicant.get(address))
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("For one year.", person("government"))


def test_who_may_not_ask_or_answer(as_, reviewed):
    pk, applicant = reviewed.pk, person("applicant")
    assert as_("applicant").get(f"/apply/{reviewed.reference}/clarifications/").status_code == 404
    with pytest.raises(CannotProceed, match="no decision yet"):
        ask_clarification(application_id=pk, by=applicant, question="Why?")
    on_its_way_to_the_government(reviewed).decide()
    asked = ask_clarification(application_id=pk, by=applicant, question="Why?")
    of_case = f"/cases/{reviewed.reference}/clarifications/"
    own = f"/apply/{reviewed.reference}/clarifications/"
    for stranger in ("applicant2", "officer2", "transport", "member1"):
        client = as_(stranger)
        found = [client.get(page).status_code for page in (own, of_case, f"{of_case}{asked.pk}/")]
        assert found == [404] * 3, stranger
    # Supervision and the secretary read; they do not answer.
    for reader in ("prosecutor", "secretary"):
        client = as_(reader)
        assert client.get(of_case).status_code == 200, reader
        assert client.post(f"{of_case}{asked.pk}/", {"answer": "x"}).status_code == 404, reader
    Clarification.objects.update(due_on=timezone.localdate() - timedelta(days=30))
    assert "working days overdue" in text_of(as_("head").get("/cases/clarifications/"))
    assert "Overdue" in text_of(as_("applicant").get(own))
    assert as_("head").post(f"{of_case}{asked.pk}/", {"answer": "Because."}).status_code == 302
    assert "Answered late" in text_of(as_("applicant").get(own))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_question_and_with_three(
    as_, decided, django_assert_num_queries, rows
):
    today = timezone.localdate()
    for number in range(rows):
        Clarification.objects.create(
            decision=decided.application.decision,
            question=f"{number}?",
            asked_by=person("applicant"),
            due_on=today,
            answer="So.",
            answered_by=person("head"),
            answered_at=timezone.now(),
        )
    head = as_("head")
    head.get("/cases/clarifications/")  # the calendar is kept for a minute
    with django_assert_num_queries(5):  # session, person, offices; waiting, answered
        page = head.get("/cases/clarifications/")
    assert len(page.context["answered"]) == rows
