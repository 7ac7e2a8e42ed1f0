"""What a condition says: its wording, who verifies it, on what evidence, when, and how it ends."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.procedure import conditions
from commission.procedure.conditions import Lack
from commission.wording_conditions import ENDING_NAMES, SCHEDULE_NAMES, TRIGGER_NAMES, VERIFIER_NAMES
from registry.models import StateBody
from registry.models.naming import choose_name


class Terms(models.Model):
    """The fields that a library entry, a proposed condition and a condition of a decree have in common.

    `months`: within how many months of the decree (once), or every how many; `days`: working days after the trigger.
    """

    wording_en = models.TextField(_("wording in English"), blank=True)
    wording_ru = models.TextField(_("wording in Russian"), blank=True)
    wording_kk = models.TextField(_("wording in Kazakh"), blank=True)
    verifier = models.CharField(
        _("who verifies"),
        max_length=12,
        blank=True,
        choices=[(str(one), name) for one, name in VERIFIER_NAMES.items()],
    )
    verified_by = models.ForeignKey(
        StateBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    evidence_en = models.TextField(_("evidence in English"), blank=True)
    evidence_ru = models.TextField(_("evidence in Russian"), blank=True)
    evidence_kk = models.TextField(_("evidence in Kazakh"), blank=True)
    schedule = models.CharField(
        _("schedule"),
        max_length=6,
        blank=True,
        choices=[(str(one), name) for one, name in SCHEDULE_NAMES.items()],
    )
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("working days"), null=True, blank=True)
    trigger = models.CharField(
        _("event"),
        max_length=10,
        blank=True,
        choices=[(str(one), name) for one, name in TRIGGER_NAMES.items()],
    )
    ending = models.CharField(
        _("how it ends"),
        max_length=10,
        blank=True,
        choices=[(str(one), name) for one, name in ENDING_NAMES.items()],
    )
    threats = models.JSONField(_("threats, NSL 6(1)"), default=list, blank=True)

    class Meta:
        abstract = True

    @property
    def wording(self) -> str:
        return choose_name(self.wording_en, self.wording_ru, self.wording_kk)

    @property
    def evidence(self) -> str:
        return choose_name(self.evidence_en, self.evidence_ru, self.evidence_kk)


class CaseTerms(Terms):
    """The same on a case: from a library entry or freely worded, why it is needed here, and what it answers.

    Threat -> opinion -> condition: `threats` are codes of NSL 6(1), `opinion` the body's opinion it rests on.
    """

    entry = models.ForeignKey(
        "commission.LibraryCondition", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opinion = models.ForeignKey(
        "commission.Opinion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(_("why it is needed"), blank=True)
    # Check ids of the findings whose violation ends once the condition is met.
    cures = models.JSONField(_("violations that it cures"), default=list, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)

    class Meta:
        abstract = True

    def terms(self) -> dict[str, Any]:
        """The fields that say what the condition is, as a copy of it takes them."""
        return {field.attname: getattr(self, field.attname) for field in CaseTerms._meta.fields}

    def lacks(self) -> list[Lack]:
        """What keeps it from being verifiable; such a condition is not put to the vote."""
        return conditions.lacks(self, due_on=self.due_on, ends_on=self.ends_on)
