"""Forms that end a case without a decision."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.models import Document
from commission.models.annulment import Authority
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.pages.officer.forms import DocumentField
from commission.services.annulments import AnnulmentData
from commission.states import ENDING_GROUNDS, State
from commission.wording import ENDING_GROUND_NAMES, STATE_NAMES


def _choices(*states: State) -> list[tuple[str, str]]:
    return [
        (f"{state}:{ground}", f"{capfirst(str(STATE_NAMES[state]))}: {ENDING_GROUND_NAMES[ground]}")
        for state in states
        for ground in ENDING_GROUNDS[state]
    ]


class DismissForm(KeyedForm):
    """The case ends without a review: in which way, and on which ground."""

    ending = forms.ChoiceField(
        label=_("Why it ends"),
        widget=forms.RadioSelect,
        choices=lambda: _choices(State.NOT_REQUIRED, State.NOT_ADMITTED),
    )
    reason = TextField(
        label=_("Reason, told to the applicant"), help_text=_("The applicant may appeal against it.")
    )

    def as_state(self) -> State:
        """The way of ending that was chosen."""
        return State(self.cleaned_data["ending"].partition(":")[0])

    def ground(self) -> str:
        """The ground that was chosen."""
        return str(self.cleaned_data["ending"].partition(":")[2])


class AnnulmentForm(KeyedForm):
    """The act that sets a decision aside, and whether it must be taken again."""

    authority = forms.ChoiceField(
        label=_("Set aside by"),
        widget=forms.RadioSelect,
        choices=lambda: [(value, capfirst(str(name))) for value, name in Authority.choices],
    )
    act_number = LineField(label=_("Number of the document"), max_length=60)
    act_date = DateField(label=_("Date of the document"))
    note = TextField(label=_("Reason, told to the applicant"))
    again = forms.ChoiceField(
        label=_("Must the decision be taken again?"),
        widget=forms.RadioSelect,
        choices=(
            ("yes", _("Yes: a new case begins at the review")),
            ("no", _("No: nothing is left to decide")),
        ),
    )

    def data_typed(self) -> AnnulmentData:
        """What the service takes."""
        data = self.cleaned_data
        return AnnulmentData(
            authority=Authority(data["authority"]),
            act_number=data["act_number"],
            act_date=data["act_date"],
            reason=data["note"],
            again=data["again"] == "yes",
        )


class ProposalForm(forms.Form):
    """That a case be discontinued: the ground, what the applicant will read, and a paper that shows it."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        widget=forms.RadioSelect,
        choices=[(str(g), ENDING_GROUND_NAMES[g]) for g in ENDING_GROUNDS[State.DISCONTINUED]],
    )
    reason = TextField(
        label=_("Reason, told to the applicant"), help_text=_("The applicant may appeal against it.")
    )
    document = DocumentField(
        label=_("Document relied on"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        assert isinstance(field, DocumentField)
        field.queryset = documents


class CountersignForm(KeyedForm):
    """The head's word on a proposal."""

    verdict = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            ("confirm", _("Confirm: the case is discontinued")),
            ("refuse", _("Refuse: the case goes on")),
        ],
    )
    refusal = TextField(label=_("Why it is refused"), required=False, max_length=2000, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("verdict") == "refuse" and not (cleaned.get("refusal") or "").strip():
            self.add_error("refusal", _("Give the reason."))
        return cleaned
