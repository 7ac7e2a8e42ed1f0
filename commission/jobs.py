"""The database queue: rows are the truth, whoever rings the bell does not matter.

A worker claims a row with a lease and an attempt number, works without a lock, and finishes only while its attempt
still holds (fencing). After the attempts allowed it is `dead` and visible to the officer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from commission.models import Job
from commission.models.job import JobState

MOST_ATTEMPTS = 3
# What depends on mail servers and disks outlives an outage of hours; a check that fails thrice will fail again.
_PATIENT = {"letter": 15, "notice": 15, "paper": 15, "inspection": 8}
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do a job once: job id and the attempt it was claimed under."""

    job_id: int
    attempt: int
    kind: str


class LostClaim(Exception):
    """Another attempt has taken the job over; the result must not be written."""


def enqueue(
    *,
    key: str,
    kind: str,
    application_id: int | None = None,
    revision: int = 0,
    subject: str = "",
    run_after: datetime | None = None,
) -> Job:
    """Add a job inside the caller's transaction; a key that exists already returns its row."""
    job, _created = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "application_id": application_id,
            "revision": revision,
            "subject": subject,
            "attempts_allowed": _PATIENT.get(kind, MOST_ATTEMPTS),
            "run_after": run_after or timezone.now(),
        },
    )
    return job


def enqueue_paper(kind: str, about_id: int, *, application_id: int | None = None, since: str = "") -> Job:
    """Issue this paper once the transaction has committed; `since` tells an act from an earlier one about the row."""
    return enqueue(
        key=f"paper:{kind}:{about_id}{since and ':'}{since}",
        kind="paper",
        application_id=application_id,
        subject=f"{kind}:{about_id}",
    )


def due(now: datetime | None = None, *, most: int = 200) -> list[int]:
    """Ids of jobs to ring for: waiting ones whose time has come, and running ones whose lease has run out."""
    moment = now or timezone.now()
    waiting = Q(state=JobState.WAITING, run_after__lte=moment)
    abandoned = Q(state=JobState.RUNNING, lease_until__lte=moment, run_after__lte=moment)
    return list(
        Job.objects.filter(waiting | abandoned)
        .order_by("run_after", "pk")
        .values_list("pk", flat=True)[:most]
    )


def claim(job_id: int) -> Claim | None:
    """Take the job, or None when it is done, dead, not due or held by somebody whose lease still runs."""
    now = timezone.now()
    with transaction.atomic():
        job = Job.objects.select_for_update(no_key=True).filter(pk=job_id).first()
        if job is None or job.is_finished or job.run_after > now:
            return None
        if job.state == JobState.RUNNING and job.lease_until is not None and job.lease_until > now:
            return None
        if job.attempt >= job.attempts_allowed:
            _bury(job, job.error or "the worker stopped during every attempt")
            return None
        job.attempt += 1
        job.state = JobState.RUNNING
        job.lease_until = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
        job.save(update_fields=["attempt", "state", "lease_until"])
        return Claim(job.pk, job.attempt, job.kind)


@contextmanager
def finishing(claim: Claim) -> Iterator[Job]:
    """Write the result: locks the job, raises LostClaim unless the attempt still holds, marks it done at the end.

    Must run inside the transaction that writes the result, so that result and mark commit together.
    """
    job = Job.objects.select_for_update(no_key=True).get(pk=claim.job_id)
    if job.state != JobState.RUNNING or job.attempt != claim.attempt:
        raise LostClaim(job.key)
    yield job
    job.state = JobState.DONE
    job.finished_at = timezone.now()
    job.error = ""
    job.save(update_fields=["state", "finished_at", "error"])


def fail(claim: Claim, error: str) -> None:
    """Note a failed attempt: try again later, or bury the job after the last attempt."""
    with transaction.atomic():
        job = Job.objects.select_for_update(no_key=True).get(pk=claim.job_id)
        if job.state != JobState.RUNNING or job.attempt != claim.attempt:
            return
        if job.attempt >= job.attempts_allowed:
            _bury(job, error)
            return
        job.state = JobState.WAITING
        job.error = error[:2000]
        job.run_after = timezone.now() + min(timedelta(seconds=2 * 3**job.attempt), _LONGEST_WAIT)
        job.save(update_fields=["state", "error", "run_after"])


def revive(job_id: int) -> None:
    """Give a dead job fresh attempts (the officer's button)."""
    with transaction.atomic():
        job = Job.objects.select_for_update(no_key=True).filter(pk=job_id, state=JobState.DEAD).first()
        if job is None:
            return
        # The attempt number only ever grows: a worker of long ago must not pass the fence with it.
        job.attempts_allowed = job.attempt + _PATIENT.get(job.kind, MOST_ATTEMPTS)
        job.state, job.run_after, job.finished_at = JobState.WAITING, timezone.now(), None
        job.save(update_fields=["state", "attempts_allowed", "run_after", "finished_at"])


def _bury(job: Job, error: str) -> None:
    job.state = JobState.DEAD
    job.error = error[:2000]
    job.finished_at = timezone.now()
    job.save(update_fields=["state", "error", "finished_at"])
