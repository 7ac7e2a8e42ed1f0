"""What the checks found, on which facts; never overridden, never deleted."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.job import CHECK, FINDING_KINDS, JUDGEMENT
from commission.models.questionnaire import Questioned
from commission.procedure.questionnaires import newest_rounds
from commission.states import Effect, Outcome
from commission.wording import EFFECT_NAMES, OUTCOME_NAMES
from registry.models import User


class FactsSnapshot(models.Model):
    """The facts of one revision, frozen at registration: any check can be run again on them on any later day."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="snapshots"
    )
    revision = models.PositiveIntegerField()
    as_of = models.DateField()
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "revision"], name="snapshot_once_per_revision")
        ]


class Finding(models.Model):
    """One check's result on one revision under one version of the law.

    `message` names a sentence of the check and `figures` fill it; `chains` are the evidence. Unique, so that a check
    that runs twice writes once.
    """

    job = models.OneToOneField("commission.Job", on_delete=models.PROTECT, related_name="finding")
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="findings"
    )
    revision = models.PositiveIntegerField()
    check_id = models.CharField(max_length=40)
    law_version = models.CharField(max_length=30)
    outcome = models.CharField(max_length=16, choices=[(str(o), name) for o, name in OUTCOME_NAMES.items()])
    effect = models.CharField(max_length=20, choices=[(str(e), name) for e, name in EFFECT_NAMES.items()])
    message = models.CharField(max_length=60)
    figures = models.JSONField(default=dict)
    chains = models.JSONField(default=list)
    facts_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    assessment = models.OneToOneField(
        "commission.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="standing_for"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "revision", "check_id", "law_version"],
                name="finding_once_per_revision",
            )
        ]

    @property
    def standing_outcome(self) -> Outcome:
        """The officer's outcome where the check left it open and an officer recorded one, else the check's own."""
        if self.outcome == Outcome.UNDETERMINED and self.assessment is not None:
            return Outcome(self.assessment.outcome)
        return Outcome(self.outcome)

    @property
    def is_prohibition(self) -> bool:
        return self.standing_outcome == Outcome.VIOLATION and self.effect == Effect.PROHIBITION

    @property
    def is_contested(self) -> bool:
        """A contest of it is countersigned and stands."""
        return any(contest.is_upheld for contest in self.contests.all())

    @property
    def bars_a_grant(self) -> bool:
        """An uncontested violation of a prohibition: only a refusal, or a condition that cures it, may be moved."""
        return self.is_prohibition and not self.is_contested

    def __str__(self) -> str:
        return f"{self.application_id} {self.check_id} {self.outcome}"


class Examined(Questioned):
    """What the guards ask an application about its findings and questionnaires."""

    jobs: Any
    revision: Any

    def check_jobs(self) -> list[Any]:
        """The checks' job rows of this revision."""
        return [job for job in self.finding_jobs() if job.kind == CHECK]

    def finding_jobs(self) -> list[Any]:
        """The job rows of this revision that write a finding: checks, and human findings of a body's newest round."""
        own = [job for job in self.jobs.all() if job.kind in FINDING_KINDS and job.revision == self.revision]
        newest = newest_rounds([job.subject for job in own if job.kind == JUDGEMENT])
        return [job for job in own if job.kind == CHECK or job.subject in newest]

    def current_findings(self) -> list[Finding]:
        """This revision's findings with their assessments and contests; what a page has loaded costs nothing."""
        jobs = self.finding_jobs()
        models.prefetch_related_objects(jobs, "finding__assessment", "finding__contests__steps")
        found = [job.finding for job in jobs if hasattr(job, "finding")]
        for finding in found:
            finding.application = self
            for contest in finding.contests.all():
                contest.finding = finding
        return found

    def barring(self) -> list[str]:
        """Check ids of what keeps the permission from being moved, in the order of the jobs.

        Uncontested violations of a prohibition, and what has no finding yet: unknown is never clear.
        """
        found = {finding.check_id: finding for finding in self.current_findings()}
        asked = [job.subject for job in self.finding_jobs()]
        return [one for one in asked if one not in found or found[one].bars_a_grant]

    def bars_a_grant(self) -> bool:
        return bool(self.barring())


class Assessment(models.Model):
    """An officer's outcome for a check that the program left undetermined: reason, document, author. Append-only."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="assessments")
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=[(str(o), name) for o, name in OUTCOME_NAMES.items()]
    )
    reason = models.TextField(_("reason"))
    document = models.ForeignKey(
        "commission.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
