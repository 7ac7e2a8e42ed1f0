"""What follows the minutes' text: corrections and signatures, each a row that is never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.session import Session
from registry.models import User


class MinutesCorrection(models.Model):
    """A correction entered before both had signed, in both languages, with its author and reason."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="corrections")
    text_kk = models.TextField(_("correction in Kazakh"))
    text_ru = models.TextField(_("correction in Russian"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.at:%d.%m.%Y}"


class Signatory(models.TextChoices):
    SECRETARY = "secretary", _("secretary of the Commission")
    CHAIR = "chair", _("who presided")


class MinutesSignature(models.Model):
    """Who signed which text: `sha256` is its seal, `method` how the signer was proven, `evidence` the proof."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="signatures")
    office = models.CharField(max_length=10, choices=Signatory.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            # A corrected text is signed anew; what was signed before it stays a row.
            models.UniqueConstraint(fields=["session", "office", "sha256"], name="minutes_signed_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.office}"
