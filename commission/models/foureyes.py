"""Rows that one person proposes and another confirms; confirmed ones are never changed again (`edges.py`)."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models import User


class FourEyes(models.Model):
    """A proposal with its reason, and what became of it."""

    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    rejected_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rejected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.rejected_at is None


def four_eyes(name: str) -> list[Any]:
    """The database's own refusal of a confirmation by whoever proposed; `name` makes the constraints' names."""
    return [
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            name=f"{name}_four_eyes",
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
            | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, rejected_at__isnull=True),
            name=f"{name}_confirmed_whole",
        ),
    ]
