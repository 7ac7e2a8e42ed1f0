"""What happened to an application: one row per move, written with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.wording import STATE_NAMES, VERB_NAMES
from registry.models import User


class Event(models.Model):
    """One move. `key` makes a repeated request harmless: its second answer is this same row."""

    application = models.ForeignKey("commission.Application", on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(_("step"), max_length=30)
    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    power = models.ForeignKey(
        "commission.PowerOfAttorney",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("power of attorney"),
        help_text=_("Under which `by` acted for the applicant; empty where the applicant acted in person."),
    )
    acted_for = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("acted for"),
        help_text=_("At whose desk `by` sat while they were away."),
    )
    at = models.DateTimeField()
    note = models.TextField(_("reason"), blank=True)
    public_note = models.TextField(_("text for the applicant"), blank=True)
    act_number = models.CharField(_("number of the act"), max_length=60, blank=True)
    act_date = models.DateField(_("date of the act"), null=True, blank=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key"], condition=~models.Q(key=""), name="event_once_per_key"
            )
        ]

    @property
    def verb_name(self) -> str:
        return str(VERB_NAMES.get(self.verb, self.verb))

    @property
    def to_state_name(self) -> str:
        return str(STATE_NAMES.get(self.to_state, self.to_state))  # type: ignore[call-overload]

    def __str__(self) -> str:
        return f"{self.application_id} {self.verb}"


class LegalEdge(models.Model):
    """The database's own copy of the legal moves, synced from the decorated transitions after every migrate."""

    from_state = models.CharField(max_length=30)
    to_state = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["from_state", "to_state"], name="edge_once")]

    def __str__(self) -> str:
        return f"{self.from_state} -> {self.to_state}"
