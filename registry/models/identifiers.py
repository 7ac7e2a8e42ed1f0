"""Numbers of a party other than BIN and IIN: LEI, foreign registers, records of imported files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.history import kept_history
from registry.models.parties import Party


class PartyIdentifier(models.Model):
    """A number by which an imported file recognises a party; a name never does.

    `scheme` is an org-id code such as XI-LEI or GB-COH, or `bods:` with a publisher, whose `value` is then the id of
    that publisher's record.
    """

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="identifiers", verbose_name=_("party")
    )
    scheme = models.CharField(_("scheme"), max_length=210)
    value = models.CharField(_("number"), max_length=255)

    history = kept_history()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("other number")
        verbose_name_plural = _("other numbers")
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="one_party_a_number")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"
