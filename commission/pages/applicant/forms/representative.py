"""Appointing a representative by a power of attorney."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.pages.forms import DateField, LineField
from commission.services.representation import PowerData
from commission.states import Task
from commission.wording import TASK_NAMES


def _tasks() -> list[tuple[str, str]]:
    return [(str(task), capfirst(str(TASK_NAMES[task]))) for task in Task]


class RepresentativeForm(forms.Form):
    """Who acts, under which paper, from when until when, and for what."""

    representative = LineField(
        label=_("Login or e-mail of the representative"), max_length=254,
        help_text=_("The person needs an account for applicants."),
    )  # fmt: skip
    number = LineField(label=_("Number of the power of attorney"), max_length=60)
    dated_on = DateField(label=_("Date of the power of attorney"))
    valid_from = DateField(label=_("First day"))
    valid_until = DateField(label=_("Last day"), help_text=_("On the day after it every act is refused."))
    tasks = forms.MultipleChoiceField(
        label=_("What the representative may do"), choices=_tasks, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that the representative may do.")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("Scan of the power of attorney"), required=False, max_length=1000, allow_empty_file=True,
        help_text=_("PDF, JPEG or PNG. The officer sees it."),
    )  # fmt: skip

    def power_data(self) -> PowerData:
        """What was typed, for the service."""
        values: dict[str, Any] = self.cleaned_data
        names = ("representative", "number", "dated_on", "valid_from", "valid_until")
        tasks = tuple(Task(task) for task in values["tasks"])
        return PowerData(**{name: values[name] for name in names}, tasks=tasks)
