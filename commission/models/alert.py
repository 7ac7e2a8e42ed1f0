"""What the watch over the registry noticed: a limit crossed, or a stake gathered, without an application."""

from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registry.models import Party, StrategicObject, User


class AlertKind(models.TextChoices):
    """What was noticed. The first is read off a check, the others off the dates of holdings."""

    LIMIT = "limit", _("foreigners above a limit without an application")
    HOLDER = "holder", _("more than 10 % of an operator without consent")
    LOT = "lot", _("a stake acquired without an application")
    LOTS = "lots", _("a stake acquired step by step")


class AlertState(models.TextChoices):
    OPEN = "open", pgettext_lazy("alert", "open")
    TAKEN = "taken", pgettext_lazy("alert", "taken")
    CLOSED = "closed", pgettext_lazy("alert", "closed")


class AlertVerb(models.TextChoices):
    """What is done with an alert."""

    TAKE = "take", pgettext_lazy("alert", "taken")
    GIVE_BACK = "give_back", pgettext_lazy("alert", "given back")
    CLOSE = "close", pgettext_lazy("alert", "closed")
    REOPEN = "reopen", pgettext_lazy("alert", "opened again")


class ClosingReason(models.TextChoices):
    """Why nothing more is to be done about an alert."""

    CASE = "case", _("a case deals with it")
    PERMITTED = "permitted", _("a permission or consent covers it")
    EXEMPT = "exempt", _("exempt: bought on the exchange, or another exemption applies")
    FACTS = "facts", _("the registry was wrong and has been corrected")
    ENDED = "ended", _("the limit is no longer crossed")
    OTHER = "other", _("another reason, given in words")


class Alert(models.Model):
    """One thing noticed, once for each object, kind, limit and person or group, with the evidence of that day.

    `subject` is the key of the person who acquired (of the group: the first by key among those who acquired), empty
    where all foreigners together are meant; `members` are the keys of the whole group. `low`, `high` are exact shares
    of votes. For kind LIMIT `check_id`, `message`, `figures`, `chains` are those of the check's finding; for the others
    `lots` are the acquisitions with their dates.
    """

    object = models.ForeignKey(StrategicObject, on_delete=models.PROTECT, related_name="alerts")
    company = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("company"))
    kind = models.CharField(_("kind"), max_length=8, choices=AlertKind.choices)
    limit = models.CharField(max_length=20)
    subject = models.CharField(max_length=60, blank=True)
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    members = models.JSONField(default=list)
    low = models.CharField(max_length=80)
    high = models.CharField(max_length=80)
    as_of = models.DateField()
    since = models.DateField(
        null=True, help_text=_("The first day of the crossing; empty: since records begin.")
    )
    check_id = models.CharField(max_length=40)
    law_version = models.CharField(max_length=30)
    message = models.CharField(max_length=60, blank=True)
    figures = models.JSONField(default=dict)
    chains = models.JSONField(default=list)
    lots = models.JSONField(default=list)
    raised_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(_("state"), max_length=6, choices=AlertState.choices, default=AlertState.OPEN)
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    application = models.ForeignKey(
        "commission.Application",
        on_delete=models.PROTECT,
        null=True,
        related_name="alerts",
        help_text=_("The case that deals with it, or whose permission covers it."),
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["object", "kind", "check_id", "limit", "subject"], name="alert_raised_once"
            )
        ]
        indexes = [models.Index(fields=["state", "-id"], name="alert_list")]

    @property
    def reference(self) -> str:
        """How people name it."""
        return f"AL-{self.pk:05d}"

    @property
    def limit_share(self) -> Fraction:
        return Fraction(self.limit)

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        return Fraction(self.low), Fraction(self.high)

    def __str__(self) -> str:
        return self.reference


class AlertStep(models.Model):
    """What somebody did with an alert: append-only. The form's key makes the same form sent twice one step."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=10, choices=AlertVerb.choices)
    reason = models.CharField(max_length=10, choices=ClosingReason.choices, blank=True)
    text = models.TextField(blank=True)
    key = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "key"], condition=~models.Q(key=""), name="alert_step_once_a_key"
            )
        ]
