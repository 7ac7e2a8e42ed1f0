"""The filters of the list of objects; what does not fit is left out, never an error."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commission.pages.public.objects import ObjectFilter, regions
from commission.wording_places import region_name
from registry.models.objects import Category, ListName


def _lists() -> list[tuple[str, str]]:
    return [("", gettext("Both")), *((str(name), str(label)) for name, label in ListName.choices)]


def _categories() -> list[tuple[str, str]]:
    return [("", gettext("All")), *((str(name), capfirst(str(label))) for name, label in Category.choices)]


class ObjectFilterForm(forms.Form):
    """Words in any letter case and language, list, category, region."""

    q = forms.CharField(label=_("Name, owner or code"), required=False, max_length=100)
    list = forms.ChoiceField(label=_("List"), choices=_lists, required=False)
    category = forms.ChoiceField(label=_("Category"), choices=_categories, required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("All")), *((region, region_name(region)) for region in regions())]

    def narrowed(self) -> ObjectFilter:
        """The filter as far as it makes sense."""
        self.is_valid()
        return ObjectFilter(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    def active(self) -> int:
        """How many filters narrow the list."""
        return sum(bool(self.cleaned_data.get(name)) for name in self.fields)


class PaperCheckForm(forms.Form):
    """What stands on a paper. How a number or code is written is not judged: what is none fits no paper."""

    number = forms.CharField(
        label=_("Number of the paper"),
        max_length=40,
        help_text=_("It begins with L, for example L-2026-00042."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("Check code"),
        max_length=40,
        help_text=_(
            "Ten letters and digits beside the number. Capital letters and dashes make no difference."
        ),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    sha256 = forms.CharField(
        label=_("SHA-256 of your file (if you want to compare it)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_sha256(self) -> str:
        typed = "".join(self.cleaned_data["sha256"].split()).lower()
        if typed and not re.fullmatch(r"[0-9a-f]{64}", typed):
            raise ValidationError(_("A SHA-256 value has 64 digits and letters from a to f."))
        return typed
