"""Forms of the secretary and the members."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.models import Session
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.pages.officer.edited_form import EditedForm
from commission.states import Interest
from commission.wording import CHOICE_NAMES, INTEREST_NAMES


class CallForm(forms.Form):
    """When and where a session sits."""

    day = DateField(label=_("Date"))
    time = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M"],
        help_text=_("HH:MM, Astana time"),
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}),
    )
    place = LineField(label=_("Place"), max_length=200)

    def starts_at(self) -> datetime:
        """The moment typed, in the office's time zone."""
        data = self.cleaned_data
        return timezone.make_aware(datetime.combine(data["day"], data["time"]))


class SessionChoice(forms.ModelChoiceField):
    """A session by its number, time and place."""

    def label_from_instance(self, obj: Any) -> str:
        return _("No. %(number)s, %(when)s, %(place)s") % {
            "number": obj.number,
            "when": timezone.localtime(obj.starts_at).strftime("%d.%m.%Y %H:%M"),
            "place": obj.place,
        }


class AgendaForm(KeyedForm):
    """Which session an application goes to."""

    session = SessionChoice(
        label=_("Session"),
        queryset=Session.objects.filter(closed_at__isnull=True).order_by("starts_at"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    late_reason = TextField(
        label=_("Ground of urgency"),
        required=False,
        rows=2,
        max_length=1000,
        help_text=_("Only where the session's agenda is already closed (policy). The minutes will say it."),
    )


class SignForm(forms.Form):
    """The password, once more, for the text that the page shows."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CorrectionForm(forms.Form):
    """A correction of the minutes in both languages, and why."""

    text_kk = TextField(label=_("Correction in Kazakh"), rows=4)
    text_ru = TextField(label=_("Correction in Russian"), rows=4)
    reason = TextField(label=_("Reason"), rows=2, max_length=1000)


class CarryForm(forms.Form):
    """A later session for an item that has no quorum."""

    session = SessionChoice(
        label=_("Session"), queryset=Session.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, after: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        later = Session.objects.filter(
            opened_at__isnull=True,
            closed_at__isnull=True,
            votes_until__isnull=True,
            starts_at__gt=after.starts_at,
        )
        self.fields["session"].queryset = later.order_by("starts_at")  # type: ignore[attr-defined]


class AbsenteeForm(forms.Form):
    """A vote without a sitting: why, and until when."""

    ground = TextField(label=_("Ground of the emergency"), rows=3, max_length=1000)
    day = DateField(label=_("Votes are taken until"))
    time = forms.TimeField(
        label=_("Time"),
        input_formats=["%H:%M"],
        help_text=_("HH:MM, Astana time"),
        widget=forms.TimeInput(attrs={"class": "govuk-input--width-5"}),
    )

    def votes_until(self) -> datetime:
        """The moment typed, in the office's time zone."""
        data = self.cleaned_data
        return timezone.make_aware(datetime.combine(data["day"], data["time"]))


class LateForm(forms.Form):
    """Why papers may go out later than the policy asks."""

    reason = TextField(label=_("Reason of the delay"), rows=2, max_length=1000)


class PresenceForm(forms.Form):
    """Who is in the room."""

    present = forms.TypedMultipleChoiceField(
        label=_("Present"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        presences = list(session.presences.all())
        self.fields["present"].choices = [(p.member_id, p.member.full_name) for p in presences]  # type: ignore[attr-defined]
        self.fields["present"].initial = [p.member_id for p in presences if p.is_present]


class InterestForm(forms.Form):
    """What a member declares of an item: none, or an interest of a kind, in words."""

    kind = forms.ChoiceField(
        label=_("Your interest in this item"),
        choices=[(str(k), n) for k, n in INTEREST_NAMES.items()],
        widget=forms.RadioSelect,
        initial=str(Interest.NONE),
    )
    interest = TextField(
        label=_("In words"),
        required=False,
        rows=3,
        max_length=2000,
        help_text=_("A holding, a former employer or a relative on either side counts."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        words = bool(data.get("interest", "").strip())
        if "kind" in data and (data["kind"] == Interest.NONE) == words:
            self.add_error("interest", _("Describe the interest in words, or declare none."))
        return data


class MemberInterestForm(forms.Form):
    """A lasting interest of a member's own."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(str(k), n) for k, n in INTEREST_NAMES.items() if k not in (Interest.NONE, Interest.BODY)],
        widget=forms.RadioSelect,
    )
    name = LineField(label=_("Name of the organisation or person"), max_length=300)
    identifier = LineField(
        label=_("BIN or IIN"),
        max_length=12,
        required=False,
        help_text=_("If you know it: the system then finds it in the registry whatever its name."),
    )


class VoteForm(forms.Form):
    """A vote, with an optional dissent for the minutes."""

    choice = forms.ChoiceField(
        label=_("Your vote"), choices=[(str(c), n) for c, n in CHOICE_NAMES.items()], widget=forms.RadioSelect
    )
    dissent = TextField(
        label=_("Dissenting opinion, for the minutes"), required=False, rows=3, max_length=4000
    )


class ReasonForm(KeyedForm):
    """A move that needs a reason."""

    reason = TextField(label=_("Reason"), rows=3, max_length=4000)


class EditedMinutesForm(EditedForm):
    """The edited minutes, and why they were corrected."""

    reason = TextField(label=_("Reason"), rows=2, max_length=2000)


class PlainForm(KeyedForm):
    """A move that needs no words."""
