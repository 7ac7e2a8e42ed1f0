"""What the desk types when it asks the applicant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.forms import TextField
from commission.procedure.requests import questions_in
from commission.services.requests import RequestData


class RequestForm(forms.Form):
    """A list of questions with the time to answer; a late one says why."""

    questions = TextField(
        label=_("Questions, one a line"),
        rows=10,
        max_length=20000,
        help_text=_("Ask everything at once: they are numbered, and each gets its own answer and documents."),
    )
    working_days = forms.IntegerField(
        label=_("Working days to answer"),
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    late_reason = TextField(
        label=_("Why these questions could not be asked before"),
        rows=3,
        help_text=_(
            "A list went out in this stage already. A later one is marked late and counted in public."
        ),
    )

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_reason"]

    def request_data(self) -> RequestData:
        """The list as the service takes it."""
        data = self.cleaned_data
        return RequestData(
            questions=questions_in(data["questions"]),
            working_days=data["working_days"],
            late_reason=data.get("late_reason", ""),
        )


class ReasonForm(forms.Form):
    """Why a request is taken back."""

    reason = TextField(label=_("Reason, told to the applicant"), rows=3)
