"""Cases handed from one officer to another, many in one act."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models import User


class Reassignment(models.Model):
    """One act of the head: from whom, to whom, why. Its cases are rows of `ReassignedCase`."""

    from_officer = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("from officer")
    )
    to_officer = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("to officer")
    )
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.from_officer_id} {self.to_officer_id}"


class ReassignedCase(models.Model):
    """One case that changed hands by it."""

    reassignment = models.ForeignKey(Reassignment, on_delete=models.PROTECT, related_name="cases")
    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="reassignments"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reassignment", "application"], name="case_reassigned_once")
        ]

    def __str__(self) -> str:
        return f"{self.reassignment_id} {self.application_id}"
