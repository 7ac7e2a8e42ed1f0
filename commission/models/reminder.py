"""Reminders that were sent: one per counter, last day and level."""

from django.db import models

from commission.procedure.clocks import Level


class Reminder(models.Model):
    """A term became pressing and people were told. A moved last day makes a new period, with reminders of its own."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="reminders"
    )
    counter = models.CharField(max_length=12)
    consultation = models.ForeignKey(
        "commission.Consultation", on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    run = models.CharField(max_length=40, blank=True)
    due_on = models.DateField()
    level = models.CharField(max_length=8, choices=[(str(level), str(level)) for level in Level])
    job = models.OneToOneField("commission.Job", on_delete=models.PROTECT, related_name="reminder")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.counter} {self.due_on} {self.level}"
