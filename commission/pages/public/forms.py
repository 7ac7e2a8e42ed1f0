"""The filters of the list of objects; what does not fit is left out, never an error."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commission.pages.public.objects import ObjectFilter, regions
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
        field.choices = [("", gettext("All")), *((region, region) for region in regions())]

    def narrowed(self) -> ObjectFilter:
        """The filter as far as it makes sense."""
        self.is_valid()
        return ObjectFilter(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    def active(self) -> int:
        """How many filters narrow the list."""
        return sum(bool(self.cleaned_data.get(name)) for name in self.fields)
