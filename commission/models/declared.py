"""Who takes part in a transaction, as declared: the applicant, the acquirer, and who stands behind the acquirer."""

from fractions import Fraction
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.fields import ShareField
from registry.names import folded


class DeclaredParty(models.Model):
    """A party as the applicant names it: the acquirer, or somebody who stands behind the acquirer (SPL 188(1) D7)."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.CASCADE, related_name="declared_parties"
    )
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=[
            ("applicant", _("applicant")),
            ("acquirer", _("acquirer")),
            ("holder", _("stands behind the acquirer")),
        ],
    )
    party = models.ForeignKey(
        "registry.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the registry"),
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=[("entity", _("legal entity")), ("individual", _("individual")), ("state", _("state"))],
    )
    name = models.CharField(_("name"), max_length=300)
    country = models.CharField(_("country"), max_length=2, blank=True)
    identifier = models.CharField(_("BIN or IIN"), max_length=12, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.CharField(_("postal address"), max_length=300, blank=True)
    registration = models.CharField(_("number in a foreign register"), max_length=60, blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "role"],
                condition=~models.Q(role="holder"),
                name="one_applicant_one_acquirer",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search column in step, also when only some fields are saved."""
        self.search = folded(self.name, self.identifier)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search"}
        super().save(*args, **kwargs)


class DeclaredHolding(models.Model):
    """A stake in the acquirer, or in a holder of it, as the applicant declares it."""

    application = models.ForeignKey(
        "commission.Application", on_delete=models.CASCADE, related_name="declared_holdings"
    )
    owner = models.ForeignKey(
        DeclaredParty, on_delete=models.CASCADE, related_name="holdings", verbose_name=_("who")
    )
    company = models.ForeignKey(
        DeclaredParty, on_delete=models.CASCADE, related_name="held_by", verbose_name=_("in whom")
    )
    low = ShareField(_("share of votes, lowest"))
    high = ShareField(_("share of votes, highest"))

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "company"], name="declared_once")]

    @property
    def exact(self) -> Fraction | None:
        return self.low if self.low == self.high else None
