"""The acquirer's own part of a case, which neither side shows the other."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models import User


class Side(models.TextChoices):
    """Whose paper or statement it is."""

    SELLER = "seller", _("applicant's side")
    ACQUIRER = "acquirer", _("acquirer's side")


class CompartmentQuerySet(models.QuerySet["Compartment"]):
    def live(self) -> "CompartmentQuerySet":
        """Those not closed: the acquirer fills its part itself, or was asked to."""
        return self.filter(closed_at__isnull=True)


class Compartment(models.Model):
    """An invitation by address, and once accepted the part that the acquirer fills and confirms itself.

    While it is live, the sections on the acquirer and on those behind it are the acquirer's alone. The link is used
    once; it is made from `nonce` with the secret key, which is not in the database.
    """

    application = models.ForeignKey(
        "commission.Application", on_delete=models.PROTECT, related_name="compartments"
    )
    address = models.EmailField(_("e-mail of the acquirer"))
    nonce = models.CharField(max_length=16)
    expires_on = models.DateField(_("the link is good until"))
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="compartments")
    accepted_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = CompartmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(closed_at__isnull=True), name="one_live_compartment"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, accepted_at__isnull=True)
                | Q(person__isnull=False, accepted_at__isnull=False),
                name="compartment_accepted_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(accepted_at__isnull=False),
                name="compartment_confirmed_after_acceptance",
            ),
        ]

    @property
    def is_live(self) -> bool:
        return self.closed_at is None

    @property
    def is_complete(self) -> bool:
        """The acquirer has confirmed its part."""
        return self.is_live and self.confirmed_at is not None

    @property
    def link_is_good(self) -> bool:
        return self.is_live and self.person_id is None and timezone.localdate() <= self.expires_on

    def __str__(self) -> str:
        return self.address
