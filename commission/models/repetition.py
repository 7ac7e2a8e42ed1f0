"""A repeat application: the terms of a contract changed, and the same applicant asks again (SPL 188(3))."""

from django.db import models

from registry.models import User


class Repetition(models.Model):
    """Which case an application repeats; the case it was made from keeps its own road."""

    application = models.OneToOneField(
        "commission.Application", on_delete=models.PROTECT, related_name="repetition"
    )
    parent = models.ForeignKey("commission.Application", on_delete=models.PROTECT, related_name="repetitions")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(application=models.F("parent")), name="nothing_repeats_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} -> {self.application_id}"
