"""Opinions asked of state bodies and what they answered."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.procedure.consulting import Marks, Phase, phase
from commission.states import HELD_MARKINGS, Marking
from commission.wording import ANSWER_NAMES, CONFORMITY_NAMES, MARKING_NAMES
from registry.models import StateBody, User


class Consultation(models.Model):
    """One body asked about one revision. Silence may be deemed "no position" (policy), never for NSL 15(1)(1).

    A body asked again, because facts changed or it revoked its opinion, is asked in a further round; the earlier row
    stays with its answer. `drafter` is somebody of the body or of a unit below it who writes this one draft.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="consultations"
    )
    revision = models.PositiveIntegerField()
    body = models.ForeignKey(StateBody, on_delete=models.PROTECT, related_name="consultations")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_because = models.TextField(_("why it is asked beside the routing, or again"), blank=True)
    drafter = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("drafter")
    )
    replaced_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(_("why this body"), max_length=40, help_text=_("Competence on which it is asked."))
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("answer due"))
    deemed_at = models.DateTimeField(null=True, blank=True)
    deemed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "revision", "body", "round"], name="body_asked_once_per_round"
            )
        ]

    @property
    def answered(self) -> "Opinion | None":
        """The opinion sent and not revoked, or None; drafts are the body's own business."""
        opinion = getattr(self, "opinion", None)
        if opinion is None or opinion.sent_at is None or opinion.revoked_at is not None:
            return None
        return opinion

    @property
    def is_closed(self) -> bool:
        return self.deemed_at is not None or self.replaced_at is not None or self.answered is not None

    def phase(self, today: date) -> Phase:
        """Where this round stands; reads its opinion."""
        opinion = getattr(self, "opinion", None)
        marks = Marks(
            drafted=opinion is not None,
            for_check=opinion is not None and opinion.for_check_at is not None,
            sent=opinion is not None and opinion.sent_at is not None,
            deemed=self.deemed_at is not None,
            revoked=opinion is not None and opinion.revoked_at is not None,
            replaced=self.replaced_at is not None,
        )
        return phase(marks, due_on=self.due_on, today=today)

    @property
    def is_overdue(self) -> bool:
        """The last day of the body's term is past, whatever it has sent."""
        return timezone.localdate() > self.due_on

    def __str__(self) -> str:
        return f"{self.application_id} {self.body_id}"


class Opinion(models.Model):
    """A body's answer: drafted, then sent; coded, with reasons, conditions, threats of NSL 6(1), interests of 5(1)."""

    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="opinion")
    marking = models.CharField(
        _("marking"),
        max_length=20,
        choices=[(str(m), MARKING_NAMES[m]) for m in HELD_MARKINGS],
        default=Marking.COMMERCIAL,
    )
    answer = models.CharField(
        _("answer"), max_length=16, choices=[(str(a), n) for a, n in ANSWER_NAMES.items()]
    )
    reasons = models.TextField(_("reasons"))
    conditions = models.TextField(_("conditions proposed"), blank=True)
    conformity = models.CharField(
        _("conformity with the rules on search operations, NSL 23(6)(8)"),
        max_length=10,
        choices=[(str(c), name) for c, name in CONFORMITY_NAMES.items()],
        blank=True,
        help_text=_("Asked of the national security bodies only; an answer or a reference, no reasons."),
    )
    threats = models.JSONField(_("threats, NSL 6(1)"), default=list, blank=True)
    interests = models.JSONField(_("interests, NSL 5(1)"), default=list, blank=True)
    letter_number = models.CharField(_("number of the letter"), max_length=60, blank=True)
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    for_check_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    for_check_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(_("the checker's remark"), blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_because = models.TextField(_("why it is revoked"), blank=True)

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.answer}"
