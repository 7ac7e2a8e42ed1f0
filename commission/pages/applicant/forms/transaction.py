"""The transaction: what kind of deal, how large a share, for how much and when."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.models import Application
from commission.pages.applicant.forms.fields import MoneyField
from commission.pages.forms import DateField, PercentField, TextField
from commission.services.applications import TransactionData
from commission.states import Kind, SaleMode
from commission.wording import KIND_NAMES, MODE_NAMES

FIELDS = ("kind", "sale_mode", "share", "price", "valuation", "contract_date", "purpose")


def _kinds() -> list[tuple[str, str]]:
    return [(str(kind), capfirst(str(KIND_NAMES[kind]))) for kind in Kind]


def _modes() -> list[tuple[str, str]]:
    return [(str(mode), capfirst(str(MODE_NAMES[mode]))) for mode in SaleMode]


class TransactionForm(forms.Form):
    """The transaction's section; everything but kind and share may wait until it is known."""

    kind = forms.ChoiceField(
        label=_("Kind of transaction"), choices=_kinds, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of transaction.")},
    )  # fmt: skip
    sale_mode = forms.ChoiceField(
        label=_("Way of sale"), choices=_modes, widget=forms.RadioSelect, required=False,
        help_text=_("Needed for a sale: the law treats the exchange, auctions and private deals differently."),
    )  # fmt: skip
    share = PercentField(
        label=_("Share of all voting shares that passes, per cent"),
        help_text=_("For example 10, 12,5 or 1/35. If the object passes as a whole, write 100."),
        error_messages={"required": _("Write the share that passes.")},
    )
    price = MoneyField(label=_("Price, KZT"), required=False, help_text=_("For example 1 250 000,50."))
    valuation = MoneyField(
        label=_("Valuation, KZT"), required=False, help_text=_("The market value in the valuation report.")
    )
    contract_date = DateField(label=_("Intended date of the contract"), required=False)
    purpose = TextField(
        label=_("Purpose of the transaction"), required=False, max_length=4000,
        help_text=_("What the deal is for and what the acquirer plans with the object. Up to 4,000 characters."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, application: Application) -> None:
        super().__init__(data, initial={name: getattr(application, name) for name in FIELDS})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (
            cleaned.get("kind") == Kind.SALE
            and "sale_mode" not in self.errors
            and not cleaned.get("sale_mode")
        ):
            self.add_error("sale_mode", _("Say how the object is sold."))
        return cleaned

    def transaction_data(self) -> TransactionData:
        """What was typed, for the service."""
        return TransactionData(**{name: self.cleaned_data[name] for name in FIELDS})
