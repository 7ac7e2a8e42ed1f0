"""Many at one door: exactly one passes, and nothing is half-written."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commission import jobs, workflow
from commission.models import Application, Consultation, Decision, Event, Job, Reminder
from commission.services import applications, decisions, paper_entries, registration
from commission.services.reminders import plan
from commission.states import Motion, State
from commission.workflow import CannotProceed
from registry.journal.verifying import verify
from registry.journal.writing import act
from registry.models import JournalEntry
from tests.cast import Road, paper, person
from tests.faults.crowds import at_once

pytestmark = [pytest.mark.usefixtures("committed_cast"), pytest.mark.faults]


def _winners(results):
    strange = [
        result
        for result in results
        if isinstance(result, Exception) and not isinstance(result, CannotProceed)
    ]
    assert strange == []
    return [result for result in results if not isinstance(result, Exception)]


@pytest.mark.postgres
def test_of_200_threads_that_permit_refuse_or_withdraw_one_wins():
    road = Road.draft().to_government()
    pk, government, applicant = road.pk, person("government"), person("applicant")
    road.record_reasons(road.decree(Motion.REFUSE))

    def permit(number):
        return lambda: decisions.record_decision(
            application_id=pk, by=government, data=road.decree(Motion.GRANT, number=f"p{number}")
        )

    def refuse(number):
        data = road.decree(Motion.REFUSE, number=f"r{number}", deviation_reason="Threat.")
        return lambda: decisions.record_decision(application_id=pk, by=government, data=data)

    def withdraw(number):
        return lambda: applications.withdraw_application(application_id=pk, by=applicant, reason=f"{number}")

    before = JournalEntry.objects.count()
    results = at_once([(permit, refuse, withdraw)[number % 3](number) for number in range(200)])
    assert len(_winners(results)) == 1
    final = Event.objects.filter(application_id=pk, verb__in=("permit", "refuse", "withdraw")).values_list(
        "verb", flat=True
    )
    assert len(final) == 1
    moves = JournalEntry.objects.filter(seq__gt=before, act__startswith="application.")
    assert [entry.act for entry in moves] == [f"application.{final[0]}"]
    assert Decision.objects.filter(application_id=pk).count() == (0 if final[0] == "withdraw" else 1)
    assert verify() == []


@pytest.mark.postgres
def test_a_letter_about_a_case_is_queued_and_journaled_while_somebody_moves_that_case():
    """Its reference is checked at commit, with the journal in hand: were that to wait for the case, both would."""
    pk, officer = Road.draft().submit().register().pk, person("officer")
    moved, queued = threading.Event(), threading.Event()

    def move():
        with act(by=officer):
            workflow.fire(pk, "examine", by=officer)
            moved.set()
            return queued.wait(20)

    def queue():
        moved.wait(20)
        with act(by=officer) as mine:
            jobs.enqueue(key="letter:test", kind="letter", application_id=pk, subject="filed:0:0")
            mine.record("letter.queued", f"application:{pk}")
        queued.set()

    assert _winners(at_once([move, queue])) == [True, None]
    assert verify() == []


def test_twenty_clicks_on_one_submit_button_file_once():
    road = Road.draft()
    applicant, pk = person("applicant"), road.pk
    results = at_once(
        [lambda: applications.submit_application(application_id=pk, by=applicant, key="same form")] * 20
    )
    assert len({event.pk for event in _winners(results)}) == 1
    assert len(_winners(results)) == 20
    assert road.application.revision == 1


def test_twenty_clicks_begin_one_draft_and_one_paper():
    applicant, officer = person("applicant2"), person("officer")
    drafts = at_once([lambda: applications.start_application(by=applicant)] * 20)
    assert len({draft.pk for draft in _winners(drafts)}) == 1
    start = lambda: paper_entries.start_paper_application(by=officer, data=paper(), key="same form")  # noqa: E731
    papers = _winners(at_once([start] * 20))
    assert (len(papers), len({entry.pk for entry in papers})) == (20, 1)
    assert Application.objects.count() == 2


def test_two_officers_take_one_case_and_the_other_is_told_who_has_it():
    road = Road.draft().submit()
    pk = road.pk
    people = [person("officer"), person("officer2")] * 8
    results = at_once(
        [lambda by=by: registration.take_application(application_id=pk, by=by) for by in people]
    )
    winner = road.application.officer
    assert winner is not None
    losers = [result for result in results if isinstance(result, Exception)]
    assert len(losers) == 8
    assert {str(loser) for loser in losers} == {f"Already taken by {winner.full_name}."}


def test_the_same_move_from_two_tabs_is_made_once():
    road = Road.draft().submit().register()
    pk, officer = road.pk, person("officer")
    results = at_once([lambda: workflow.fire(pk, "examine", by=officer)] * 10)
    assert len(_winners(results)) == 1
    assert Application.objects.get(pk=pk).state == State.UNDER_REVIEW


def test_sweepers_that_look_at_once_remind_once():
    road = Road.draft().submit().register()
    bodies = Consultation.objects.filter(application_id=road.pk).count()
    # Thirty days on, ten working days are over whatever holidays there are, and most of the total is left.
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=True):
        results = at_once([plan] * 8)
        assert [result for result in results if isinstance(result, Exception)] == []
        assert Job.objects.filter(kind="reminder").count() == bodies
        road.work()
        at_once([plan] * 4)
        road.work()
    assert Reminder.objects.filter(level="overdue").count() == Reminder.objects.count() == bodies
    letters = Job.objects.filter(key__startswith="letter:reminder:")
    assert letters.count() == len(set(letters.values_list("subject", flat=True))) > 0
