"""The clock ledger: deadlines are computed from these rows and the working-day calendar alone."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.models.foureyes import FourEyes, four_eyes
from commission.states import Movement
from commission.wording import COUNTER_NAMES, MOVEMENT_NAMES
from registry.models import User
from registry.models.naming import choose_name


class ClockGround(FourEyes):
    """A ground on which an act allows the statutory total to be paused or extended. None is shipped: none was found."""

    movement = models.CharField(
        _("what it allows"),
        max_length=10,
        choices=[(str(m), MOVEMENT_NAMES[m]) for m in (Movement.PAUSE, Movement.EXTENSION)],
    )
    act = models.CharField(_("act"), max_length=300, help_text=_("Its name, number and date."))
    article = models.CharField(_("article"), max_length=60)
    name_en = models.CharField(_("ground (English)"), max_length=200)
    name_ru = models.CharField(_("ground (Russian)"), max_length=200)
    name_kk = models.CharField(_("ground (Kazakh)"), max_length=200)
    most_working_days = models.PositiveSmallIntegerField(
        _("most working days"), null=True, blank=True, help_text=_("Empty: the act sets no limit.")
    )
    valid_from = models.DateField(_("in force from"))
    valid_until = models.DateField(_("in force until (not included)"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = four_eyes("clock_ground")

    @property
    def name(self) -> str:
        return choose_name(self.name_en, self.name_ru, self.name_kk)

    def holds(self, movement: str, on: date) -> bool:
        """Whether it allows this movement on that day."""
        begun = self.valid_from <= on and (self.valid_until is None or on < self.valid_until)
        return self.confirmed_at is not None and self.movement == movement and begun

    def __str__(self) -> str:
        return f"{self.act}, {self.article}"


class ClockEntry(models.Model):
    """One movement of one counter on one day, with its ground, document and author. Corrections append.

    A counter is (counter, consultation, run): `run` tells one request to the applicant from the next. `cause` names
    what a pause rests on, so that two open requests pause a counter until both are answered.
    """

    application = models.ForeignKey("commission.Application", on_delete=models.PROTECT, related_name="clock")
    counter = models.CharField(max_length=12, choices=[(str(c), name) for c, name in COUNTER_NAMES.items()])
    run = models.CharField(max_length=40, blank=True)
    movement = models.CharField(max_length=10, choices=[(str(m), name) for m, name in MOVEMENT_NAMES.items()])
    on = models.DateField()
    working_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Length set or added.")
    )
    ground = models.CharField(max_length=200)
    cause = models.CharField(max_length=40, blank=True)
    act_ground = models.ForeignKey(
        ClockGround, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    document = models.ForeignKey(
        "commission.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    consultation = models.ForeignKey(
        "commission.Consultation", on_delete=models.PROTECT, null=True, blank=True, related_name="clock"
    )
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )
    reason = models.TextField(pgettext_lazy("clock", "reason"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(counter="total", movement__in=["pause", "extension"])
                | Q(act_ground__isnull=False),
                name="statutory_total_moves_by_act",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="correction_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(movement="cancel") | Q(corrects__isnull=False),
                name="only_an_entry_is_cancelled",
            ),
        ]
