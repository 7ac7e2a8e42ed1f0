"""What a side says to a fact it was shown, and what the desk answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.models.compartment import Side
from registry.models import User


class Verdict(models.TextChoices):
    AGREED = "agreed", pgettext_lazy("fact", "correct")
    WRONG = "wrong", pgettext_lazy("fact", "wrong")


class FactRemark(models.Model):
    """One side's word on one fact of one showing; said once and never changed.

    `words` is the fact as the page showed it, so that the remark stays readable when the registry has moved on.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="remarks"
    )
    shown = models.ForeignKey("commission.Event", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    fact = models.CharField(max_length=80)
    words = models.CharField(_("fact"), max_length=600)
    verdict = models.CharField(_("verdict"), max_length=6, choices=Verdict.choices)
    reason = models.TextField(_("reason"), blank=True)
    document = models.ForeignKey(
        "commission.Document",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("document"),
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["shown", "side", "fact"], name="remark_once_per_fact"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.AGREED) | ~Q(reason=""), name="wrong_needs_a_reason"
            ),
        ]

    @property
    def reply(self) -> "RemarkAnswer | None":
        return getattr(self, "answer", None)

    @property
    def waits(self) -> bool:
        """The desk owes an answer to whoever says that a fact is wrong."""
        return self.verdict == Verdict.WRONG and self.reply is None

    def __str__(self) -> str:
        return f"{self.fact} {self.verdict}"


class RemarkAnswer(models.Model):
    """The desk's answer: accepted, and then by which change of the registry it was corrected; or not, and why."""

    remark = models.OneToOneField(FactRemark, on_delete=models.PROTECT, related_name="answer")
    accepted = models.BooleanField(_("accepted"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    change = models.ForeignKey(
        "registry.RegistryChange", on_delete=models.PROTECT, null=True, related_name="+"
    )
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(change__isnull=True) | Q(accepted=True), name="only_accepted_is_corrected"
            ),
            models.CheckConstraint(
                condition=Q(corrected_by__isnull=True, corrected_at__isnull=True, change__isnull=True)
                | Q(corrected_by__isnull=False, corrected_at__isnull=False, change__isnull=False),
                name="correction_whole",
            ),
        ]

    @property
    def awaits_correction(self) -> bool:
        return self.accepted and self.change_id is None

    def __str__(self) -> str:
        return f"{self.remark_id} {self.accepted}"
