"""Filters of the supervision pages."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from commission.pages.officer.forms import CasesForm
from commission.queries_inbox import InboxFilter


class CaseFilterForm(CasesForm):
    """What the prosecutor's list is narrowed to. Without a choice: what is in progress, the newest first."""

    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("the newest first")), ("due", _("the soonest due first"))],
    )

    field_order = ("search", "state", "order", "overdue")

    def narrowed(self) -> InboxFilter:
        """The newest first unless the due dates were asked for."""
        return replace(super().narrowed(), newest=self.data.get("order") != "due")


class JournalFilterForm(forms.Form):
    """What the journal is narrowed to."""

    subject = forms.CharField(label=_("Subject, for example a case's number"), required=False, max_length=60)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
