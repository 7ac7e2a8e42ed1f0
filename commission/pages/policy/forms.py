"""What is typed to propose a policy value or a ground of the clock."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commission.pages.forms import DateField, LineField, TextField
from commission.services.policies import GroundData
from commission.states import Movement
from commission.wording import MOVEMENT_NAMES


class ValueForm(forms.Form):
    """A new value, the day from which it holds, and why."""

    value = LineField(
        label=_("New value"), max_length=12, widget=forms.TextInput(attrs={"class": "govuk-input--width-5"})
    )
    valid_from = DateField(
        label=_("In force from"), help_text=_("Today or later: nothing is changed backwards.")
    )
    reason = TextField(label=_("Reason"), help_text=_("The order or minutes it rests on."), rows=3)


class GroundForm(forms.Form):
    """What an act allows, with its article."""

    movement = forms.ChoiceField(
        label=_("What the act allows"),
        widget=forms.RadioSelect,
        choices=[(str(m), MOVEMENT_NAMES[m]) for m in (Movement.PAUSE, Movement.EXTENSION)],
    )
    act = LineField(label=pgettext_lazy("legal act", "Act"), help_text=_("Its name, number and date."))
    article = LineField(label=_("Article"), max_length=60)
    name_en = LineField(label=_("Ground in English"), max_length=200)
    name_ru = LineField(label=_("Ground in Russian"), max_length=200)
    name_kk = LineField(label=_("Ground in Kazakh"), max_length=200)
    most_working_days = forms.IntegerField(
        label=_("Most working days of an extension"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("Empty: the act sets no limit."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    valid_from = DateField(label=_("In force from"))
    valid_until = DateField(label=_("In force until (not included)"), required=False)
    reason = TextField(label=_("Reason"), rows=3)

    def ground(self) -> GroundData:
        """The ground as the services take it."""
        data: dict[str, Any] = self.cleaned_data
        return GroundData(**{name: data[name] for name in GroundData.__slots__})
