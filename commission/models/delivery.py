"""Proofs that the applicant has the notice of the decision: the first of them starts the appeal period."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commission.models.decision import Decision
from registry.models import User


class DeliveryKind(models.TextChoices):
    READING = "reading", _("opened on the application's page")
    POST = "post", _("delivered by post")
    SERVICE = "service", _("handed over against signature")


class Delivery(models.Model):
    """One proof, on the day it proves; never changed. A reading is noted by the system, a paper's by the desk."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="deliveries")
    kind = models.CharField(_("proof of"), max_length=8, choices=DeliveryKind.choices)
    on = models.DateField(_("day"))
    number = models.CharField(_("number of the paper"), max_length=60, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(kind="reading"), name="first_reading_once"
            ),
            models.UniqueConstraint(
                fields=["decision", "kind", "number"],
                condition=~Q(kind="reading"),
                name="delivery_paper_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="reading") | ~Q(number=""), name="delivery_paper_has_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.kind} {self.on}"
