"""Reminders and escalation: a term at its first mark, on its last day, after it. Who is told, and never twice.

The sweeper looks at every clock that runs (`plan`) and queues one job per counter, last day and level; the job's key
names the effect, so that two sweepers queue it once. The job looks again before anybody is told: a clock that has been
paused, stopped or moved meanwhile reminds nobody.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from commission import jobs, ledger
from commission.jobs import Claim
from commission.ledger import Key
from commission.models import Application, ClockEntry, Consultation, Job, Reminder, policy
from commission.procedure.clocks import Calendar, Count, Level, level
from commission.services.compartments import person_of
from commission.services.desk import lock, locked_then_finishing
from commission.services.letters import holders, queue_reminder
from commission.services.representation import applicants_side
from commission.states import PENDING, Counter
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Pressing:
    """A counter that somebody should be reminded of."""

    application_id: int
    key: Key
    due_on: date
    level: Level

    @property
    def job_key(self) -> str:
        return f"reminder:{self.application_id}:{self.key}:{self.due_on:%Y%m%d}:{self.level}"


def pressing_level(key: Key, counted: Count, calendar: Calendar, today: date) -> Level | None:
    """How pressing a counter is by the policy of the day; a consulted body's first mark is a number of days left."""
    if key.counter == Counter.CONSULTATION:
        left = policy.value("consultation_reminder_days", on=today)
        return level(counted, calendar, today, days_left=left)
    return level(counted, calendar, today, percent=policy.value("reminder_percent", on=today))


def plan(now: datetime | None = None) -> int:
    """Queue what has become pressing and was not queued before; settle dates that the calendar has moved."""
    today = timezone.localdate(now)
    with policy.remembered():
        found, moved = _pressing(today)
    for application_id in moved:
        _settle(application_id)
    fresh = 0
    for at in range(0, len(found), _CHUNK):
        chunk = found[at : at + _CHUNK]
        known = set(Job.objects.filter(key__in=[one.job_key for one in chunk]).values_list("key", flat=True))
        for one in chunk:
            if one.job_key not in known:
                jobs.enqueue(
                    key=one.job_key,
                    kind="reminder",
                    application_id=one.application_id,
                    subject=f"{one.due_on:%Y%m%d}:{one.level}:{one.key}",
                )
                fresh += 1
    return fresh


def _pressing(today: date) -> tuple[list[Pressing], list[int]]:
    """What is pressing, and the applications whose kept last day is no longer what the ledger gives."""
    found: list[Pressing] = []
    moved: list[int] = []
    calendar = ledger.calendar(today)
    # The priority right has clocks of its own, which go on after the decision.
    running = Q(application__state__in=PENDING) | Q(counter=Counter.PRIORITY)
    rows = ClockEntry.objects.filter(running).order_by("application_id", "pk")
    totals = dict(Application.objects.filter(state__in=PENDING).values_list("pk", "due_on"))
    asked = Consultation.objects.filter(application__state__in=PENDING)
    answers = dict(asked.values_list("pk", "due_on"))
    for application_id, entries in groupby(rows.iterator(), key=lambda entry: entry.application_id):
        counts = ledger.counts(entries)
        for key, last in ledger.last_days(counts, calendar, today).items():
            kept = (
                totals.get(application_id) if key == ledger.TOTAL else answers.get(key.consultation_id or 0)
            )
            if kept != last and application_id not in moved[-1:]:
                moved.append(application_id)
        for key, counted in counts.items():
            reached = pressing_level(key, counted, calendar, today)
            due_on = counted.due_on(calendar)
            if reached is not None and due_on is not None:
                found.append(Pressing(application_id, key, due_on, reached))
    return found, moved


def _settle(application_id: int) -> None:
    """The calendar, or another day of a paused total, has moved the last day: copy it anew."""
    with act(by=None) as acting:
        application = lock(application_id)
        entries = ClockEntry.objects.filter(application=application).order_by("pk")
        if ledger.settle(application, ledger.counts(entries)):
            acting.record("clock.settle", application.reference, due_on=str(application.due_on))


def remind(claim: Claim) -> None:
    """Tell those concerned, once, unless the clock has moved since the job was queued."""
    job = Job.objects.get(pk=claim.job_id)
    assert job.application_id is not None
    due_on, wanted, counter = job.subject.split(":", 2)
    with act(by=None) as acting, locked_then_finishing(job.application_id, claim) as application:
        today = timezone.localdate()
        entries = list(ClockEntry.objects.filter(application=application).order_by("pk"))
        found = {str(key): (key, counted) for key, counted in ledger.counts(entries).items()}
        key, counted = found[counter]
        calendar = ledger.calendar(today)
        now_due = counted.due_on(calendar)
        if (
            (application.state not in PENDING and key.counter != Counter.PRIORITY)
            or now_due is None
            or f"{now_due:%Y%m%d}" != due_on
            or pressing_level(key, counted, calendar, today) != wanted
        ):
            return
        reminder = Reminder.objects.create(
            application=application,
            counter=key.counter,
            consultation_id=key.consultation_id,
            run=key.run,
            due_on=now_due,
            level=wanted,
            job=job,
        )
        for receiver in receivers(application, key, Level(wanted)):
            queue_reminder(reminder, to=receiver)
        acting.record(
            "reminder.send", application.reference, reminder=reminder.pk, counter=counter, level=wanted
        )


def receivers(application: Application, key: Key, reached: Level) -> list[User]:
    """Who is told: whoever has to act, then the officer, and once it is due or late the head too."""
    told: list[User] = []
    officer = [application.officer] if application.officer is not None else []
    if key.counter == Counter.APPLICANT:
        told = applicants_side(application)
        # Facts are shown to both sides: the acquirer has the same days for its remarks.
        if key.run.startswith("facts:") and (acquirer := person_of(application)) is not None:
            told = [*told, acquirer]
        told = [*told, *(officer if reached is Level.OVERDUE else [])]
    elif key.counter == Counter.PRIORITY:
        told = [
            *holders(Role.GOVERNMENT),
            *officer,
            *(holders(Role.HEAD) if reached is not Level.SOON else []),
        ]
    elif key.counter == Counter.CONSULTATION:
        body_id = Consultation.objects.values_list("body_id", flat=True).get(pk=key.consultation_id or 0)
        told = holders(Role.CONSULTED, body_id=body_id)
        told += officer if reached is not Level.SOON else []
        told += holders(Role.HEAD) if reached is Level.OVERDUE else []
    else:
        told = [*officer, *(holders(Role.HEAD) if reached is not Level.SOON else [])]
        if key == ledger.TOTAL and reached is Level.OVERDUE:
            # That it is late is not kept from the applicant and from supervision; it neither grants nor refuses.
            told += [*applicants_side(application), *holders(Role.PROSECUTOR)]
    return list(dict.fromkeys(told))
