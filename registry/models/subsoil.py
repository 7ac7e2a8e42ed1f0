"""Contracts for the use of strategic resources, and who holds the right to conduct operations (NSL 22(4))."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.history import kept_history
from registry.models.naming import Named
from registry.models.objects import StrategicObject
from registry.models.parties import Party


def _not_empty(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
        name=name,
        violation_error_message=_("It must end after it begins."),
    )


class SubsoilContract(Named):
    """A subsoil or strategic-resource contract, named after its area."""

    number = models.CharField(_("number"), max_length=100, unique=True)
    area_km2 = models.DecimalField(_("area, km²"), max_digits=12, decimal_places=3, null=True, blank=True)
    object = models.ForeignKey(
        StrategicObject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name=_("strategic object"),
        help_text=_("Only where the right passes together with this object."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until (not included)"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)

    history = kept_history(excluded=["search"])

    class Meta:
        ordering = ["number"]
        verbose_name = _("subsoil contract")
        verbose_name_plural = _("subsoil contracts")
        constraints = [_not_empty("subsoil_contract_interval_not_empty")]

    def search_terms(self) -> list[str]:
        return [*super().search_terms(), self.number]

    def clean(self) -> None:
        super().clean()
        if self.area_km2 is not None and self.area_km2 <= 0:
            raise ValidationError({"area_km2": _("An area is more than zero.")})

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class OperatingRight(models.Model):
    """Who holds the right to conduct operations under a contract, on [valid_from, valid_to)."""

    contract = models.ForeignKey(
        SubsoilContract, on_delete=models.PROTECT, related_name="rights", verbose_name=_("contract")
    )
    holder = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        related_name="operating_rights",
        verbose_name=_("holder of the right"),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until (not included)"), null=True, blank=True)
    source = models.CharField(_("document"), max_length=300, blank=True)

    history = kept_history()

    class Meta:
        ordering = ["contract", "pk"]
        verbose_name = _("right to conduct operations")
        verbose_name_plural = _("rights to conduct operations")
        constraints = [_not_empty("operating_right_interval_not_empty")]

    def __str__(self) -> str:
        return f"{self.holder} - {self.contract}"
