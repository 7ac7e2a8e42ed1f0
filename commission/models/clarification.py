"""What the applicant asked about a decision, and the explanation given (NSL 17(2); legal entities too: policy)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.models.decision import Decision
from registry.models import User


class Clarification(models.Model):
    """asked -> answered. One question at a time."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="clarifications")
    question = models.TextField(_("question"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(_("answer due"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(answered_at__isnull=True), name="one_open_clarification"
            ),
            models.UniqueConstraint(
                fields=["decision", "key"], condition=~Q(key=""), name="clarification_by_key"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="clarification_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.due_on}"

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None

    @property
    def answered_on(self) -> date | None:
        return timezone.localdate(self.answered_at) if self.answered_at else None

    @property
    def is_overdue(self) -> bool:
        return self.is_waiting and timezone.localdate() > self.due_on

    @property
    def was_late(self) -> bool:
        """Answered after its due date."""
        return self.answered_on is not None and self.answered_on > self.due_on
