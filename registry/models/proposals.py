"""Changes that one keeper proposes and another confirms: an open case rests on what they change."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.history import DOCUMENT_LENGTH


class Proposal(models.Model):
    """Rows to be added, changed or removed as one step, and what became of it.

    `changes`: a list in the order of writing, each {kind, model, pk, label, document, before, after}; `before` and
    `after` are the row's stored values by column, None where there is no row. A `pk` of an added row is the one it had
    in the run that was rolled back: later changes name the row by it.
    """

    document = models.CharField(_("document"), max_length=DOCUMENT_LENGTH)
    changes = models.JSONField(_("changes"))
    proposed_by = models.ForeignKey(
        "registry.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed on"), auto_now_add=True)
    confirmed_by = models.ForeignKey(
        "registry.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed on"), null=True)
    rejected_by = models.ForeignKey(
        "registry.User", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("rejected by")
    )
    rejected_at = models.DateTimeField(_("rejected on"), null=True)
    rejection = models.TextField(_("why it was rejected"), blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change waiting for a second keeper")
        verbose_name_plural = _("changes waiting for a second keeper")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="registry_proposal_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, rejected_at__isnull=True),
                name="registry_proposal_confirmed_whole",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and self.rejected_at is None

    def __str__(self) -> str:
        return f"No. {self.pk}"
