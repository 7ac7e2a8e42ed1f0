"""An appeal against a decision: filed by the applicant, decided by the head or by a court."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.models.decision import Decision
from registry.models import User


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld", _("upheld: the decision is annulled")
    DISMISSED = "dismissed", _("dismissed: the decision stands")


class Decider(models.TextChoices):
    HEAD = "head", _("head of the working body")
    COURT = "court", _("court")


class Appeal(models.Model):
    """filed -> upheld or dismissed. Upheld, `new_case` carries the matter on from the review; one open at a time."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    ground = models.TextField(_("ground of the appeal"))
    late_reason = models.TextField(_("why it is late"), blank=True)
    is_late = models.BooleanField(_("filed after the last day"), default=False)
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(_("answer due"))
    outcome = models.CharField(_("outcome"), max_length=9, blank=True, choices=AppealOutcome.choices)
    decider = models.CharField(_("decided by"), max_length=5, blank=True, choices=Decider.choices)
    act_number = models.CharField(_("number of the act"), max_length=60, blank=True)
    act_date = models.DateField(_("date of the act"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    new_case = models.OneToOneField(
        "commission.Application",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follows_appeal",
    )
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(decided_at__isnull=True), name="one_open_appeal"
            ),
            models.UniqueConstraint(fields=["decision", "key"], condition=~Q(key=""), name="appeal_by_key"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, outcome="", act_number="")
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False, act_date__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(act_number="")
                    & ~Q(reasons="")
                ),
                name="appeal_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(new_case__isnull=True) | Q(outcome="upheld"), name="only_an_upheld_appeal_goes_on"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.outcome or 'open'}"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and timezone.localdate() > self.due_on
