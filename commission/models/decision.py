"""The officer's report and the Government's decision."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from commission.wording import MOTION_NAMES
from registry.models import User


class Report(models.Model):
    """The officer's report with the motion it proposes; countersigned by another person, void when its ground moves."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="reports"
    )
    revision = models.PositiveIntegerField()
    motion = models.CharField(
        _("proposed recommendation"), max_length=24, choices=[(str(m), n) for m, n in MOTION_NAMES.items()]
    )
    text = models.TextField(_("report"))
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    countersigned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    countersigned_at = models.DateTimeField(null=True, blank=True)
    uncited_because = models.TextField(
        _("why statements without a citation are accepted"),
        blank=True,
        help_text=_("Written by whoever countersigns."),
    )
    rests_on_sha256 = models.CharField(
        max_length=64, help_text=_("Hash of the findings and opinions it rests on.")
    )
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def is_countersigned(self) -> bool:
        return self.countersigned_at is not None and self.voided_at is None

    @cached_property
    def condition_rows(self) -> list[Any]:
        """The conditions put to the vote with it; read once, they never change."""
        return list(self.conditions.all())

    def condition_lines(self) -> list[str]:
        """The same as wordings in the reader's language."""
        return [condition.wording for condition in self.condition_rows]


class Decision(models.Model):
    """The Government's decree: number, date, text in Kazakh and Russian; internal reasons kept apart from the text."""

    application = models.OneToOneField(
        "commission.Application", on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField(
        _("decision"), max_length=24, choices=[(str(m), n) for m, n in MOTION_NAMES.items()]
    )
    number = models.CharField(_("number of the decree"), max_length=60)
    date = models.DateField(_("date of the decree"))
    text_kk = models.TextField(_("text in Kazakh"))
    text_ru = models.TextField(_("text in Russian"))
    internal_reasons = models.TextField(_("internal reasons"), blank=True)
    # What had been recommended when it was decided: empty for decrees from before this was kept.
    recommended = models.CharField(
        _("recommended"),
        max_length=24,
        blank=True,
        choices=[(str(m), n) for m, n in MOTION_NAMES.items()],
    )
    unreasoned = models.BooleanField(_("refusal without reasons (SPL 187(3))"), default=False)
    signed_by = models.CharField(_("decided and signed by"), max_length=200, blank=True)
    competence = models.CharField(
        _("competence: act and article"), max_length=300, blank=True, help_text=_("NSL 17(3), 28.")
    )
    deviation_reason = models.TextField(_("why it differs from the recommendation"), blank=True)
    term_until = models.DateField(_("permission valid until"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    notice = models.ForeignKey(
        "commission.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    notified_at = models.DateTimeField(null=True, blank=True)
    first_read_at = models.DateTimeField(null=True, blank=True)
    appeal_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "date"], name="decree_number_once_a_day")]
        indexes = [models.Index(fields=["date", "application"], name="decision_by_date")]

    @property
    def deviates(self) -> bool:
        """The Government decided otherwise than was recommended."""
        return bool(self.recommended) and self.outcome != self.recommended

    @property
    def appeal_period_over(self) -> bool:
        """The period runs from the first proof of delivery, reading or service; unset means it has not begun."""
        return self.appeal_until is not None and timezone.localdate() > self.appeal_until

    @property
    def term_is_over(self) -> bool:
        return self.term_until is not None and timezone.localdate() > self.term_until
