"""What is typed about a paper that came in: the letter, the comparison, the remarks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from commission.models import Application, InformationRequest
from commission.models.paper_entry import EntryKind
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.services.paper_entries import PaperData


class PaperForm(KeyedForm):
    """A paper as it lies before the officer."""

    correspondent = LineField(
        label=_("Who sent it"), max_length=300, help_text=_("The applicant's name as it stands on the paper.")
    )
    sender_number = LineField(
        label=_("Number of the sender"), max_length=60, required=False, help_text=_("Empty: it has none.")
    )
    dated_on = DateField(label=_("Date of the paper"))
    received_on = DateField(
        label=_("Received on"),
        help_text=_(
            "The day of the stamp of receipt, today or earlier. The term begins with it, not with today: day zero is "
            "the day on which the last missing document was received, even when it is registered later."
        ),
    )
    sheets = forms.IntegerField(
        label=_("Number of sheets"),
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        help_text=_("With all annexes, as counted at the receipt."),
        error_messages={"min_value": _("Count the sheets of the paper.")},
    )

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(
                _("This day is still to come: enter the day of the stamp of receipt."), code="future"
            )
        return day

    def paper_data(self) -> PaperData:
        """What was typed, for the service."""
        values = self.cleaned_data
        return PaperData(
            correspondent=values["correspondent"],
            sender_number=values["sender_number"],
            dated_on=values["dated_on"],
            received_on=values["received_on"],
            sheets=values["sheets"],
            reason=values.get("reason", ""),
        )


class RequestField(forms.ModelChoiceField):
    """A choice of requests by their days."""

    def label_from_instance(self, obj: InformationRequest) -> str:
        sent = timezone.localtime(obj.sent_at) if obj.sent_at else None
        return _("Sent on %(day)s, answer due %(due)s") % {
            "day": f"{sent:%d.%m.%Y}" if sent else "",
            "due": f"{obj.due_on:%d.%m.%Y}" if obj.due_on else "",
        }


class FurtherPaperForm(PaperForm):
    """A further paper of a case: what it is, and what it needs for that."""

    kind = forms.ChoiceField(label=_("What the paper is"), widget=forms.RadioSelect)
    request = RequestField(
        label=_("The request that it answers"), queryset=None, required=False, empty_label=None
    )
    reason = TextField(
        label=_("Reason of the withdrawal, as on the paper"), required=False, rows=3, max_length=2000
    )

    field_order = (
        "kind",
        "request",
        "correspondent",
        "sender_number",
        "dated_on",
        "received_on",
        "sheets",
        "reason",
    )

    def __init__(
        self, *args: Any, application: Application, kinds: Sequence[EntryKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kind, request = self.fields["kind"], self.fields["request"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(request, forms.ModelChoiceField)
        kind.choices = [(str(one), capfirst(str(one.label))) for one in kinds]
        request.queryset = InformationRequest.objects.filter(application=application).waiting()
        if EntryKind.ANSWER not in kinds:
            del self.fields["request"]
        if EntryKind.WITHDRAWAL not in kinds:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (
            cleaned.get("kind") == EntryKind.ANSWER
            and not cleaned.get("request")
            and "request" in self.fields
        ):
            self.add_error("request", _("Choose the request that the paper answers."))
        if cleaned.get("kind") == EntryKind.WITHDRAWAL and not cleaned.get("reason"):
            self.add_error("reason", _("Give the reason as it stands on the paper."))
        return cleaned


class ComparedForm(KeyedForm):
    """One box; without it nothing is confirmed."""

    compared = forms.BooleanField(
        label=_("I have compared every section with the scans: the entry says what the paper says"),
        error_messages={"required": _("Tick the box once you have compared everything.")},
    )
    seen = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)


class RemarksForm(KeyedForm):
    """What differs from the paper, by section."""

    def __init__(self, *args: Any, sections: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = [code for code, _name in sections]
        for code, name in sections:
            self.fields[f"section-{code}"] = TextField(label=name, required=False, rows=2, max_length=2000)

    def remarks(self) -> dict[str, str]:
        """Section -> remark; those left empty too."""
        return {code: self.cleaned_data[f"section-{code}"] for code in self.sections}


class PostingForm(KeyedForm):
    """A paper of ours went by post."""

    posted_on = DateField(label=_("Posted on"))
    number = LineField(
        label=_("Number of the postal item"), max_length=60, help_text=_("As on the receipt of the post.")
    )


class ArrivalForm(KeyedForm):
    """The proof of delivery came back."""

    delivered_on = DateField(label=_("Delivered on"))
    proof = LineField(label=_("Number of the paper that proves it"), max_length=60)


class LinkForm(KeyedForm):
    """Whose account it is, and by what it was shown."""

    login = LineField(label=_("Login or e-mail of the applicant's account"), max_length=254)
    document = LineField(
        label=_("Identity document that was shown"),
        max_length=200,
        help_text=_("Its kind, number and date; for a company also the paper of who acts for it."),
    )
    reason = TextField(
        label=_("How it was shown"),
        rows=3,
        max_length=2000,
        help_text=_("When and to whom, and how it agrees with the applicant of the case."),
    )

    def link_data(self) -> dict[str, str]:
        """What was typed, for the service."""
        return {name: self.cleaned_data[name] for name in ("login", "document", "reason")}
