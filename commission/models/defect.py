"""What a package lacked when it was returned: one row a defect, told once, cured by what was filed after it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commission.states import DefectOrigin
from commission.wording import DEFECT_ORIGIN_NAMES
from registry.models import User


class Defect(models.Model):
    """A defect with its ground and an example of a right one. `event` is the return in which it was told.

    Every defect has to be told the first time: one that could have been and was not is late, says why, and is counted
    in public. It counts as cured when the next look (another return, or the registration) no longer finds it.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="defects"
    )
    event = models.ForeignKey("commission.Event", on_delete=models.PROTECT, related_name="defects")
    revision = models.PositiveIntegerField()
    number = models.PositiveSmallIntegerField()
    ground = models.CharField(_("ground"), max_length=200)
    missing = models.TextField(_("what is missing or wrong"))
    example = models.TextField(_("example of a right one"))
    origin = models.CharField(
        max_length=10, choices=[(str(o), name) for o, name in DEFECT_ORIGIN_NAMES.items()]
    )
    late_reason = models.TextField(_("why it was not told before"), blank=True)
    repeats = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="repeated_by"
    )
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    corrected_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    cured_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cured_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="defect_numbered_once"),
            models.CheckConstraint(
                condition=~Q(origin=DefectOrigin.LATE) | ~Q(late_reason=""), name="late_defect_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(origin=DefectOrigin.UNCURED) | Q(repeats__isnull=False),
                name="uncured_defect_was_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.revision}.{self.number}"

    @property
    def is_late(self) -> bool:
        return self.origin == DefectOrigin.LATE
