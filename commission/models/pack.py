"""The papers of an item as they were sealed, and who has read them: what was voted on is what was read."""

from django.db import models

from commission.models.session import AgendaItem
from registry.models import User


class Pack(models.Model):
    """One version of an item's papers. `manifest` lists what is in it as [key, SHA-256]; `sha256` is taken over that.

    Keys: "motion", "report", "condition:<id>", "party:<role>:<id>", "finding:<check>", "opinion:<body's code>". Never
    changed: papers that have changed are sealed as the next version.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="packs")
    version = models.PositiveSmallIntegerField()
    manifest = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    sealed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="pack_version_once")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.version}"


class PackReceipt(models.Model):
    """A member has read this version."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="receipts")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["pack", "member"], name="pack_read_once")]
