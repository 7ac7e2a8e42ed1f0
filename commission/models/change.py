"""A material change that the applicant reports during the case, and what becomes of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.models.package import Document
from registry.models import User


class ChangeOutcome(models.TextChoices):
    """What the desk found."""

    RECHECKED = "rechecked", pgettext_lazy("change", "material: checked and consulted anew")
    NOT_MATERIAL = "immaterial", pgettext_lazy("change", "not material: what was found stands")


class MaterialChange(models.Model):
    """reported -> settled. Until then everything found, said, countersigned or voted before it is stale.

    `revision` is the revision of the package that it found; checking anew makes the next one.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="changes"
    )
    revision = models.PositiveIntegerField()
    what = models.TextField(_("what has changed"))
    changed_on = models.DateField(_("since when"))
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ChangeOutcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key"], condition=~Q(key=""), name="material_change_by_key"
            )
        ]
        indexes = [
            models.Index(
                fields=["application"], name="material_change_open", condition=Q(settled_at__isnull=True)
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
