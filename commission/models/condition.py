"""Conditions: proposed by bodies and the desk, put to the vote, then of a decree until they no longer bind."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.models.terms import CaseTerms
from registry.models import User


class Stage(models.TextChoices):
    """How far a proposed condition has come."""

    OPINION = "opinion", pgettext_lazy("condition", "proposed by a consulted body")
    DRAFT = "draft", pgettext_lazy("condition", "prepared for the report")
    PUT = "put", pgettext_lazy("condition", "proposed to those who decide")


class ProposedCondition(CaseTerms):
    """A condition before the decree. `source` is the row it was taken over from.

    A body's own row belongs to its opinion and changes with the draft. Rows of a report or a sectoral opinion are
    copies that nobody changes: what is voted on is what was read.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="proposed_conditions"
    )
    revision = models.PositiveIntegerField()
    stage = models.CharField(max_length=8, choices=Stage.choices)
    report = models.ForeignKey(
        "commission.Report", on_delete=models.PROTECT, null=True, related_name="conditions"
    )
    sectoral = models.ForeignKey(
        "commission.SectoralOpinion", on_delete=models.PROTECT, null=True, related_name="conditions"
    )
    source = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    dropped_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=Stage.PUT, report__isnull=False, sectoral__isnull=True)
                | Q(stage=Stage.PUT, report__isnull=True, sectoral__isnull=False)
                | Q(~Q(stage=Stage.PUT), report__isnull=True, sectoral__isnull=True),
                name="proposed_condition_put_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.OPINION) | Q(opinion__isnull=False),
                name="proposed_condition_of_an_opinion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.stage}"


class Condition(CaseTerms):
    """One condition: what it says, who verifies it, by when; it lives until met, waived or released."""

    decision = models.ForeignKey("commission.Decision", on_delete=models.PROTECT, related_name="conditions")
    position = models.PositiveSmallIntegerField()
    proposed = models.ForeignKey(ProposedCondition, on_delete=models.PROTECT, null=True, related_name="+")
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
