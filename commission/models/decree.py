"""The draft of the decree in Kazakh and Russian: every version is kept, none is changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.wording import MOTION_NAMES
from registry.models import User


class DecreeDraft(models.Model):
    """One version of the two texts. From the first `by_government` version on the Government office alone goes on."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="decree_drafts"
    )
    version = models.PositiveSmallIntegerField()
    outcome = models.CharField(
        _("decision"), max_length=24, choices=[(str(m), n) for m, n in MOTION_NAMES.items()]
    )
    text_kk = models.TextField(_("text in Kazakh"))
    text_ru = models.TextField(_("text in Russian"))
    by_government = models.BooleanField(_("taken over by the Government office"), default=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="decree_draft_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.version}"
