"""The concluded contract as the applicant reports it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commission.models import Application
from commission.pages.applicant.forms.fields import IdentifierField, MoneyField
from commission.pages.countries import countries_or_unknown
from commission.pages.forms import DateField, KeyedForm, LineField, PercentField
from commission.services.conclusions import ConclusionData


class ContractForm(KeyedForm):
    """Number, date and terms of the contract, with its text as a file."""

    contract_number = LineField(
        label=_("Number of the contract"),
        max_length=100,
        help_text=_("Write “without number” if it has none."),
        error_messages={"required": _("Give the number of the contract.")},
    )
    contract_date = DateField(
        label=_("Date of the contract"), error_messages={"required": _("Give the date of the contract.")}
    )
    share = PercentField(
        label=_("Share of all voting shares that passed, per cent"),
        error_messages={"required": _("Write the share that passed.")},
    )
    price = MoneyField(label=_("Price in the contract, KZT"), required=False)
    buyer = forms.ChoiceField(
        label=_("Who bought"), widget=forms.RadioSelect, error_messages={"required": _("Say who bought.")}
    )
    buyer_name = LineField(label=_("Full name of the other buyer"), required=False)
    buyer_country = forms.ChoiceField(
        label=_("Country of the other buyer"), choices=countries_or_unknown, required=False
    )
    buyer_identifier = IdentifierField(label=_("BIN or IIN of the other buyer"), required=False)
    file = forms.FileField(
        label=_("The contract as a file"),
        max_length=1000,
        allow_empty_file=True,
        error_messages={"required": _("Choose the file to attach.")},
        help_text=_("PDF, DOCX, XLSX, JPEG or PNG, without a password."),
    )

    def __init__(self, data: Any, files: Any, *, application: Application) -> None:
        initial = {"share": application.share, "price": application.price, "buyer": "permitted"}
        super().__init__(data, files, initial=initial)
        acquirer = next(party for party in application.declared_parties.all() if party.role == "acquirer")
        field = self.fields["buyer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("permitted", format_lazy("{}: {}", _("The permitted acquirer"), acquirer.name)),
            ("other", _("Somebody else")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("buyer") == "other" and not cleaned.get("buyer_name"):
            self.add_error("buyer_name", ValidationError(_("Name the buyer."), code="required"))
        return cleaned

    def data_given(self) -> ConclusionData:
        """What was typed, for the service; another buyer's fields count only where another buyer is chosen."""
        data = self.cleaned_data
        other = data["buyer"] == "other"
        return ConclusionData(
            contract_number=data["contract_number"],
            contract_date=data["contract_date"],
            share=data["share"],
            price=data["price"],
            buyer_name=data["buyer_name"] if other else "",
            buyer_country=data["buyer_country"] if other else "",
            buyer_identifier=data["buyer_identifier"] if other else "",
        )
