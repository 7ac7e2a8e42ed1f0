"""What is typed about absences and about handing cases over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.models import Application
from commission.pages.forms import DateField, KeyedForm, TextField
from commission.pages.officer.forms import PersonField
from registry.models import User


class AbsenceForm(forms.Form):
    """Who is away, who sits at their desk, and on which days."""

    person = PersonField(label=_("Who is away"), queryset=User.objects.none(), empty_label=None)
    substitute = PersonField(
        label=_("Substitute"),
        queryset=User.objects.none(),
        empty_label=_("choose"),
        help_text=_(
            "Sits at the desk on these days: work list, letters, acts. Never signs what either wrote."
        ),
    )
    first_day = DateField(label=_("First day"))
    last_day = DateField(label=_("Last day"), help_text=_("Included."))

    def __init__(self, *args: Any, people: Any, substitutes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "person", people)
        _offer(self, "substitute", substitutes)


class HandOverForm(forms.Form):
    """From whom, to whom, and why."""

    from_officer = PersonField(label=_("From officer"), queryset=User.objects.none(), empty_label=_("choose"))
    to_officer = PersonField(label=_("To officer"), queryset=User.objects.none(), empty_label=_("choose"))

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "from_officer", officers)
        _offer(self, "to_officer", officers)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("to_officer") and data.get("from_officer") == data.get("to_officer"):
            self.add_error("to_officer", _("Choose another officer to hand the cases to."))
        return data


class CasesField(forms.ModelMultipleChoiceField):
    """A choice of cases by number and object."""

    def label_from_instance(self, obj: Application) -> str:
        named = f", {obj.object.name}" if obj.object else ""
        return f"{obj.reference}{named} ({obj.get_state_display()})"


class ReassignForm(KeyedForm):
    """Which of the cases seen are handed over, and the reason."""

    cases = CasesField(
        label=_("Cases to hand over"),
        queryset=Application.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one case.")},
    )
    reason = TextField(label=_("Reason"), rows=3, max_length=2000)

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "cases", cases)


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
