"""A condition of a case as it is typed: an entry's places filled in, or words of one's own; why, and against what."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.models import LibraryCondition, Opinion
from commission.pages.consulted.threats import THREAT_CHOICES
from commission.pages.forms import DAY, DateField, LineField, TextField
from commission.pages.library.forms import TermsFields
from commission.procedure.conditions import Ending, Schedule
from commission.services.conditions import CaseData
from commission.wording_conditions import PARAMETER_NAMES


class OpinionField(forms.ModelChoiceField):
    """A choice of opinions by the bodies that gave them."""

    def label_from_instance(self, obj: Opinion) -> str:
        return f"{obj.consultation.body.name}: {obj.get_answer_display()}"


def _reason() -> TextField:
    return TextField(
        label=_("Why it is needed here"), rows=3, help_text=_("It stays inside: the decree has its own text.")
    )


def _due_on() -> DateField:
    return DateField(
        label=_("Due"),
        required=False,
        help_text=_("Empty: counted in months from the decree, as the terms say."),
    )


def cures_field(violations: Iterable[tuple[str, str]]) -> forms.MultipleChoiceField:
    """Which of the violations a condition cures."""
    return forms.MultipleChoiceField(
        label=_("Violations that it cures"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(violations),
        help_text=_(
            "Each of these keeps the permission from being proposed. A violation is cured where it no longer exists "
            "once the condition is met."
        ),
    )


class CuresForm(forms.Form):
    """What a prepared condition cures."""

    def __init__(self, *args: Any, violations: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cures"] = cures_field(violations)


class CaseFields(forms.Form):
    """Why a condition is needed, which threats it answers, on whose opinion it rests, its days."""

    def __init__(
        self, *args: Any, opinions: Any = None, violations: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        """`opinions`: those it may rest on; None where it belongs to the opinion that is being written.

        `violations`: (check id, name) of what keeps the permission from being proposed.
        """
        super().__init__(*args, **kwargs)
        if violations:
            self.fields["cures"] = cures_field(violations)
        if opinions is not None:
            self.fields["opinion"] = OpinionField(
                label=_("Opinion it rests on"), queryset=opinions, required=False, empty_label=_("none")
            )

    def case(self) -> CaseData:
        """What the case says, as the services take it."""
        data = self.cleaned_data
        opinion = data.get("opinion")
        return CaseData(
            reason=data["reason"],
            threats=tuple(data["threats"]),
            opinion_id=opinion.pk if opinion else None,
            cures=tuple(data.get("cures", ())),
            due_on=data.get("due_on"),
            ends_on=data.get("ends_on"),
        )


class EntryPlacesForm(CaseFields):
    """An entry of the library with its places to fill in."""

    template_name = "consulted/opinion_form.html"

    reason = _reason()
    threats = forms.MultipleChoiceField(
        label=_("Threats to national security, NSL 6(1)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=THREAT_CHOICES,
    )
    due_on = _due_on()
    ends_on = DateField(label=_("Ends on"))

    def __init__(self, *args: Any, entry: LibraryCondition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = entry.places()
        for name in self._places:
            label = capfirst(str(PARAMETER_NAMES[name]))
            self.fields[f"place_{name}"] = (
                DateField(label=label) if name == "date" else LineField(label=label, max_length=200)
            )
        if entry.schedule != Schedule.ONCE:
            del self.fields["due_on"]
        if entry.ending != Ending.ON_DATE:
            del self.fields["ends_on"]
        self.initial = {"threats": entry.threats, **self.initial}
        self.order_fields([f"place_{name}" for name in self._places])

    def values(self) -> dict[str, str]:
        """Place -> what was typed, days as they are written in a decree."""
        typed = {name: self.cleaned_data[f"place_{name}"] for name in self._places}
        return {name: f"{value:{DAY}}" if name == "date" else value for name, value in typed.items()}


class FreeConditionForm(TermsFields, CaseFields):
    """A condition in words of one's own, with everything that an entry of the library has."""

    reason = _reason()
    due_on = _due_on()
    ends_on = DateField(label=_("Ends on"), required=False, help_text=_("Only where it ends on a day."))


def condition_choices(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Prepared conditions as check boxes."""
    return [(str(row.pk), row.wording) for row in rows]


class ConditionsField(forms.TypedMultipleChoiceField):
    """Which of the conditions go with it; the value is their ids."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Conditions"))
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, required=False, **kwargs)
