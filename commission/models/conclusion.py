"""The concluded contract as its applicant reports it, and its way into the registry (SPL 188(3), (7))."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.models.fields import ShareField
from commission.models.package import Document
from registry.models import Party, User


class ConclusionState(models.TextChoices):
    """How far a report has come."""

    REPORTED = "reported", pgettext_lazy("contract", "reported, not checked yet")
    RETURNED = "returned", pgettext_lazy("contract", "returned to the applicant")
    CONFIRMED = "confirmed", pgettext_lazy("contract", "confirmed, waits for a keeper of the registry")
    ENTERED = "entered", pgettext_lazy("contract", "entered in the registry")


class Conclusion(models.Model):
    """reported -> confirmed by the desk -> entered by a keeper; or returned to the applicant.

    `share` is the exact fraction of all voting shares that passed, `price` in KZT. The buyer is the permitted
    acquirer, or (`buyer` empty, name given) somebody else. `changes` are the registry's rows as they were written:
    model, id and kind of change.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="conclusions"
    )
    contract_number = models.CharField(_("number of the contract"), max_length=100)
    contract_date = models.DateField(_("date of the contract"))
    buyer_name = models.CharField(_("buyer"), max_length=300)
    buyer_country = models.CharField(_("country"), max_length=2, blank=True)
    buyer_identifier = models.CharField(_("BIN or IIN"), max_length=12, blank=True)
    buyer_kind = models.CharField(_("kind"), max_length=12)
    buyer = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    share = ShareField(_("share of all voting shares"))
    price = models.DecimalField(_("price, KZT"), max_digits=20, decimal_places=2, null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=ConclusionState.choices, default=ConclusionState.REPORTED
    )
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(_("reason"), blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)
    changes = models.JSONField(default=list)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(state="returned"),
                name="one_conclusion_under_way",
            ),
            models.UniqueConstraint(
                fields=["application", "key"], condition=~Q(key=""), name="conclusion_by_key"
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True) | ~Q(entered_by=F("confirmed_by")),
                name="conclusion_four_eyes",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="conclusion_by_state")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.contract_number}"

    @property
    def is_open(self) -> bool:
        """It still waits for somebody of the authority."""
        return self.state in (ConclusionState.REPORTED, ConclusionState.CONFIRMED)
