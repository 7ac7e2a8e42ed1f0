"""The journal's rows: append-only (by trigger), hash-chained; one head row serialises writers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One act. `canonical` is the exact text hashed; ids and keyed hashes only, never personal data."""

    seq = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("when"))
    act = models.CharField(_("act"), max_length=60)
    actor = models.ForeignKey(
        "registry.User", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    subject = models.CharField(_("subject"), max_length=60, db_index=True)
    version = models.PositiveSmallIntegerField(_("version"))
    canonical = models.TextField(_("text that was hashed"))
    previous_hash = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject}"


class JournalHead(models.Model):
    """The one row that says where the chain ends; locked by whoever appends."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class Checkpoint(models.Model):
    """A signed statement of the head, made to leave the database's host."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    seq = models.BigIntegerField(_("journal entry"), unique=True)
    hash = models.CharField(_("hash"), max_length=64)
    at = models.DateTimeField(_("when"))
    previous_hash = models.CharField(_("hash of the checkpoint before"), max_length=64, blank=True)
    signature = models.TextField(_("signature"))
    key_id = models.CharField(_("key"), max_length=16)

    class Meta:
        ordering = ["number"]
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")

    def __str__(self) -> str:
        return f"{self.number}: {self.seq} {self.hash}"
