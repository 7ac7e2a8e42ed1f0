"""The Government office's decree."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.pages.library.case_forms import ConditionsField, condition_choices
from commission.services.decisions import DecisionData
from commission.states import Motion
from commission.wording import MOTION_NAMES


class DecreeForm(KeyedForm):
    """A decree as it was issued: number, date, two texts; internal reasons are kept apart from them."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=[(str(m), n) for m, n in MOTION_NAMES.items()], widget=forms.RadioSelect
    )
    number = LineField(label=_("Number of the decree"), max_length=60)
    date = DateField(label=_("Date of the decree"))
    text_kk = TextField(label=_("Text in Kazakh"), rows=8, max_length=20000)
    text_ru = TextField(
        label=_("Text in Russian"),
        rows=8,
        max_length=20000,
        help_text=_("Numbers, dates and names must agree with the Kazakh text before the decree is issued."),
    )
    unreasoned = forms.BooleanField(
        label=_("Refusal without reasons (SPL 187(3))"),
        required=False,
        help_text=_("The internal record keeps the reasons and is countersigned by another person first."),
    )
    signed_by = LineField(
        label=_("Decided and signed by"), max_length=200, help_text=_("Office and name, as in the decree.")
    )
    competence = LineField(
        label=_("Competence: act and article"),
        max_length=300,
        help_text=_("The act that entitles this officer to decide (NSL 17(3), 28)."),
    )
    conditions = ConditionsField(help_text=_("Those proposed to the Government, and those that you add."))
    term_until = DateField(
        label=_("Permission valid until"), required=False, help_text=_("Only if the decree sets a term.")
    )
    deviation_reason = TextField(
        label=_("Why it differs from the recommendation"), required=False, rows=3, max_length=8000
    )
    internal_reasons = TextField(
        label=_("Internal reasons"),
        required=False,
        rows=4,
        max_length=8000,
        help_text=_("Never shown to the applicant."),
    )

    def __init__(self, *args: Any, proposed: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["conditions"]
        assert isinstance(field, ConditionsField)
        field.choices = condition_choices(proposed)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        wants = data.get("outcome") == Motion.GRANT_WITH_CONDITIONS
        if wants and not data.get("conditions"):
            self.add_error("conditions", _("Choose the conditions."))
        if not wants and data.get("conditions"):
            self.add_error(
                "conditions", _("Conditions belong to “grant the permission with conditions”. Remove them.")
            )
        return data

    def decree(self) -> DecisionData:
        data = self.cleaned_data
        return DecisionData(
            outcome=Motion(data["outcome"]),
            number=data["number"],
            date=data["date"],
            text_kk=data["text_kk"],
            text_ru=data["text_ru"],
            conditions=tuple(data["conditions"]),
            internal_reasons=data["internal_reasons"],
            deviation_reason=data["deviation_reason"],
            term_until=data["term_until"],
            unreasoned=data["unreasoned"],
            signed_by=data["signed_by"],
            competence=data["competence"],
        )


class ReturnForm(KeyedForm):
    """Returning a case to the review."""

    reason = TextField(label=_("Reason"), rows=4, max_length=4000)
