"""Questionnaires on the pages of the bodies and of the desk."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from commission.demonstration import answer_questionnaires
from commission.models import Consultation, QuestionAnswer, Questionnaire
from commission.states import Answer
from tests.cast import Road, load_cast, person
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


def asked(road, code="transport"):
    return Consultation.objects.get(application_id=road.pk, body__code=code)


def test_a_body_answers_its_lists_and_a_second_person_confirms(road):
    request = f"/opinions/{asked(road).pk}/"
    address = f"{request}questions/"
    first, second = as_("transport"), as_("transport2")
    assert "0 of 26 answered" in text_of(first.get(request))
    page = text_of(first.get(address))
    assert "Unified and independent systems of communications and of energy" in page
    assert "22(5)(3)" in page
    half = first.post(address, {"bearing-22.5.3": "contradicts", "reason-22.5.1": "Why?"})
    assert half.status_code == 422
    assert "22(5)(3): reason: Give the reason of every answer." in text_of(half)
    assert "22(5)(1): answer: Choose an answer from the list." in text_of(half)
    assert first.post(address, {}).status_code == 409
    whole = {"bearing-22.5.3": "contradicts", "reason-22.5.3": "It splits the grid.", "rest_reason": "None."}
    assert first.post(address, whole).status_code == 302
    assert QuestionAnswer.objects.count() == 26
    assert "Confirm the answers" not in text_of(first.get(address))
    assert first.post(f"{address}confirm/").status_code == 403
    assert "Confirm the answers" in text_of(second.get(address))
    # What stands unchanged is not written again.
    again = {"bearing-22.5.3": "unknown", "reason-22.5.3": "Not clear.", "rest_reason": "Other."}
    stands = {
        f"{name}-{one.question}": getattr(one, name)
        for one in QuestionAnswer.objects.exclude(question="22.5.3")
        for name in ("bearing", "reason")
    }
    assert first.post(address, {**stands, **again}).status_code == 302
    assert QuestionAnswer.objects.count() == 27
    assert second.post(f"{address}confirm/").status_code == 302
    read = text_of(first.get(address))
    assert "Answered 2 times; the newest counts." in read
    assert "Save the answers" not in read
    assert first.post(address, whole).status_code == 409


def test_another_body_finds_nothing_and_one_without_lists_has_no_page(road):
    mine, none = asked(road), asked(road, "competition")
    for stranger in ("energy", "officer", "applicant", "security"):
        assert as_(stranger).get(f"/opinions/{mine.pk}/questions/").status_code == 404
    assert as_("competition").get(f"/opinions/{none.pk}/questions/").status_code == 404
    assert "Questions of Articles" not in text_of(as_("competition").get(f"/opinions/{none.pk}/"))


def test_the_desk_sees_all_bodies_answers_from_a_letter_and_closes_silence(road):
    address = f"/cases/{road.reference}/questionnaires/"
    officer, head = as_("officer"), as_("head")
    assert address in officer.get(f"/cases/{road.reference}/").content.decode()
    page = text_of(officer.get(address))
    assert "0 of 12 lists are closed." in page
    assert "Answer from a letter" in page
    letter = {"letter_number": "5-1", "letter_date": "03.06.2026", "rest_reason": "By letter."}
    assert officer.post(f"{address}finance/", {"rest_reason": "No letter."}).status_code == 422
    assert officer.post(f"{address}finance/", letter).status_code == 302
    assert officer.post(f"{address}planning/", {"rest_reason": "Our own."}).status_code == 302
    assert "Read and confirm" in text_of(head.get(address))
    assert head.post(f"{address}finance/confirm/").status_code == 302
    assert "From letter No. 5-1 of 03.06.2026." in text_of(head.get(address))
    assert head.get(f"{address}transport/deem/").status_code == 200
    assert head.post(f"{address}transport/deem/").status_code == 409
    Consultation.objects.filter(application_id=road.pk).update(
        due_on=timezone.localdate() - timedelta(days=1)
    )
    assert "Close as “unknown”" in text_of(head.get(address))
    assert head.post(f"{address}transport/deem/").status_code == 302
    assert "6 of 12 lists are closed." in text_of(head.get(address))
    assert officer.get(f"{address}transport/deem/").status_code == 404
    assert as_("prosecutor").get(address).status_code == 200
    for stranger in ("applicant", "transport", "officer2"):
        assert as_(stranger).get(address).status_code == 404


def test_what_people_found_stands_among_the_findings_and_in_the_report(road):
    transport = asked(road)
    body = as_("transport")
    answers = {"bearing-22.7.5": "contradicts", "reason-22.7.5": "The runway leaves.", "rest_reason": "None."}
    body.post(f"/opinions/{transport.pk}/questions/", answers)
    as_("transport2").post(f"/opinions/{transport.pk}/questions/confirm/")
    answer_questionnaires(road.application)
    road.answer_all(Answer.OBJECTION).work()
    officer = as_("officer")
    case = text_of(officer.get(f"/cases/{road.reference}/"))
    assert "Human finding: Prohibited decisions and actions in the economy" in case
    assert "People found this, no program." in case
    assert "The runway leaves." in case
    assert "12 of 12" in case
    report = text_of(officer.get(f"/cases/{road.reference}/report/"))
    assert "NSL 22(7): no effect: 5; contradicts: 1" in report
    assert "22(7)(5)" in report
    # With this finding no plain permission can be put, and the form says because of which.
    assert "It is about: Human finding: Prohibited decisions and actions in the economy" in report
    # It belongs to the desk: another body does not read it.
    assert "The runway leaves." not in text_of(
        as_("security").get(f"/opinions/{asked(road, 'security').pk}/")
    )


@pytest.mark.parametrize("bodies", [1, 3])
def test_the_page_costs_the_same_with_one_body_answered_and_with_three(
    road, bodies, django_assert_num_queries
):
    answer_questionnaires(road.application, bodies=("transport", "finance", "planning")[:bodies])
    officer, address = as_("officer"), f"/cases/{road.reference}/questionnaires/"
    officer.get(address)
    with django_assert_num_queries(7):  # session, person, offices; case, lists, answers, consultations
        officer.get(address)
    assert Questionnaire.objects.open().count() == 12 - 3 * bodies
