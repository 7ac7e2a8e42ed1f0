"""What is typed of the Government's act on the composition."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.models.composition import OFFICES
from commission.pages.forms import DateField, LineField, TextField
from commission.permissions_session import NEVER_MEMBERS
from commission.services.compositions import MemberData
from registry.models import Appointment, StateBody, User
from registry.roles import ROLE_NAMES

_NOBODY = ("", "—")


class CompositionForm(forms.Form):
    """The act, and from which day its list holds."""

    act_number = LineField(label=_("Number of the Government's act"), max_length=60)
    act_date = DateField(label=_("Date of the act"))
    valid_from = DateField(label=_("In force from"))
    absentee_basis = LineField(
        label=_("Provision that allows absentee ballots"),
        max_length=200,
        required=False,
        help_text=_("Empty: the act does not allow them."),
    )
    reason = TextField(label=_("Note"), required=False, rows=2, max_length=1000)


class MemberForm(forms.Form):
    """One line of the list; empty lines are left out."""

    user = forms.TypedChoiceField(label=_("Member"), coerce=int, required=False, empty_value=None)
    office = forms.ChoiceField(
        label=_("Office"), choices=[(str(office), ROLE_NAMES[office]) for office in reversed(OFFICES)]
    )
    body = forms.TypedChoiceField(label=_("Body represented"), coerce=int, required=False, empty_value=None)
    substitute = forms.TypedChoiceField(label=_("Substitute"), coerce=int, required=False, empty_value=None)
    substitute_ground = LineField(label=_("Ground of the substitution"), max_length=200, required=False)

    def __init__(self, *args: Any, people: list[Any], bodies: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [_NOBODY, *people]  # type: ignore[attr-defined]
        self.fields["substitute"].choices = [_NOBODY, *people]  # type: ignore[attr-defined]
        self.fields["body"].choices = [_NOBODY, *bodies]  # type: ignore[attr-defined]


class MemberFormSet(forms.BaseFormSet):
    """All lines; the people and bodies to choose from are read once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        barred = Appointment.objects.in_force().filter(role__in=NEVER_MEMBERS).values("user_id")
        people = User.objects.filter(is_active=True).exclude(pk__in=barred)
        kwargs["form_kwargs"] = {
            "people": sorted(((one.pk, one.full_name) for one in people), key=lambda one: one[1]),
            "bodies": sorted(((body.pk, body.name) for body in StateBody.objects.all()), key=lambda b: b[1]),
        }
        super().__init__(*args, **kwargs)

    def members(self) -> list[MemberData]:
        """The lines that name somebody."""
        return [
            MemberData(
                user_id=line["user"],
                office=line["office"],
                body_id=line["body"],
                substitute_id=line["substitute"],
                substitute_ground=line["substitute_ground"],
            )
            for line in (form.cleaned_data for form in self.forms)
            if line.get("user")
        ]
