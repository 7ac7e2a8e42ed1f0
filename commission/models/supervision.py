"""The prosecutor's acts on a case, and what the head answered (NSL 27). No participant of the case ever sees them."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.models.package import Document
from commission.states import ActKind, ActState
from commission.wording import ACT_KIND_NAMES, ACT_STATE_NAMES
from registry.models import User


class ActQuerySet(models.QuerySet["ProsecutorAct"]):
    def waiting(self) -> "ActQuerySet":
        """Acts that still want an answer."""
        return self.filter(answered_at__isnull=True, withdrawn_at__isnull=True)

    def suspending(self) -> "ActQuerySet":
        """Acts on whose own word the case stands still."""
        return self.waiting().filter(suspends=True)


class ProsecutorAct(models.Model):
    """filed -> answered by the head -> closed by the prosecutor; or withdrawn before an answer."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="prosecutor_acts"
    )
    kind = models.CharField(
        _("kind"), max_length=12, choices=[(str(k), n) for k, n in ACT_KIND_NAMES.items()]
    )
    number = models.CharField(_("number"), max_length=60)
    date = models.DateField(_("date"))
    text = models.TextField(_("text"))
    due_on = models.DateField(_("answer due"))
    suspends = models.BooleanField(_("suspends the case until it is answered"), default=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)
    answer_document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.TextField(_("reason"), blank=True)
    key = models.CharField(max_length=64, blank=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number", "date"], name="prosecutor_act_once"),
            models.UniqueConstraint(
                fields=["application", "key"], condition=~Q(key=""), name="prosecutor_act_by_key"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="prosecutor_act_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(answered_at__isnull=False),
                name="prosecutor_act_closed_after_answer",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(answered_at__isnull=True),
                name="prosecutor_act_withdrawn_before_answer",
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="prosecutor_act_by_due")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind} {self.number}"

    @property
    def state(self) -> ActState:
        if self.withdrawn_at is not None:
            return ActState.WITHDRAWN
        if self.closed_at is not None:
            return ActState.CLOSED
        return ActState.FILED if self.answered_at is None else ActState.ANSWERED

    @property
    def state_name(self) -> str:
        return str(ACT_STATE_NAMES[self.state])

    @property
    def kind_name(self) -> str:
        return str(ACT_KIND_NAMES[ActKind(self.kind)])

    @property
    def is_waiting(self) -> bool:
        return self.state == ActState.FILED

    @property
    def answered_on(self) -> dt.date | None:
        return timezone.localdate(self.answered_at) if self.answered_at else None

    @property
    def was_late(self) -> bool:
        """Answered after its due date."""
        return self.answered_on is not None and self.answered_on > self.due_on

    @property
    def holds(self) -> bool:
        """The case stands still on it now."""
        return self.suspends and self.is_waiting
