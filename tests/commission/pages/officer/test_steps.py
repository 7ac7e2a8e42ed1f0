"""Moves of a case through their forms."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from commission.guards import facts_were_shown
from commission.ledger import counts
from commission.models import Annulment, Document, Event
from commission.models.appeal import AppealOutcome, Decider
from commission.services.appeals import Ruling, decide_appeal, file_appeal
from commission.services.remarks import last_day
from commission.states import State
from commission.workflow import CannotProceed, fire
from tests.cast import person, sent
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
    data = {"key": "k", "ending": "not_required:not_strategic", "reason": "The object is not listed."}
    assert as_("head").post(url("dismiss", queued), data).status_code == 302
    assert queued.application.state == State.NOT_REQUIRED
    assert last(queued).public_note == "The object is not listed."


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"ending": "not_required:not_strategic"},
        {"ending": "permitted:exempt", "reason": "x"},
        {"ending": "not_required:duplicate", "reason": "x"},
    ],
)
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
    ):
        page = officer.get(url("step", registered, verb))
        assert page.status_code == 200
        officer.post(url("step", registered, verb), {"key": page.context["form"]["key"].value()})
        assert registered.application.state == state
    page = url("step", registered, "take_back_facts")
    assert "Remarks can be made until" in officer.post(page, {"key": "early"}).content.decode()
    until = last_day(registered.application)
    with time_machine.travel(datetime.combine(until + timedelta(days=1), time(6), tzinfo=UTC), tick=True):
        assert as_("officer").post(page, {"key": "over"}).status_code == 302
    assert registered.application.state == State.UNDER_REVIEW


def test_facts_shown_by_mistake_are_withdrawn_as_if_they_had_not_been(as_, reviewed):
    officer, page = as_("officer"), url("step", reviewed, "withdraw_facts")
    officer.post(url("step", reviewed, "show_facts"), {"key": "a"})
    assert facts_were_shown(reviewed.application)
    assert officer.post(page, {"key": "b"}).status_code == 422
    mail.outbox.clear()
    assert officer.post(page, {"key": "b", "note": "Of another case."}).status_code == 302
    reviewed.work()
    application = reviewed.application
    assert (application.state, facts_were_shown(application)) == (State.UNDER_REVIEW, False)
    [told] = sent("facts_withdrawn")
    assert "Of another case." in told.body
    start, cancelled = application.clock.filter(run__startswith="facts:").order_by("pk")
    assert (cancelled.movement, cancelled.corrects, cancelled.reason) == ("cancel", start, "Of another case.")
    assert not [key for key in counts(application.clock.order_by("pk")) if key.run]
    assert officer.get(url("clock", reviewed)).status_code == 200
    # A refusal needs them shown again, with the whole term.
    officer.post(url("step", reviewed, "show_facts"), {"key": "c"})
    assert facts_were_shown(reviewed.application)


def test_the_consequence_is_said_beforehand(as_, reviewed):
    text = text_of(as_("officer").get(url("step", reviewed, "show_facts")))
    assert "They do not see findings, opinions or reasons." in text


def test_a_case_is_discontinued_by_two_persons_on_a_coded_ground(as_, reviewed):
    officer, page = as_("officer"), url("discontinue", reviewed)
    assert officer.post(page, {"ground": "applicant_ceased"}).status_code == 422
    assert officer.post(page, {"ground": "exempt", "reason": "Small."}).status_code == 422
    said = {"ground": "applicant_ceased", "reason": "The applicant was dissolved."}
    assert officer.post(page, said).status_code == 302
    assert reviewed.application.state == State.UNDER_REVIEW
    assert officer.post(page, {"verdict": "confirm", "key": "k"}).status_code == 403
    assert as_("head").post(page, {"verdict": "confirm", "key": "k"}).status_code == 302
    assert reviewed.application.state == State.DISCONTINUED
    assert (last(reviewed).ground, last(reviewed).public_note) == (said["ground"], said["reason"])


def test_the_head_refuses_to_discontinue_and_the_case_goes_on(as_, reviewed):
    page = url("discontinue", reviewed)
    as_("officer").post(page, {"ground": "duplicate", "reason": "Twice."})
    head = as_("head")
    assert head.post(page, {"verdict": "refuse", "key": "k"}).status_code == 422
    assert (
        head.post(page, {"verdict": "refuse", "refusal": "The deals differ.", "key": "k"}).status_code == 302
    )
    assert reviewed.application.state == State.UNDER_REVIEW
    assert "The deals differ." in text_of(as_("officer").get(page))


def test_a_head_who_proposed_does_not_confirm(as_, reviewed):
    page, head = url("discontinue", reviewed), as_("head")
    head.post(page, {"ground": "duplicate", "reason": "Twice."})
    assert head.post(page, {"verdict": "confirm", "key": "k"}).status_code == 403
    assert reviewed.application.state == State.UNDER_REVIEW


def test_nobody_discontinues_alone_by_the_one_door(reviewed):
    with pytest.raises(CannotProceed):
        fire(reviewed.pk, "discontinue", by=person("head"))


def test_an_annulment_names_its_act_and_opens_the_case_that_decides_again(as_, reviewed):
    on_its_way_to_the_government(reviewed).decide()
    head, page = as_("head"), url("annul", reviewed)
    data = {"key": "k", "note": "Set aside by the court.", "authority": "court", "again": "yes"}
    assert head.post(page, data).status_code == 422
    for day in ("2026-03-05", "05.03.26", "31.02.2026", "٠٥.٠٣.٢٠٢٦"):
        assert head.post(page, data | {"act_number": "12", "act_date": day}).status_code == 422, day
    assert head.post(page, data | {"act_number": "12", "act_date": "05.03.2036"}).status_code == 409
    assert as_("officer").post(page, data).status_code == 404
    data |= {"act_number": "12", "act_date": "05.03.2026"}
    appeal = file_appeal(application_id=reviewed.pk, by=person("applicant"), ground="Wrong.")
    assert "decide it, and the decision is annulled with it" in head.post(page, data).content.decode()
    day = timezone.localdate()
    ruling = Ruling(AppealOutcome.DISMISSED, Decider.HEAD, act_number="3", act_date=day, reasons="It stands.")
    decide_appeal(appeal_id=appeal.pk, by=person("head"), ruling=ruling)
    assert reviewed.application.state == State.AWAITING_CONCLUSION
    for _ in range(2):  # the same form sent twice annuls once
        assert head.post(page, data).status_code == 302
    assert reviewed.application.state == State.ANNULLED
    assert (last(reviewed).act_number, f"{last(reviewed).act_date:%d.%m.%Y}") == ("12", "05.03.2026")
    new = Annulment.objects.get().new_case
    assert (new.state, [event.verb for event in new.events.all()]) == (State.UNDER_REVIEW, ["restart"])
    reviewed.work()
    [told] = sent("taken_up_again")
    assert (told.to[0], new.reference in told.subject) == (person("applicant").email, True)
    assert new.reference in text_of(head.get(f"/cases/{reviewed.reference}/"))
    assert "follows the annulled decision" in text_of(head.get(f"/cases/{new.reference}/"))


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
