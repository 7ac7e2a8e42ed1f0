"""Celery's side of the queue: a task takes a job id and calls one service."""

import logging
import time

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import close_old_connections

from commission import jobs
from commission.services.answers_due import remind_of_answers
from commission.services.obligation_reminders import plan_obligations
from commission.services.overdue import plan_inquiries
from commission.services.rechecks import queue_recheck
from commission.services.reminders import plan
from commission.services.signing import remind_signers
from commission.services.work import HANDLERS

logger = logging.getLogger(__name__)


@shared_task(name="commission.run_job")
def run_job(job_id: int) -> None:
    """Claim the job and do it; a failure is noted on the row and retried by the sweeper."""
    claim = jobs.claim(job_id)
    if claim is None:
        return
    try:
        HANDLERS[claim.kind](claim)
    except jobs.LostClaim:
        logger.warning("job %s was taken over by a later attempt", job_id)
    except SoftTimeLimitExceeded:
        jobs.fail(claim, "timed out")
    except Exception as error:
        logger.exception("job %s failed on attempt %s", job_id, claim.attempt)
        close_old_connections()
        jobs.fail(claim, f"{type(error).__name__}: {error}")


class Rounds:
    """Looks at every running clock now and then and queues the reminders; two sweepers queue each of them once."""

    def __init__(self) -> None:
        self._made: float | None = None

    def make(self) -> None:
        """Look, unless this process has looked `REMINDER_SECONDS` ago or less."""
        now = time.monotonic()
        if self._made is None or now - self._made > settings.REMINDER_SECONDS:
            plan()
            plan_obligations()
            plan_inquiries()
            remind_signers()
            remind_of_answers()
            self._made = now


class Bell:
    """Rings for due jobs. A job rung for is left alone for a while, so that a backlog does not flood the broker.

    Duplicates and lost rings are harmless: `claim` admits one worker, and the next ring comes after `quiet_seconds`.
    """

    def __init__(self, quiet_seconds: float = 10.0) -> None:
        self._quiet = quiet_seconds
        self._rung: dict[int, float] = {}

    def ring(self, most: int = 200) -> int:
        """Make a job of changes in the registry; send one message for each due job not rung for lately: how many."""
        queue_recheck()
        now = time.monotonic()
        self._rung = {job_id: at for job_id, at in self._rung.items() if now - at < self._quiet}
        rung = 0
        for job_id in jobs.due(most=most):
            if job_id not in self._rung:
                run_job.apply_async((job_id,))
                self._rung[job_id] = now
                rung += 1
        return rung
