"""Somebody who stands behind the acquirer, and the share held."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.models import DeclaredParty
from commission.pages.applicant.forms.fields import ShareRangeField
from commission.pages.applicant.forms.party import kind_choices
from commission.pages.countries import countries_or_unknown
from commission.pages.forms import LineField
from commission.services.applications import PartyData


class HolderForm(forms.Form):
    """One holder of the acquirer or of a company behind it."""

    company = forms.ChoiceField(label=_("Holds a share in"))
    name = LineField(
        label=_("Who holds it"), help_text=_("Full name of the company, the person or the state."),
        error_messages={"required": _("Type the holder's full name.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind of party"), choices=kind_choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the holder is.")},
    )  # fmt: skip
    country = forms.ChoiceField(
        label=_("Country of registration or citizenship"), choices=countries_or_unknown, required=False
    )
    share = ShareRangeField(
        label=_("Share of votes, per cent"),
        error_messages={"required": _("Write the share: exact, or a range.")},
        help_text=_("Exact, such as 25,5 or 1/3, or a range, such as 10-15, where you know no more."),
    )

    def __init__(self, *args: Any, companies: list[DeclaredParty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["company"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(company.pk), company.name) for company in companies]

    def party_data(self) -> PartyData:
        """The holder as typed, for the service."""
        values = self.cleaned_data
        return PartyData(kind=values["kind"], name=values["name"], country=values["country"])
