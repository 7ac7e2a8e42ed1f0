"""Filters of the supervision pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.states import State
from commission.wording import STATE_NAMES


class CaseFilterForm(forms.Form):
    """What the prosecutor's list is narrowed to."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("any")), *[(str(s), n) for s, n in STATE_NAMES.items() if s != State.DRAFT]],
    )
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)
    search = forms.CharField(label=_("Number or object"), required=False, max_length=100)


class JournalFilterForm(forms.Form):
    """What the journal is narrowed to."""

    subject = forms.CharField(label=_("Subject, for example a case's number"), required=False, max_length=60)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
