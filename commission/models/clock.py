"""The clock ledger: deadlines are computed from these rows and the working-day calendar alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models import User


class Counter(models.TextChoices):
    TOTAL = "total", _("statutory total")
    AUTHORITY = "authority", _("authority's own time")
    APPLICANT = "applicant", _("applicant's time")
    CONSULTATION = "consultation", _("consulted body's time")


class Movement(models.TextChoices):
    START = "start", _("start")
    PAUSE = "pause", _("pause")
    RESUME = "resume", _("resume")
    EXTENSION = "extension", _("extension")
    STOP = "stop", _("stop")


class ClockEntry(models.Model):
    """One movement of one counter on one day, with its ground and author. Corrections append."""

    application = models.ForeignKey("commission.Application", on_delete=models.PROTECT, related_name="clock")
    counter = models.CharField(max_length=12, choices=Counter.choices)
    movement = models.CharField(max_length=10, choices=Movement.choices)
    on = models.DateField()
    working_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Length set or added.")
    )
    ground = models.CharField(max_length=200)
    consultation = models.ForeignKey(
        "commission.Consultation", on_delete=models.PROTECT, null=True, blank=True, related_name="clock"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
