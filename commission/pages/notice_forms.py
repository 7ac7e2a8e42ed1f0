"""A notice of enforcement or bankruptcy (SPL 192(6)), as a participant gives it and as the desk enters it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from commission.models.inquiry import NOTICES, InquiryKind
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.services.inquiries import NoticeData
from commission.services.paper_notices import PaperData
from commission.states import Capacity
from commission.wording import CAPACITY_NAMES
from registry.models import StrategicObject


class NoticeForm(KeyedForm):
    """What befell which object, since when, by which act."""

    code = LineField(
        label=gettext_lazy("Code of the object"),
        max_length=20,
        help_text=gettext_lazy("As in the list of strategic objects, for example SO-B-001."),
        error_messages={"required": gettext_lazy("Give the code of the object.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What has happened"),
        choices=lambda: [(str(kind), capfirst(str(kind.label))) for kind in NOTICES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what has happened.")},
    )
    capacity = forms.ChoiceField(
        label=gettext_lazy("You notify as"),
        choices=lambda: [(str(one), capfirst(str(name))) for one, name in CAPACITY_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say as whom you notify.")},
    )
    event_on = DateField(
        label=gettext_lazy("Date of the event"),
        help_text=gettext_lazy("The day of the act, or the day on which you learned of it."),
        error_messages={"required": gettext_lazy("Give the date of the event.")},
    )
    act_name = LineField(
        label=gettext_lazy("Act of the court or bailiff, with number and date"), required=False
    )
    text = TextField(
        label=gettext_lazy("In your words"),
        error_messages={"required": gettext_lazy("Say what has happened.")},
    )

    def clean_code(self) -> StrategicObject:
        found = StrategicObject.objects.filter(code__iexact=self.cleaned_data["code"]).first()
        if found is None:
            raise ValidationError(
                gettext_lazy("No strategic object has this code: look it up in the list."), code="unknown"
            )
        return found

    def notice(self) -> NoticeData:
        """What the services take."""
        data: dict[str, Any] = self.cleaned_data
        return NoticeData(
            object_id=data["code"].pk,
            kind=InquiryKind(data["kind"]),
            capacity=Capacity(data["capacity"]),
            event_on=data["event_on"],
            text=data["text"],
            act_name=data["act_name"],
        )


class PaperNoticeForm(NoticeForm):
    """The same from a paper, with what the register of correspondence needs."""

    notifier = LineField(
        label=gettext_lazy("Who gave the notice"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say who gave the notice.")},
    )
    notifier_email = forms.EmailField(
        label=gettext_lazy("E-mail for the answer"),
        required=False,
        help_text=gettext_lazy("Empty: the answer is printed from the notice's page and posted."),
    )
    sender_number = LineField(
        label=gettext_lazy("Number of the sender"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Empty: it has none."),
    )
    dated_on = DateField(label=gettext_lazy("Date of the letter"))
    received_on = DateField(label=gettext_lazy("Received on"))
    field_order = ("notifier", "notifier_email", "sender_number", "dated_on", "received_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].label = gettext_lazy("Notified as")
        self.fields["text"].label = gettext_lazy("What the paper says")

    def paper(self) -> PaperData:
        """What the register takes."""
        data = self.cleaned_data
        return PaperData(
            notifier=data["notifier"],
            email=data["notifier_email"],
            sender_number=data["sender_number"],
            dated_on=data["dated_on"],
            received_on=data["received_on"],
        )
