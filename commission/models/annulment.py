"""A decision set aside without an appeal: by whose act, and which case goes on, where the matter is decided again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.event import Event


class Authority(models.TextChoices):
    """Whose act sets a decision aside."""

    COURT = "court", _("court")
    PROSECUTOR = "prosecutor", _("the authority itself, on an act of the prosecutor (NSL 27)")
    HIGHER = "higher", _("higher body")


class Annulment(models.Model):
    """Beside the event `annul`, which holds the act and the reason. No `new_case`: nothing is left to decide."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="annulment")
    authority = models.CharField(_("set aside by"), max_length=10, choices=Authority.choices)
    new_case = models.OneToOneField(
        "commission.Application",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follows_annulment",
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.authority}"
