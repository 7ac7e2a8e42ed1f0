"""What the desk and the head type. Forms check how something is written; whether it may be done, the services say."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.models import Application, Document
from commission.models.alert import AlertKind, AlertState, ClosingReason
from commission.pages.consulted.forms import OpinionFields
from commission.pages.document_names import DOCUMENT_NAMES
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.pages.library.case_forms import ConditionsField, condition_choices
from commission.queries_inbox import InboxFilter
from commission.services.contests import Evidence
from commission.services.registration import ACT_VERBS, needs_reason, reason_is_public
from commission.states import Motion, Standing, State
from commission.wording import GROUND_NAMES, MOTION_NAMES, OUTCOME_NAMES, STATE_NAMES
from registry.models import User

_STAGES = (
    ("", _("in progress")),
    ("decided", _("after the decision")),
    ("final", _("closed")),
    ("any", _("all")),
)
_STATES = [(str(state), name) for state, name in STATE_NAMES.items() if state != State.DRAFT]


class CasesForm(forms.Form):
    """What a list of cases is narrowed to. Without a choice it shows what is in progress; a search looks everywhere."""

    search = forms.CharField(label=_("Number, object or party"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*_STAGES, (_("One state"), _STATES)])
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def narrowed(self) -> InboxFilter:
        """The filter as the query takes it; what was typed wrong narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        search = data.get("search", "")
        state = data.get("state", "") or ("any" if search else "pending")
        return InboxFilter(
            state="" if state == "any" else state, overdue=bool(data.get("overdue")), search=search
        )

    def active(self) -> int:
        """How many filters are set."""
        return sum(bool(value) for value in self.cleaned_data.values()) if self.is_valid() else 0


class WorklistForm(CasesForm):
    """The work list, the soonest due first."""

    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[("", _("everybody's")), ("mine", _("mine")), ("unassigned", _("nobody's yet"))],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("the soonest due first")), ("newest", _("the newest first"))],
    )
    field_order = ("search", "state", "whose", "order", "overdue")

    def narrowed(self) -> InboxFilter:
        """Also by whose cases they are, and in which order."""
        narrowed = super().narrowed()
        data = self.cleaned_data if self.is_valid() else {}
        return replace(
            narrowed,
            mine=data.get("whose") == "mine",
            unassigned=data.get("whose") == "unassigned",
            newest=data.get("order") == "newest",
        )


class PersonField(forms.ModelChoiceField):
    """A choice of people by their names."""

    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class DocumentField(forms.ModelChoiceField):
    """A choice of documents by code, name and title."""

    def label_from_instance(self, obj: Document) -> str:
        return f"{obj.code} {DOCUMENT_NAMES.get(obj.code, '')}: {obj.title}"


class AssignForm(forms.Form):
    """Whom the head puts in charge."""

    officer = PersonField(
        label=_("Officer"), queryset=User.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = officers


class PlainForm(KeyedForm):
    """A move that needs no words."""


# Where "reason" is not the word for what is written down.
_NOTES = {
    "abandon": _("How it became known"),
}


class StepForm(KeyedForm):
    """A move that carries only words and, for some, the number and date of an act."""

    note = TextField(label=_("Reason"))
    act_number = LineField(label=_("Number of the document"), max_length=60)
    act_date = DateField(label=_("Date of the document"))

    def __init__(self, *args: Any, verb: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason(verb):
            del self.fields["note"]
        elif reason_is_public(verb):
            self.fields["note"].label = _("Reason, told to the applicant")
        elif verb in _NOTES:
            self.fields["note"].label = _NOTES[verb]
        if verb not in ACT_VERBS:
            del self.fields["act_number"], self.fields["act_date"]


class AssessmentForm(forms.Form):
    """An officer's outcome for a check that no program settled."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        widget=forms.RadioSelect,
        choices=[(str(outcome), name) for outcome, name in OUTCOME_NAMES.items()],
    )
    reason = TextField(
        label=_("Reason"),
        rows=6,
        help_text=_("What you examined and what follows from it. It stands in the report."),
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
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = documents


class ContestForm(KeyedForm):
    """What is held against a finding, and on what evidence."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        widget=forms.RadioSelect,
        choices=[(str(ground), name) for ground, name in GROUND_NAMES.items()],
    )
    reason = TextField(
        label=_("Reason"),
        rows=6,
        help_text=_(
            "What is wrong with the finding and what follows from it. Members and prosecutor read it."
        ),
    )
    document = DocumentField(
        label=_("Evidence: document of the case"),
        queryset=Document.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    act_name = LineField(
        label=_("Evidence: cited act"),
        required=False,
        help_text=_("Consent, decision, law or treaty. For a treaty give the act that ratified it."),
    )
    act_number = LineField(label=_("Number of the act"), max_length=60, required=False)
    act_date = DateField(label=_("Date of the act"), required=False)

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = documents

    def evidence(self) -> Evidence:
        """What was named, as the service takes it."""
        data = self.cleaned_data
        return Evidence(
            document_id=data["document"].pk if data["document"] else None,
            act_name=data["act_name"],
            act_number=data["act_number"],
            act_date=data["act_date"],
        )


class ContestDecisionForm(forms.Form):
    """Whether another person takes a contest over."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            (str(Standing.COUNTERSIGNED), _("countersign the contest")),
            (str(Standing.REFUSED), _("refuse the countersign")),
        ],
    )
    reason = TextField(label=_("Reason, if you refuse"), rows=4, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") == Standing.REFUSED and not data.get("reason", "").strip():
            self.add_error("reason", _("Give the reason."))
        return data


class WithdrawalForm(forms.Form):
    """Why a contest is no longer held."""

    reason = TextField(label=_("Reason"), rows=4)


class LetterForm(OpinionFields):
    """An opinion that came on paper."""

    letter_number = LineField(label=_("Number of the letter"), max_length=60)
    letter_date = DateField(label=_("Date of the letter"))
    field_order = ["letter_number", "letter_date"]


class ReportForm(forms.Form):
    """The officer's report with the motion it proposes."""

    motion = forms.ChoiceField(label=_("Proposed recommendation"), widget=forms.RadioSelect)
    conditions = ConditionsField(
        help_text=_(
            "Only with “grant the permission with conditions”. They are prepared on a page of their own."
        )
    )

    def __init__(self, *args: Any, motions: list[Motion], prepared: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, conditions = self.fields["motion"], self.fields["conditions"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(conditions, ConditionsField)
        conditions.choices = condition_choices(prepared)
        field.choices = [(str(motion), MOTION_NAMES[motion]) for motion in motions]


class GrantForm(forms.Form):
    """Access to one case for a named person and a time."""

    user = PersonField(label=_("Who gets access"), queryset=User.objects.none(), empty_label=_("choose"))
    first_day = DateField(label=_("First day"))
    last_day = DateField(label=_("Last day"))
    reason = TextField(label=_("Reason"), rows=3)

    def __init__(self, *args: Any, application: Application, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            User.objects.filter(is_active=True)
            .exclude(pk__in=[by.pk, application.applicant_id])
            .order_by("last_name", "first_name", "username")
        )

    def valid_from(self) -> datetime:
        """The first day's beginning."""
        return _midnight(self.cleaned_data["first_day"])

    def valid_until(self) -> datetime:
        """The last day's end."""
        return _midnight(self.cleaned_data["last_day"] + timedelta(days=1))


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class ReleaseForm(forms.Form):
    """Why a condition no longer binds."""

    reason = TextField(
        label=_("Reason"), help_text=_("How it was met and who verified it, or why it is waived.")
    )


class AlertFilterForm(forms.Form):
    """What the list of alerts is narrowed to."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("not closed")), *AlertState.choices, ("any", _("all"))],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *AlertKind.choices])


class CaseField(forms.ModelChoiceField):
    """A choice of cases by their numbers."""

    def label_from_instance(self, obj: Application) -> str:
        return f"{obj.reference}, {obj.get_state_display()}"


class CloseAlertForm(KeyedForm):
    """Why an alert is closed; for some reasons the case that deals with it."""

    reason = forms.ChoiceField(label=_("Reason"), choices=ClosingReason.choices, widget=forms.RadioSelect)
    case = CaseField(
        label=_("Case"),
        queryset=Application.objects.none(),
        required=False,
        help_text=_("The case that deals with it, or whose permission covers it."),
    )
    text = TextField(label=_("In words"), required=False, max_length=2000)

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["case"]
        assert isinstance(choice, CaseField)
        choice.queryset = cases


class ReopenAlertForm(KeyedForm):
    """Why a closed alert is opened again."""

    text = TextField(label=_("Reason"), max_length=2000)
