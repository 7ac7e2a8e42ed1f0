"""What must not happen around a session: each of these once could."""

import pytest
from django.utils import timezone

from commission import jobs
from commission.models import AgendaItem, Composition, CompositionMember, Finding, Job, Seat, Session
from commission.services import checks, sessions, signing
from commission.states import Choice, Motion, State
from commission.workflow import CannotProceed, NotAllowed
from registry.models import Appointment
from registry.roles import Role
from tests.cast import BY_PASSWORD, Road, person

pytestmark = pytest.mark.usefixtures("cast")


def _ready() -> Road:
    return Road.draft().submit().register().examine().answer_all().report()


def test_an_item_of_an_earlier_agenda_moves_nothing_any_more():
    road = _ready().put_on_agenda()
    first = road.item
    sessions.recall_item(item_id=first.pk, by=person("chair"), reason="A new fact.")
    road.put_on_agenda_again()
    second = AgendaItem.objects.exclude(pk=first.pk).get()
    Seat.objects.filter(item=second, member=person("chair")).update(recused_at=timezone.now())
    with pytest.raises(CannotProceed, match="no longer on this agenda"):
        sessions.recall_item(item_id=first.pk, by=person("chair"), reason="By the old item.")
    with pytest.raises(NotAllowed):
        sessions.recall_item(item_id=second.pk, by=person("chair"), reason="Recused, all the same.")
    assert road.application.state == State.ON_AGENDA


def test_a_finding_that_comes_late_voids_the_report_and_a_prohibition_keeps_the_grant_off_the_agenda():
    from commission.demonstration import registry_party

    road = Road.draft("SO-B-025", acquirer=registry_party("EURASFIBRE")).submit().register().examine()
    # Three crashes of the workers left the two prohibitions of this case unknown.
    late = Job.objects.filter(application_id=road.pk, subject__in=("operator_49", "trunk_operation"))
    Finding.objects.filter(job__in=late).delete()
    late.update(state="dead", attempt=3)
    road.answer_all()
    with pytest.raises(CannotProceed, match="a check could not run"):
        road.report(Motion.GRANT)
    road.report(Motion.GRANT_WITH_CONDITIONS, conditions="The buyer first sells 4 %.")
    for job in late:
        checks.revive_check(application_id=road.pk, job_id=job.pk, by=person("officer"))
    road.work()
    assert Finding.objects.get(application_id=road.pk, check_id="operator_49").is_prohibition
    assert road.application.current_report() is None


def test_a_worker_of_before_the_revival_does_not_pass_the_fence():
    job = jobs.enqueue(key="a", kind="check")
    ghost = jobs.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(state="dead", attempt=3, lease_until=None)
    jobs.revive(job.pk)
    fresh = jobs.claim(job.pk)
    assert ghost is not None
    assert fresh is not None
    assert fresh.attempt > ghost.attempt
    with pytest.raises(jobs.LostClaim), jobs.finishing(ghost):
        pass


def test_nobody_votes_where_neither_chair_nor_deputy_presides():
    road = _ready().put_on_agenda()
    session, secretary = road.session, person("secretary")
    members = session.presences.exclude(office__in=(Role.CHAIR, Role.DEPUTY)).values_list(
        "member_id", flat=True
    )
    sessions.mark_presence(session_id=session.pk, present=set(members), by=secretary)
    road.send_papers()
    sessions.open_session(session_id=session.pk, by=secretary)
    sessions.hear_item(item_id=road.item.pk, by=secretary)  # five of seven are a quorum
    with pytest.raises(CannotProceed, match="nobody presides"):
        sessions.open_vote(item_id=road.item.pk, by=secretary)


def test_presence_cannot_be_rewritten_so_that_voters_become_absent():
    road = _ready().put_on_agenda().open_vote().vote()
    secretary = person("secretary")
    sessions.close_vote(item_id=road.item.pk, by=secretary)
    with pytest.raises(CannotProceed, match="was present"):
        sessions.mark_presence(session_id=road.session.pk, present={person("member1").pk}, by=secretary)


def test_a_member_has_no_part_in_their_own_application():
    Appointment.objects.create(user=person("applicant"), role=Role.MEMBER)
    CompositionMember.objects.create(
        composition=Composition.objects.get(), user=person("applicant"), office=Role.MEMBER
    )
    road = _ready().put_on_agenda()
    assert Seat.objects.get(item=road.item, member=person("applicant")).recused_at is not None
    road.open_vote()
    with pytest.raises(NotAllowed):
        sessions.cast_vote(item_id=road.item.pk, by=person("applicant"), choice=Choice.FOR)


def test_a_signature_under_the_minutes_is_not_replaced():
    road = _ready().put_on_agenda().open_vote().vote().recommend()
    Appointment.objects.create(user=person("officer2"), role=Role.SECRETARY)
    with pytest.raises(CannotProceed, match="already signed"):
        signing.sign_minutes(session_id=road.session.pk, by=person("officer2"), signer=BY_PASSWORD)
    assert Session.objects.get(pk=road.session.pk).signed_by_secretary == person("secretary")
