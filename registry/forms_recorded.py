"""Forms of the keepers for dated facts, contracts, tables and their confirmations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.countries import country_choices
from registry.forms import DocumentForm
from registry.models import DatedRow, ObjectFact, SubsoilContract, TableConfirmation


class ObjectFactForm(DocumentForm):
    """A dated fact of an object."""

    country = forms.ChoiceField(
        label=_("Country"),
        choices=country_choices,
        required=False,
        help_text=_("Of the network's control centre."),
    )

    class Meta:
        model = ObjectFact
        fields = [
            "object", "fact", "answer", "country", "number", "goods", "valid_from", "valid_to", "illustrative"
        ]  # fmt: skip


class ContractForm(DocumentForm):
    """A subsoil or strategic-resource contract."""

    class Meta:
        model = SubsoilContract
        fields = [
            "number", "name_en", "name_ru", "name_kk", "area_km2", "object", "valid_from", "valid_to", "illustrative"
        ]  # fmt: skip


class DatedRowForm(DocumentForm):
    """A row of a dated table, its country chosen by name."""

    country = forms.ChoiceField(label=_("Only this country"), choices=country_choices, required=False)

    class Meta:
        model = DatedRow
        fields = [
            "table", "name_en", "name_ru", "name_kk", "act", "number", "category", "kind", "country", "goods",
            "most", "whose", "ban", "aspect", "valid_from", "valid_to", "illustrative",
        ]  # fmt: skip


class ConfirmationForm(DocumentForm):
    """A keeper's word that a table is complete."""

    class Meta:
        model = TableConfirmation
        fields = ["table", "valid_from", "valid_to", "given_by", "illustrative"]
