"""Reminders of due dates of obligations: soon, on the day, overdue; each level once a due date."""

from django.utils import timezone

from commission import jobs
from commission.jobs import Claim
from commission.models import Job, Obligation, Reminder, policy
from commission.models.obligation import UNREPORTED
from commission.procedure.clocks import Calendar, Level
from commission.services.calendar import calendar
from commission.services.desk import locked_then_finishing
from commission.services.letters import holders, queue_matter
from commission.services.obligations import extend_obligations
from commission.services.representation import applicants_side
from commission.states import State
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role

COUNTER = "obligation"


def level_of(obligation: Obligation, working: Calendar) -> Level | None:
    """How pressing a due date is today by the policy of the day; None where nothing is asked or it is far."""
    today = timezone.localdate()
    if not obligation.is_unreported:
        return None
    if today > obligation.due_on:
        return Level.OVERDUE
    if today == obligation.due_on:
        return Level.DUE
    near = policy.value("obligation_reminder_days", on=today)
    return Level.SOON if working.between(today, obligation.due_on) <= near else None


def plan_obligations() -> int:
    """Add the due dates that repeat, then queue what has become pressing and was not queued before: how many."""
    extend_obligations()
    working, found = calendar(timezone.localdate()), {}
    rows = Obligation.objects.filter(state__in=UNREPORTED, application__state=State.IN_MONITORING).order_by(
        "pk"
    )
    with policy.remembered():
        for obligation in rows.iterator():
            reached = level_of(obligation, working)
            if reached is not None:
                found[f"obligation:{obligation.pk}:{obligation.due_on:%Y%m%d}:{reached}"] = (
                    obligation,
                    reached,
                )
    known = set(Job.objects.filter(kind=COUNTER, key__in=list(found)).values_list("key", flat=True))
    for key in found.keys() - known:
        obligation, reached = found[key]
        jobs.enqueue(
            key=key,
            kind=COUNTER,
            application_id=obligation.application_id,
            subject=f"{obligation.pk}:{reached}",
        )
    return len(found.keys() - known)


def remind_of_obligation(claim: Claim) -> None:
    """Tell those concerned, once, unless evidence has come since the job was queued."""
    job = Job.objects.get(pk=claim.job_id)
    assert job.application_id is not None
    obligation_id, wanted = job.subject.split(":")
    with act(by=None) as acting, locked_then_finishing(job.application_id, claim) as application:
        obligation = Obligation.objects.get(pk=obligation_id)
        if (
            application.state != State.IN_MONITORING
            or level_of(obligation, calendar(timezone.localdate())) != wanted
        ):
            return
        reminder = Reminder.objects.create(
            application=application,
            counter=COUNTER,
            run=str(obligation.pk),
            due_on=obligation.due_on,
            level=wanted,
            job=job,
        )
        told: list[User] = applicants_side(application)
        if wanted == Level.OVERDUE:
            told += [application.officer] if application.officer is not None else []
            told += holders(Role.HEAD)
        for receiver in dict.fromkeys(told):
            queue_matter(f"obligation_{wanted}", application, obligation.pk, to=receiver)
        acting.record(
            "reminder.send", application.reference, reminder=reminder.pk, counter=COUNTER, level=wanted
        )
