"""Moves of a case through their forms."""

import pytest
from django.urls import reverse

from commission.models import Document, Event
from commission.states import State
from tests.commission.pages.officer.conftest import on_its_way_to_the_government, text_of


def url(name, road, *more):
    return reverse(f"officer:{name}", args=[road.reference, *more])


def last(road):
    return road.application.events.order_by("-pk").first()


# --- register --------------------------------------------------------------------------------------------------------


def test_the_officer_registers_after_reading_what_follows(as_, queued):
    officer = as_("officer")
    officer.post(url("take", queued))
    form = officer.get(url("register", queued))
    assert "Day zero is the day" in text_of(form)
    key = form.context["form"]["key"].value()
    response = officer.post(url("register", queued), {"key": key})
    assert response.url == url("case", queued)
    assert queued.application.state == State.REGISTERED


def test_the_same_form_sent_twice_registers_once(as_, queued):
    officer = as_("officer")
    officer.post(url("take", queued))
    key = officer.get(url("register", queued)).context["form"]["key"].value()
    assert [officer.post(url("register", queued), {"key": key}).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(application__reference=queued.reference, verb="register").count() == 1


def test_registering_a_registered_case_says_who_was_first_and_when(as_, registered):
    response = as_("head").post(url("register", registered), {"key": "another"})
    assert response.status_code == 409
    assert "The application is already “registered”" in text_of(response)


def test_a_form_for_a_move_that_is_not_open_says_what_is_missing(as_, queued):
    response = as_("head").get(url("register", queued))
    assert response.status_code == 409
    assert "Name the officer in charge first." in text_of(response)


UNSIGNED = {"missing-0": "D4: unsigned.", "ground-0": "SPL 188(1)", "example-0": "A signed one."}

# --- return ----------------------------------------------------------------------------------------------------------


def test_the_list_of_defects_begins_with_what_the_file_itself_shows(as_, queued):
    papers = Document.objects.filter(application__reference=queued.reference)
    papers.filter(code="D4").update(inspection="rejected", verdict="encrypted")
    papers.filter(code="D6").update(internal=True)
    form = as_("head").get(url("return", queued)).context["form"]
    assert [form[f"missing-{number}"].value() for number in range(3)] == [
        "D4 Draft contract: the file was refused. The file is protected by a password. Save it without one and attach "
        "it again.",
        "D6 Valuation report: missing.",
        "",
    ]
    assert form["ground-1"].value() == "SPL 188(1)"
    assert form["example-1"].value().startswith("Valuation report: every page, legible")


def test_a_return_needs_its_defects_and_keeps_what_was_typed(as_, queued):
    head = as_("head")
    response = head.post(url("return", queued), {"key": "k", "missing-0": " "})
    assert response.status_code == 422
    half = head.post(
        url("return", queued), {"key": "k", "missing-0": "D4: unsigned.", "ground-0": "SPL 188(1)"}
    )
    assert half.status_code == 422
    assert "an example of a right one" in text_of(half)
    assert queued.application.state == State.SUBMITTED
    assert head.post(url("return", queued), {"key": "k", **UNSIGNED}).status_code == 302
    assert last(queued).public_note == "- D4: unsigned. Ground: SPL 188(1). Example: A signed one."


@pytest.mark.parametrize("typed", ["right\u202eleft", "null\x00byte", "x" * 4001])
def test_hidden_characters_and_endless_texts_are_refused(as_, queued, typed):
    response = as_("head").post(url("return", queued), {"key": "k", **UNSIGNED, "missing-0": typed})
    assert response.status_code == 422
    assert queued.application.state == State.SUBMITTED


# --- dismiss ---------------------------------------------------------------------------------------------------------


def test_the_head_dismisses_with_a_reason_for_the_applicant(as_, queued):
    data = {"key": "k", "as_state": "not_required", "reason": "The object is not listed."}
    assert as_("head").post(url("dismiss", queued), data).status_code == 302
    assert queued.application.state == State.NOT_REQUIRED
    assert last(queued).public_note == "The object is not listed."


@pytest.mark.parametrize("data", [{}, {"as_state": "not_required"}, {"as_state": "permitted", "reason": "x"}])
def test_a_dismissal_without_reason_or_to_another_state_writes_nothing(as_, queued, data):
    response = as_("head").post(url("dismiss", queued), {"key": "k", **data})
    assert response.status_code == 422
    assert queued.application.state == State.SUBMITTED


def test_an_officer_does_not_dismiss(as_, queued):
    assert as_("officer").get(url("dismiss", queued)).status_code == 404


# --- moves that carry only words -------------------------------------------------------------------------------------


def test_the_review_starts_and_the_facts_are_shown_and_taken_back(as_, registered):
    officer = as_("officer")
    for verb, state in (
        ("examine", State.UNDER_REVIEW),
        ("show_facts", State.FACTS_SHOWN),
        ("take_back_facts", State.UNDER_REVIEW),
    ):
        page = officer.get(url("step", registered, verb))
        assert page.status_code == 200
        officer.post(url("step", registered, verb), {"key": page.context["form"]["key"].value()})
        assert registered.application.state == state


def test_the_consequence_is_said_beforehand(as_, reviewed):
    text = text_of(as_("officer").get(url("step", reviewed, "show_facts")))
    assert "They do not see findings, opinions or reasons." in text


def test_the_head_discontinues_with_a_reason(as_, reviewed):
    head = as_("head")
    assert head.post(url("step", reviewed, "discontinue"), {"key": "k"}).status_code == 422
    assert reviewed.application.state == State.UNDER_REVIEW
    head.post(url("step", reviewed, "discontinue"), {"key": "k", "note": "The applicant was dissolved."})
    assert reviewed.application.state == State.DISCONTINUED
    assert last(reviewed).public_note == "The applicant was dissolved."


def test_an_act_is_recorded_with_its_number_and_date(as_, reviewed):
    on_its_way_to_the_government(reviewed).decide()
    head, data = as_("head"), {"key": "k", "note": "Set aside by the court."}
    assert head.post(url("step", reviewed, "annul"), data).status_code == 422
    for day in ("2026-03-05", "05.03.26", "31.02.2026", "٠٥.٠٣.٢٠٢٦"):
        response = head.post(url("step", reviewed, "annul"), data | {"act_number": "12", "act_date": day})
        assert response.status_code == 422, day
    assert reviewed.application.state == State.AWAITING_CONCLUSION
    head.post(url("step", reviewed, "annul"), data | {"act_number": "12", "act_date": "05.03.2026"})
    assert reviewed.application.state == State.ANNULLED
    assert (last(reviewed).act_number, f"{last(reviewed).act_date:%d.%m.%Y}") == ("12", "05.03.2026")


def test_the_government_returns_a_case_to_the_review(as_, reviewed):
    on_its_way_to_the_government(reviewed)
    response = as_("government").post(
        url("step", reviewed, "return_to_review"), {"key": "k", "note": "Ask the energy body."}
    )
    assert response.status_code == 302
    assert reviewed.application.state == State.UNDER_REVIEW


@pytest.mark.parametrize("verb", ["submit", "permit", "put_on_agenda", "nonsense"])
def test_only_plain_moves_have_a_plain_form(as_, reviewed, verb):
    assert as_("head").get(url("step", reviewed, verb)).status_code == 404


def test_who_sees_the_case_in_the_queue_may_not_move_it(as_, queued):
    officer = as_("officer")
    assert officer.get(url("return", queued)).status_code == 403
    for typed in ({}, {"key": "k", **UNSIGNED}):
        assert officer.post(url("return", queued), typed).status_code == 403
    assert queued.application.state == State.SUBMITTED


def test_the_prosecutor_has_no_form_at_all(as_, registered):
    assert as_("prosecutor").get(url("step", registered, "examine")).status_code == 404
    assert as_("prosecutor").post(url("step", registered, "examine"), {"key": "k"}).status_code == 404


@pytest.mark.parametrize("name", ["return", "register"])
def test_a_stranger_finds_no_form(as_, registered, name):
    assert as_("officer2").get(url(name, registered)).status_code == 404
    assert as_("officer2").post(url(name, registered), {"key": "k"}).status_code == 404


def test_nothing_typed_is_answered_with_what_is_missing(as_, queued):
    response = as_("head").post(url("return", queued), {})
    assert response.status_code == 422
    assert "There is a problem" in text_of(response)


def test_a_form_that_is_not_whole_tells_the_loser_first_that_the_case_has_moved_on(as_, registered):
    response = as_("head").post(url("return", registered), {})
    assert response.status_code == 409
    assert "The application is already “registered”" in text_of(response)
