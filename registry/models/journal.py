"""The journal's rows: append-only (by trigger), hash-chained; one head row serialises writers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One act. `canonical` is the exact text hashed; ids and keyed hashes only, never personal data."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    actor = models.ForeignKey("registry.User", null=True, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60, db_index=True)
    version = models.PositiveSmallIntegerField()
    canonical = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

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

    number = models.PositiveIntegerField(unique=True)
    seq = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64, blank=True)
    signature = models.TextField()
    key_id = models.CharField(max_length=16)

    class Meta:
        ordering = ["number"]
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")

    def __str__(self) -> str:
        return f"{self.number}: {self.seq} {self.hash}"
