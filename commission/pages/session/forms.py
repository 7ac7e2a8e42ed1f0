"""Forms of the secretary and the members."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commission.models import Session
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.wording import CHOICE_NAMES


class CallForm(forms.Form):
    """When and where a session sits."""

    day = DateField(label=_("Date"))
    time = forms.TimeField(label=_("Time"), input_formats=["%H:%M"], help_text=_("HH:MM, Astana time"))
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
    """A declared interest; empty means that there is none."""

    interest = TextField(
        label=_("Your interest in this item"),
        required=False,
        rows=3,
        max_length=2000,
        help_text=_(
            "Leave empty if you have none. A holding, a former employer or a relative on either side counts."
        ),
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


class PlainForm(KeyedForm):
    """A move that needs no words."""
