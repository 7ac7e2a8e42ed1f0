"""Contests of findings: what somebody holds against one, never instead of it. Rows are added, never changed."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.states import Standing
from commission.wording import GROUND_NAMES, STANDING_NAMES
from registry.models import User


class Contest(models.Model):
    """A finding contested on a coded ground, with a reason and evidence: a document of the case, or a cited act.

    `assessment` is the officer's outcome that stood for the finding at that moment: another one since makes the
    contest stale. What became of it are its steps.
    """

    finding = models.ForeignKey("commission.Finding", on_delete=models.PROTECT, related_name="contests")
    assessment = models.ForeignKey(
        "commission.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ground = models.CharField(
        _("ground"), max_length=30, choices=[(str(g), name) for g, name in GROUND_NAMES.items()]
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
    act_name = models.CharField(_("act"), max_length=300, blank=True)
    act_number = models.CharField(_("number of the act"), max_length=60, blank=True)
    act_date = models.DateField(_("date of the act"), null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "key"], condition=~models.Q(key=""), name="contest_once_per_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.ground}"

    def steps_taken(self) -> list[Any]:
        """What became of it, the oldest first; free where a page has loaded the steps."""
        return sorted(self.steps.all(), key=lambda step: step.pk)

    def standing(self, at: datetime | None = None) -> Standing:
        """How far it had come by that moment; without one, by now."""
        taken = [step for step in self.steps_taken() if at is None or step.at <= at]
        return Standing(taken[-1].standing) if taken else Standing.PROPOSED

    @property
    def is_stale(self) -> bool:
        """The outcome it was raised against stands no longer: a new revision, or another assessment."""
        return (
            self.finding.assessment_id != self.assessment_id
            or self.finding.revision != self.finding.application.revision
        )

    @property
    def is_live(self) -> bool:
        """Proposed or countersigned, and not stale."""
        return self.standing() in (Standing.PROPOSED, Standing.COUNTERSIGNED) and not self.is_stale

    @property
    def is_upheld(self) -> bool:
        """Countersigned by another person, not withdrawn since, not stale."""
        return self.standing() == Standing.COUNTERSIGNED and not self.is_stale


class ContestStep(models.Model):
    """The countersign, its refusal or the withdrawal: a further row, each kind once."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="steps")
    standing = models.CharField(
        max_length=16,
        choices=[(str(s), name) for s, name in STANDING_NAMES.items() if s != Standing.PROPOSED],
    )
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "standing"], name="contest_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.standing}"
