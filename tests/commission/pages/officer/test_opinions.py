"""Opinions as the desk handles them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commission.models import Consultation, Opinion
from tests.commission.pages.officer.conftest import text_of

LETTER = {
    "letter_number": "14-2/881",
    "letter_date": "02.03.2026",
    "marking": "public",
    "answer": "with_conditions",
    "reasons": "Keep the terminal open.",
    "conditions": "Report yearly.",
    "threats": ["6.1.11"],
}


@pytest.fixture
def asked(reviewed):
    return Consultation.objects.get(application__reference=reviewed.reference, body__code="transport")


def letter(road, asked):
    return reverse("officer:letter", args=[road.reference, asked.pk])


def silence(road, asked):
    return reverse("officer:silence", args=[road.reference, asked.pk])


def test_an_opinion_that_came_by_letter_is_recorded_and_sent(as_, reviewed, asked):
    assert as_("officer").post(letter(reviewed, asked), LETTER).status_code == 302
    opinion = Opinion.objects.get(consultation=asked)
    assert (opinion.letter_number, opinion.threats, opinion.answer) == (
        "14-2/881",
        ["6.1.11"],
        "with_conditions",
    )
    assert opinion.sent_at is not None
    page = text_of(as_("officer").get(reverse("officer:case", args=[reviewed.reference])))
    assert "letter No. 14-2/881 of 02.03.2026" in page
    assert "6.1.11 damage to economic security" in page


@pytest.mark.parametrize(
    "bad", [{"letter_number": ""}, {"letter_date": "2.3"}, {"marking": "secret"}, {"threats": ["6.1.20"]}]
)
def test_a_bad_letter_writes_nothing_and_keeps_what_was_typed(as_, reviewed, asked, bad):
    response = as_("officer").post(letter(reviewed, asked), LETTER | bad)
    assert response.status_code == 422
    assert "Keep the terminal open." in text_of(response)
    assert Opinion.objects.count() == 0


def test_a_letter_after_the_answer_is_refused_with_the_words_kept(as_, reviewed, asked):
    reviewed.answer_all()
    response = as_("officer").post(letter(reviewed, asked), LETTER)
    assert response.status_code == 409
    assert "already been sent" in text_of(response)
    assert "Keep the terminal open." in text_of(response)


def test_silence_is_deemed_by_the_head_after_the_due_date_only(as_, reviewed, asked):
    head = as_("head")
    response = head.post(silence(reviewed, asked), {"key": "k"})
    assert response.status_code == 409
    assert "The body may still answer" in text_of(response)
    Consultation.objects.filter(pk=asked.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert silence(reviewed, asked) in text_of(head.get(reverse("officer:case", args=[reviewed.reference])))
    assert head.post(silence(reviewed, asked), {"key": "k"}).status_code == 302
    asked.refresh_from_db()
    assert asked.is_closed


def test_the_silence_of_the_security_bodies_is_never_an_answer(as_, reviewed):
    security = Consultation.objects.get(application__reference=reviewed.reference, body__code="security")
    Consultation.objects.filter(pk=security.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    head = as_("head")
    assert silence(reviewed, security) not in text_of(
        head.get(reverse("officer:case", args=[reviewed.reference]))
    )
    assert head.post(silence(reviewed, security), {"key": "k"}).status_code == 409


def test_a_request_of_another_case_is_not_found_here(as_, reviewed, asked):
    from tests.commission.pages.officer.conftest import filed

    other = filed("SO-B-021").register()
    assert as_("officer").get(letter(other, asked)).status_code == 404
    assert as_("officer2").get(letter(reviewed, asked)).status_code == 404
