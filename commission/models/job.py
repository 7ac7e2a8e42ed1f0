"""The queue: what has to be done, as rows written in the transaction that made it necessary."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Jobs that write a finding: a check of the program, and what follows from a body's answers (a human finding).
CHECK, JUDGEMENT = "check", "judgement"
FINDING_KINDS = (CHECK, JUDGEMENT)


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    DEAD = "dead", _("could not run")


class Job(models.Model):
    """One piece of work. A worker claims it with a lease and an attempt number and may write only while both hold."""

    key = models.CharField(
        max_length=120, unique=True, help_text=_("Names the effect: the same key is never done twice.")
    )
    kind = models.CharField(max_length=30)
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="jobs"
    )
    revision = models.PositiveIntegerField(default=0)
    subject = models.CharField(max_length=60, blank=True, help_text=_("Check id, document id ..."))
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField(default=3)
    run_after = models.DateTimeField(db_index=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["run_after"], name="job_to_do", condition=models.Q(state__in=["waiting", "running"])
            )
        ]

    @property
    def is_finished(self) -> bool:
        return self.state in (JobState.DONE, JobState.DEAD)

    def __str__(self) -> str:
        return self.key
