"""Requests for information: a list of questions to the applicant, answered question by question."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.models.package import Document
from commission.states import RequestStage, RequestState
from commission.wording import REQUEST_STAGE_NAMES, REQUEST_STATE_NAMES
from registry.models import User


class RequestQuerySet(models.QuerySet["InformationRequest"]):
    def sent(self) -> "RequestQuerySet":
        """What went to the applicant, whatever became of it."""
        return self.filter(sent_at__isnull=False)

    def waiting(self) -> "RequestQuerySet":
        """Sent, and neither answered nor withdrawn."""
        return self.sent().filter(answered_at__isnull=True, withdrawn_at__isnull=True)

    def unsettled(self, today: date) -> "RequestQuerySet":
        """What the desk waits for or has not read; a list whose time is over holds nothing back."""
        open_ = Q(answered_at__isnull=False) | Q(due_on__gte=today)
        return self.sent().filter(open_, withdrawn_at__isnull=True, closed_at__isnull=True)


class InformationRequest(models.Model):
    """draft -> sent -> answered -> closed; or withdrawn before an answer.

    One list a stage: a later one in the same stage is late, says why, and is counted in public.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="information_requests"
    )
    revision = models.PositiveIntegerField()
    stage = models.CharField(
        _("stage"), max_length=12, choices=[(str(s), name) for s, name in REQUEST_STAGE_NAMES.items()]
    )
    working_days = models.PositiveSmallIntegerField(_("working days to answer"))
    late = models.BooleanField(_("late"), default=False)
    late_reason = models.TextField(_("why it could not be asked before"), blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(_("answer due"), null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_from = models.ForeignKey(
        "commission.PaperEntry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.TextField(_("reason"), blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(sent_at__isnull=True, withdrawn_at__isnull=True),
                name="one_draft_request",
            ),
            models.UniqueConstraint(
                fields=["application", "revision", "stage"],
                condition=Q(sent_at__isnull=False, late=False, withdrawn_at__isnull=True),
                name="one_request_a_stage",
            ),
            models.CheckConstraint(
                condition=Q(late=False) | ~Q(late_reason=""), name="late_request_says_why"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(sent_at__isnull=False, withdrawn_at__isnull=True),
                name="request_answered_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(answered_at__isnull=False, closed_by__isnull=False),
                name="request_closed_after_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.stage} {self.state}"

    @property
    def state(self) -> RequestState:
        if self.withdrawn_at is not None:
            return RequestState.WITHDRAWN
        if self.closed_at is not None:
            return RequestState.CLOSED
        if self.answered_at is not None:
            return RequestState.ANSWERED
        return RequestState.DRAFT if self.sent_at is None else RequestState.SENT

    @property
    def state_name(self) -> str:
        return str(REQUEST_STATE_NAMES[self.state])

    @property
    def stage_name(self) -> str:
        return str(REQUEST_STAGE_NAMES[RequestStage(self.stage)])

    @property
    def is_waiting(self) -> bool:
        return self.state == RequestState.SENT

    @property
    def answered_on(self) -> date | None:
        """The day of the answer; of one on paper the day on which the paper was received."""
        if self.answered_from is not None:
            return self.answered_from.received_on
        return timezone.localdate(self.answered_at) if self.answered_at else None

    @property
    def was_late(self) -> bool:
        """Answered after its due date."""
        return self.answered_on is not None and self.due_on is not None and self.answered_on > self.due_on


class RequestQuestion(models.Model):
    """One numbered question, the applicant's answer and the documents to it."""

    request = models.ForeignKey(InformationRequest, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("question"))
    answer = models.TextField(_("answer"), blank=True)
    documents = models.ManyToManyField(Document, related_name="+", blank=True)

    class Meta:
        ordering = ["request", "number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="question_numbered_once")]

    def __str__(self) -> str:
        return f"{self.request_id}.{self.number}"

    def files(self) -> list[Document]:
        """The documents that were not taken back; free where a page has loaded them."""
        return [document for document in self.documents.all() if document.removed_at is None]
