"""Regime R2: the opinion of the sector's ministry, and whether the national security bodies agree with it."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from commission.wording import MOTION_NAMES
from registry.models import StateBody, User


class SectoralOpinion(models.Model):
    """What the sector's ministry proposes to the Government; a new row each time it is drafted again."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="sectoral_opinions"
    )
    revision = models.PositiveIntegerField()
    motion = models.CharField(
        _("proposed decision"), max_length=24, choices=[(str(m), n) for m, n in MOTION_NAMES.items()]
    )
    text = models.TextField(_("sectoral opinion"))
    grounds = models.JSONField(_("grounds of a refusal"), default=list, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    @cached_property
    def condition_rows(self) -> list[Any]:
        """The conditions it proposes; read once, they never change."""
        return list(self.conditions.all())

    def condition_lines(self) -> list[str]:
        """The same as wordings in the reader's language."""
        return [condition.wording for condition in self.condition_rows]

    def __str__(self) -> str:
        return f"{self.application_id} {self.motion}"


class Agreement(models.Model):
    """A security body's answer to a sectoral opinion. Without a row there is no agreement: silence is none."""

    opinion = models.ForeignKey(SectoralOpinion, on_delete=models.PROTECT, related_name="agreements")
    body = models.ForeignKey(StateBody, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("agrees"))
    reasons = models.TextField(_("reasons"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "body"], name="body_answers_an_opinion_once"),
            models.CheckConstraint(
                condition=models.Q(agrees=True) | ~models.Q(reasons=""), name="disagreement_has_reasons"
            ),
        ]
