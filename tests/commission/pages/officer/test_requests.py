"""A request for information on the pages of the desk and of the applicant, and in the public numbers."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from commission.models import Document, InformationRequest
from commission.services.requests import (
    AnswerData,
    RequestData,
    close_request,
    draft_request,
    save_answers,
    send_request,
)
from commission.workflow import why_not
from tests.cast import Road, load_cast, pdf, person
from tests.commission.pages.officer.conftest import inspected, text_of
from tests.lasting import laid_out

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def road(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker):
        load_cast()
        yield inspected(Road.draft("SO-B-020")).submit().register().examine()


def as_(username):
    client = Client()
    client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def sent(road, *, late=""):
    data = RequestData(questions=("Who pays?",), working_days=5, late_reason=late)
    draft = draft_request(application_id=road.pk, by=person("officer"), data=data)
    return send_request(request_id=draft.pk, by=person("officer"))


def test_the_desk_asks_the_applicant_answers_question_by_question_and_the_desk_closes(road):
    officer, applicant = as_("officer"), as_("applicant")
    address, own = f"/cases/{road.reference}/requests/", f"/apply/{road.reference}/requests/"
    assert address in officer.get(f"/cases/{road.reference}/").content.decode()
    assert "has not been asked anything" in text_of(officer.get(address))
    form = text_of(officer.get(f"{address}draft/"))
    assert "If the applicant were asked today" in form
    assert "unchanged" in form  # the statutory total
    assert officer.post(f"{address}draft/", {"questions": " ", "working_days": "5"}).status_code == 422
    typed = {"questions": "1. Who pays?\n2. Since when?", "working_days": "5"}
    assert officer.post(f"{address}draft/", typed).status_code == 302
    assert "Nothing has been asked of you" in text_of(applicant.get(own))
    assert "Who pays?" not in text_of(as_("prosecutor").get(address))
    request = InformationRequest.objects.get()
    assert officer.post(f"{address}{request.pk}/send/").status_code == 302
    assert "The working body asks you for information" in text_of(applicant.get(f"/apply/{road.reference}/"))
    assert "Who pays?" in text_of(as_("prosecutor").get(address))

    page = f"{own}{request.pk}/"
    assert "Who pays?" in text_of(applicant.get(page))
    nameless = applicant.post(page, {"answer-1": "The fund.", "file-2": pdf("proof")})
    assert (nameless.status_code, "Give the document a title." in text_of(nameless)) == (422, True)
    wrong = applicant.post(page, {"title-2": "A page", "file-2": _html()})
    assert wrong.status_code == 422
    draft = {"answer-1": "canary-answer", "title-2": "Proof", "file-2": pdf("proof")}
    assert applicant.post(page, draft).status_code == 302
    assert "canary-answer" not in text_of(officer.get(address))
    document = Document.objects.get(code="Q")
    kept = {"answer-1": "canary-answer", "removed-2": str(document.pk), "send": "1"}
    left = applicant.post(page, kept)
    assert (left.status_code, "Answer every question before you send: 2." in text_of(left)) == (409, True)
    assert (
        applicant.post(page, {"answer-1": "canary-answer", "answer-2": "May.", "send": "1"}).status_code
        == 302
    )
    read = text_of(officer.get(address))
    assert "canary-answer" in read
    assert "Proof" in read
    assert officer.post(f"{address}{request.pk}/close/").status_code == 302
    assert "Closed by" in text_of(officer.get(address))
    assert "Send the answers" not in text_of(applicant.get(page))


def _html():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("page.pdf", b"<!doctype html><p>no</p>", content_type="application/pdf")


def test_a_late_list_says_why_to_everybody_and_is_counted_in_public(road):
    sent(road)
    officer, address = as_("officer"), f"/cases/{road.reference}/requests/"
    assert "Why these questions could not be asked before" in text_of(officer.get(f"{address}draft/"))
    typed = {"questions": "One more?", "working_days": "5"}
    assert officer.post(f"{address}draft/", typed).status_code == 422
    late = sent(road, late="The fund was named yesterday.")
    assert "The fund was named yesterday." in text_of(
        as_("applicant").get(f"/apply/{road.reference}/requests/{late.pk}/")
    )
    from commission.pages.public import statistics

    statistics._counted.cache_clear()
    metrics = Client().get("/decisions/").context["metrics"]
    assert {str(one["label"]): one["value"] for one in metrics}["Late requests for information"] == 1
    statistics._counted.cache_clear()


def test_a_request_is_withdrawn_with_a_reason_and_the_applicant_reads_it(road):
    request = sent(road)
    address = f"/cases/{road.reference}/requests/{request.pk}/withdraw/"
    officer = as_("officer")
    assert officer.get(address).status_code == 200
    assert officer.post(address, {"reason": ""}).status_code == 422
    assert officer.post(address, {"reason": "Found in the file."}).status_code == 302
    page = text_of(as_("applicant").get(f"/apply/{road.reference}/requests/{request.pk}/"))
    assert "Found in the file." in page
    assert "Send the answers" not in page


def test_strangers_find_nothing(road):
    request = sent(road)
    for stranger in ("officer2", "applicant", "transport"):
        assert as_(stranger).get(f"/cases/{road.reference}/requests/").status_code == 404, stranger
    for stranger in ("applicant2", "officer"):
        page = f"/apply/{road.reference}/requests/{request.pk}/"
        assert as_(stranger).get(page).status_code == 404, stranger


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_request_and_with_three(road, rows, django_assert_num_queries):
    for number in range(rows):
        request = sent(road, late="Named later." if number else "")
        save_answers(
            request_id=request.pk, by=person("applicant"), answers={1: AnswerData("The fund.")}, send=True
        )
    officer = as_("officer")
    # session, person, offices; case; requests, questions, their documents
    with django_assert_num_queries(7):
        page = officer.get(f"/cases/{road.reference}/requests/")
    assert len(page.context["rows"]) == rows


def test_a_case_waits_for_what_was_asked_until_it_is_read_or_the_time_is_over(road):
    request = sent(road)
    waits = "answer a request still runs"

    def unmet() -> bool:
        return any(waits in why for why in why_not(road.application, "put_on_agenda"))

    assert unmet()
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        assert not unmet(), "a request whose time is over holds nothing back"
    save_answers(
        request_id=request.pk, by=person("applicant"), answers={1: AnswerData("The fund.")}, send=True
    )
    assert unmet(), "the answer has not been read"
    close_request(request_id=request.pk, by=person("officer"))
    assert not unmet()
