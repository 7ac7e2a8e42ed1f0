"""The internal record of a refusal or of a condition (NSL 17(2)): kept apart from every outgoing text."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commission.reasons import AIM_NAMES, RESTRICTS_NAMES, Restricts
from registry.models import User


class Restriction(models.Model):
    """Why somebody's rights are restricted, and why nothing less would do. Written anew, the older row is replaced.

    `grounds` are codes of SPL 187(3) and belong to a refusal, as does `unreasoned`: a refusal whose outgoing text
    gives no reasons. It needs the countersign of another person; `interests` and `threats` are codes of NSL 5(1), 6(1).
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="restrictions"
    )
    restricts = models.CharField(
        _("what it gives the reasons of"),
        max_length=10,
        choices=[(str(one), name) for one, name in RESTRICTS_NAMES.items()],
    )
    condition = models.TextField(_("wording of the condition"), blank=True)
    unreasoned = models.BooleanField(_("refusal without reasons in the outgoing text"), default=False)
    grounds = models.JSONField(_("grounds of the refusal, SPL 187(3)"), default=list, blank=True)
    legal_basis = models.TextField(_("legal basis"))
    aim = models.CharField(
        _("aim, NSL 17(2)"), max_length=20, choices=[(str(aim), name) for aim, name in AIM_NAMES.items()]
    )
    interests = models.JSONField(_("interests, NSL 5(1)"), default=list)
    threats = models.JSONField(_("threats, NSL 6(1)"), default=list)
    reasons = models.TextField(_("internal reasons"))
    lesser_measures = models.TextField(_("lesser measures considered"))
    why_not_enough = models.TextField(_("why they are not enough"))
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    countersigned_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    countersigned_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(restricts="refusal", replaced_at__isnull=True),
                name="one_live_record_of_a_refusal",
            ),
            models.CheckConstraint(
                condition=Q(restricts="refusal", condition="")
                | (Q(restricts="condition", unreasoned=False) & ~Q(condition="")),
                name="restriction_of_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True, countersigned_at__isnull=True)
                | (Q(countersigned_at__isnull=False) & ~Q(countersigned_by=F("written_by"))),
                name="restriction_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.restricts}"

    @property
    def is_live(self) -> bool:
        return self.replaced_at is None

    @property
    def is_complete(self) -> bool:
        """An unreasoned refusal stands only with another person's countersign."""
        return self.is_live and (not self.unreasoned or self.countersigned_at is not None)

    def covers(self, wording: str) -> bool:
        """Whether it gives the reasons of the condition with this wording, however it is spaced."""
        return self.restricts == Restricts.CONDITION and plain(self.condition) == plain(wording)

    def covers_any(self, terms: Any) -> bool:
        """The same for a condition that is worded in up to three languages."""
        wordings = (terms.wording_kk, terms.wording_ru, terms.wording_en)
        return any(wording and self.covers(wording) for wording in wordings)


def plain(wording: str) -> str:
    """A wording as it is compared: case and spacing do not matter."""
    return " ".join(wording.split()).casefold()
