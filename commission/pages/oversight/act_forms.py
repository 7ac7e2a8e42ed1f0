"""Forms of the prosecutor's acts."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from commission.documents.messages import MEGABYTE
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.services.supervision import ActData
from commission.states import ActKind
from commission.wording import ACT_KIND_NAMES


def _file() -> forms.FileField:
    return forms.FileField(
        label=_("Document"),
        required=False,
        allow_empty_file=True,  # the intake says in words what to do about an empty one
        max_length=1000,
        help_text=format_lazy(
            _("PDF, DOCX, XLSX, JPEG or PNG, up to {megabytes} MB, without a password."),
            megabytes=settings.MAX_DOCUMENT_BYTES // MEGABYTE,
        ),
    )


def _kinds() -> list[tuple[str, str]]:
    return [(str(kind), capfirst(str(name))) for kind, name in ACT_KIND_NAMES.items()]


class ActForm(KeyedForm):
    """An act as the prosecutor's office issued it."""

    kind = forms.ChoiceField(label=_("Kind of act"), choices=_kinds, widget=forms.RadioSelect)
    number = LineField(label=_("Number of the act"), max_length=60)
    date = DateField(label=_("Date of the act"))
    text = TextField(label=_("Text of the act"), rows=8, max_length=20000)
    due_on = DateField(label=_("Answer due"))
    suspends = forms.BooleanField(
        label=_("The act suspends the case until it is answered"),
        required=False,
        help_text=_("Tick it only if the act says so: the case then moves no further towards a decision."),
    )
    document = _file()

    def act(self) -> ActData:
        """The act as the services take it."""
        data: dict[str, Any] = self.cleaned_data
        return ActData(
            kind=ActKind(data["kind"]),
            number=data["number"],
            date=data["date"],
            text=data["text"],
            due_on=data["due_on"],
            suspends=data["suspends"],
        )


class AnswerActForm(forms.Form):
    """The head's answer."""

    answer = TextField(label=_("Answer"), rows=8, max_length=20000)
    document = _file()


class WithdrawActForm(forms.Form):
    """Why an act is taken back."""

    reason = TextField(label=_("Reason"), rows=3, max_length=4000)


class CloseActForm(forms.Form):
    """A last word on an act, if there is one."""

    reason = TextField(label=_("What is noted at the end"), required=False, rows=3, max_length=4000)
