"""Conditions of a decree and whether they still bind."""

from django.db import models

from commission.models.terms import CaseTerms
from registry.models import User


class Condition(CaseTerms):
    """One condition: what it says, who verifies it, by when; it lives until met, waived or released."""

    decision = models.ForeignKey("commission.Decision", on_delete=models.PROTECT, related_name="conditions")
    position = models.PositiveSmallIntegerField()
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    release_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="condition_position_once")
        ]

    @property
    def is_live(self) -> bool:
        return self.released_at is None
