"""What a condition demands by when, the evidence sent, what the verifying body found, and whether it still matters."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.models.condition import Condition
from commission.models.package import Document
from registry.models import User


class ObligationState(models.TextChoices):
    """Where one due date stands."""

    WAITING = "waiting", pgettext_lazy("obligation", "waits for evidence")
    SUBMITTED = "submitted", pgettext_lazy("obligation", "evidence sent, being verified")
    MORE = "more", pgettext_lazy("obligation", "more evidence needed")
    MET = "met", pgettext_lazy("obligation", "met")
    NOT_MET = "not_met", pgettext_lazy("obligation", "not met")
    WAIVED = "waived", pgettext_lazy("obligation", "waived")
    ENDED = "ended", pgettext_lazy("obligation", "ended with the condition")


UNREPORTED = (ObligationState.WAITING, ObligationState.MORE)
OPEN = (*UNREPORTED, ObligationState.SUBMITTED)


class ObligationVerb(models.TextChoices):
    """What is done with one due date."""

    SUBMIT = "submit", pgettext_lazy("obligation", "evidence sent")
    MORE = "more", pgettext_lazy("obligation", "more asked for")
    MET = "met", pgettext_lazy("obligation", "found met")
    NOT_MET = "not_met", pgettext_lazy("obligation", "found not met")
    PROPOSE_WAIVER = "propose", pgettext_lazy("obligation", "waiver proposed")
    WAIVE = "waive", pgettext_lazy("obligation", "waiver countersigned")
    REFUSE_WAIVER = "refuse", pgettext_lazy("obligation", "waiver refused")


class Obligation(models.Model):
    """One due date of a condition; `period` numbers them, `occasion` says which event it follows.

    `waiver_by`, `waiver_reason`: a waiver that waits for another person's countersign.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="obligations"
    )
    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="obligations")
    period = models.PositiveSmallIntegerField()
    due_on = models.DateField(_("due"))
    occasion = models.CharField(_("event"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ObligationState.choices, default=ObligationState.WAITING
    )
    waiver_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    waiver_reason = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["condition", "period"], name="obligation_once_a_period")
        ]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="obligation_by_state")]

    def __str__(self) -> str:
        return f"{self.condition_id} {self.period}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_unreported(self) -> bool:
        return self.state in UNREPORTED

    @property
    def is_overdue(self) -> bool:
        """Nothing sufficient has been sent and the day has passed."""
        return self.is_unreported and timezone.localdate() > self.due_on


class Evidence(models.Model):
    """What the applicant sends for one due date: a draft until it is submitted."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="evidence")
    text = models.TextField(_("report"), blank=True)
    documents = models.ManyToManyField(Document, related_name="+", blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(submitted_at__isnull=True), name="one_draft_of_evidence"
            )
        ]

    @property
    def submitted_on(self) -> date | None:
        return timezone.localdate(self.submitted_at) if self.submitted_at else None

    @property
    def was_late(self) -> bool:
        """Sent after its due date."""
        return self.submitted_on is not None and self.submitted_on > self.obligation.due_on


class ObligationStep(models.Model):
    """What somebody did with a due date: append-only."""

    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=8, choices=ObligationVerb.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "key"], condition=~Q(key=""), name="obligation_step_by_key"
            )
        ]

    @property
    def application(self) -> object:
        return self.obligation.application

    @property
    def due_on(self) -> date:
        return self.obligation.due_on


class Relevance(models.TextChoices):
    """What a review of a condition found."""

    NEEDED = "needed", pgettext_lazy("relevance", "still needed")
    CHANGE = "change", pgettext_lazy("relevance", "should be changed by the Government")
    RELEASE = "release", pgettext_lazy("relevance", "no longer needed: to be released")


class RelevanceReview(models.Model):
    """Whether a condition is still needed, looked at every so many months (policy): append-only."""

    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(_("outcome"), max_length=8, choices=Relevance.choices)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
