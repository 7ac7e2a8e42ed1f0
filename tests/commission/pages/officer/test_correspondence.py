"""The register of correspondence and the letters of a case: for whom, what is entered, what is refused."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commission.models import Document, Letter
from commission.pages.officer.views import correspondence
from commission.services.correspondence import enter_letter, issue, number_paper
from commission.workflow import CannotProceed, NotAllowed
from registry.journal.verifying import verify
from registry.models import JournalEntry
from tests.cast import person
from tests.commission.pages.officer.conftest import filed, text_of

REGISTER = reverse("officer:correspondence")


def of_case(road):
    return reverse("officer:case_letters", args=[road.reference])


def typed(**changes):
    today = f"{timezone.localdate():%d.%m.%Y}"
    return {
        "correspondent": "АО «Степной порт»",
        "sender_number": "17/3-А",
        "dated_on": "02.03.2026",
        "received_on": today,
        "subject": "information",
        "document": "",
        "answers": "",
        "key": "k1",
    } | changes


def numbers(response):
    return [letter.number for letter in response.context["letters"]]


@pytest.fixture
def ours(registered):
    """The case with one letter of ours and nothing else in the register."""
    Letter.objects.all().delete()
    letter = number_paper(
        key="ours",
        subject="letter",
        application=registered.application,
        correspondent="Steppe Port JSC",
        content_sha256="ab" * 32,
    )
    issue(letter)
    return letter


def test_an_officer_enters_a_letter_once_and_it_answers_ours(as_, registered, ours):
    officer = as_("officer")
    paper = Document.objects.filter(application__reference=registered.reference, code="D4").get()
    data = typed(document=paper.pk, answers=ours.pk, subject="answer")
    for _again in range(2):
        assert officer.post(of_case(registered), data).status_code == 302
    letter = Letter.objects.get(direction="in")
    year = timezone.localdate().year
    assert letter.number == f"R-{year}-00001"
    assert (letter.sender_number, letter.dated_on, letter.sha256) == (
        "17/3-А",
        date(2026, 3, 2),
        paper.sha256,
    )
    ours.refresh_from_db()
    assert ours.answered_by == letter
    page = text_of(officer.get(of_case(registered)))
    for words in ("АО «Степной порт»", "their No. 17/3-А", "02.03.2026", ours.number, letter.number):
        assert words in page
    acts = list(
        JournalEntry.objects.filter(act__startswith="letter.").order_by("seq").values_list("act", flat=True)
    )
    assert acts[-2:] == ["letter.enter", "letter.answer"]
    assert "Степной" not in JournalEntry.objects.get(act="letter.enter").canonical
    assert verify() == []


def test_our_answer_to_a_letter_is_noted_once(as_, registered, ours):
    officer = as_("officer")
    officer.post(of_case(registered), typed())
    came = Letter.objects.get(direction="in")
    address = reverse("officer:answer_letter", args=[registered.reference, came.pk])
    assert ours.number in text_of(officer.get(address))
    assert officer.post(address, {"answer": "", "key": "a"}).status_code == 422
    assert officer.post(address, {"answer": ours.pk, "key": "a"}).status_code == 302
    came.refresh_from_db()
    assert came.answered_by == ours
    again = officer.post(address, {"answer": ours.pk, "key": "b"})
    assert again.status_code == 409
    assert "answered by another one" in text_of(again)
    elsewhere = reverse("officer:answer_letter", args=[registered.reference, ours.pk])
    assert officer.get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"correspondent": " "}, 422, "This field is required"),
        ({"dated_on": "2026-03-02"}, 422, "DD.MM.YYYY"),
        ({"subject": "receipt"}, 422, "Select a valid choice"),
        ({"document": "999999"}, 422, "Select a valid choice"),
        ({"answers": "999999"}, 422, "Select a valid choice"),
        ({"dated_on": "05.03.2026", "received_on": "04.03.2026"}, 409, "dated after the day"),
        ({"received_on": "01.01.2199"}, 409, "a day to come"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    as_, registered, ours, changes, status, words
):
    response = as_("officer").post(of_case(registered), typed(**changes))
    assert response.status_code == status
    assert words in text_of(response)
    assert Letter.objects.filter(direction="in").count() == 0


def test_a_case_of_somebody_else_has_no_letters(as_, registered, ours):
    stranger = as_("officer2")
    assert stranger.get(of_case(registered)).status_code == 404
    assert stranger.post(of_case(registered), typed()).status_code == 404
    assert numbers(stranger.get(REGISTER)) == []
    assert numbers(as_("officer").get(REGISTER)) == [ours.number]
    assert numbers(as_("head").get(REGISTER)) == [ours.number]
    for nobody in ("applicant", "secretary", "transport"):
        assert as_(nobody).get(REGISTER).status_code == 404
        assert as_(nobody).get(of_case(registered)).status_code == 404


def test_who_may_not_work_on_a_case_enters_nothing(registered):
    entered = {
        "application_id": registered.pk,
        "subject": "other",
        "correspondent": "X",
        "sender_number": "",
        "dated_on": timezone.localdate(),
        "received_on": timezone.localdate(),
        "key": "k",
    }
    with pytest.raises(NotAllowed):
        enter_letter(by=person("officer2"), **entered)
    with pytest.raises(CannotProceed):
        enter_letter(by=person("head"), **entered | {"subject": "receipt"})
    assert Letter.objects.filter(direction="in").count() == 0


def test_search_and_filters_narrow_the_register(as_, registered, ours):
    officer = as_("officer")
    officer.post(of_case(registered), typed())
    came = Letter.objects.get(direction="in")
    for asked, found in (
        ({"q": "степной ПОРТ"}, [came.number]),
        ({"q": "17/3"}, [came.number]),
        ({"q": registered.reference}, [came.number, ours.number]),
        ({"q": ours.number.lower()}, [ours.number]),
        ({"direction": "in"}, [came.number]),
        ({"subject": "letter"}, [ours.number]),
        ({"subject": "nonsense", "after": "x"}, [came.number, ours.number]),
        ({"q": "%"}, []),
    ):
        assert numbers(officer.get(REGISTER, asked)) == found
    assert "No letter fits these filters" in text_of(officer.get(REGISTER, {"q": "%"}))


def test_the_register_costs_the_same_for_one_letter_and_three(
    as_, registered, ours, django_assert_num_queries
):
    officer = as_("officer")
    with django_assert_num_queries(4):  # session, person, offices, letters
        assert len(numbers(officer.get(REGISTER))) == 1
    for key in ("k1", "k2"):
        officer.post(of_case(registered), typed(key=key))
    with django_assert_num_queries(4):
        assert len(numbers(officer.get(REGISTER))) == 3


def test_pages_go_forth_and_back_by_key(as_, registered, ours, monkeypatch):
    monkeypatch.setattr(correspondence, "PAGE", 1)
    officer = as_("officer")
    officer.post(
        of_case(registered), typed(received_on=f"{timezone.localdate() - timedelta(days=1):%d.%m.%Y}")
    )
    first = officer.get(REGISTER)
    came = Letter.objects.get(direction="in")
    assert (numbers(first), first.context["previous_url"]) == ([came.number], "")
    second = officer.get(REGISTER + first.context["next_url"])
    assert (numbers(second), second.context["next_url"]) == ([ours.number], "")
    back = officer.get(REGISTER + second.context["previous_url"])
    assert (numbers(back), back.context["previous_url"]) == ([came.number], "")


def test_the_case_leads_to_its_letters(as_, registered):
    assert (
        f'href="{of_case(registered)}"'
        in as_("officer").get(f"/cases/{registered.reference}/").content.decode()
    )
    # What the system itself sent on the way: that it was received and that it was registered, and the questions.
    assert "Letter on a case" in text_of(as_("officer").get(of_case(registered)))


def test_another_cases_letter_is_not_offered(as_, registered, ours):
    other = filed("SO-B-021").register()
    assert ours.number not in as_("officer").get(of_case(other)).content.decode()
