"""When somebody is away, and who sits at their desk meanwhile."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def in_force(self, on: date | None = None) -> "AbsenceQuerySet":
        """Absences that hold on the day `on` (default: today)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day), first_day__lte=day, last_day__gte=day
        )

    def touching(self, first: date, last: date) -> "AbsenceQuerySet":
        """Absences that hold on some day from `first` to `last`, both included."""
        return self.filter(
            Q(ended_on__isnull=True) | (Q(ended_on__gt=F("first_day")) & Q(ended_on__gt=first)),
            first_day__lte=last,
            last_day__gte=first,
        )


class Absence(models.Model):
    """A person's absence from the first to the last day, both included, with the substitute at their desk.

    It ends by itself; `ended_on` is the first day on which it no longer holds where it was ended early.
    """

    person = models.ForeignKey(
        "registry.User", on_delete=models.PROTECT, related_name="absences", verbose_name=_("who is away")
    )
    substitute = models.ForeignKey(
        "registry.User", on_delete=models.PROTECT, related_name="substitutions", verbose_name=_("substitute")
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    entered_by = models.ForeignKey("registry.User", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    ended_by = models.ForeignKey("registry.User", on_delete=models.PROTECT, null=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_not_empty"),
            models.CheckConstraint(
                condition=~Q(person=F("substitute")), name="nobody_stands_in_for_themselves"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True)
                | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="absence_ended_whole",
            ),
        ]

    @property
    def is_over(self) -> bool:
        today = timezone.localdate()
        return self.last_day < today or (self.ended_on is not None and self.ended_on <= today)

    @property
    def holds_today(self) -> bool:
        return self.first_day <= timezone.localdate() and not self.is_over

    def __str__(self) -> str:
        return f"{self.person_id} {self.first_day} {self.last_day}"
