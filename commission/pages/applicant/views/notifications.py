"""A participant's notices of enforcement or bankruptcy: given, and what became of them (SPL 192(6))."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from commission.models import Inquiry
from commission.models.inquiry import NOTICES, InquiryKind
from commission.pages.applicant.own import person, typed
from commission.pages.attempts import attempt
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.pages.refusals import shows_refusals
from commission.services.inquiries import NoticeData, give_notice
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


def _own(request: HttpRequest) -> list[Inquiry]:
    own = Inquiry.objects.filter(opened_by=person(request), kind__in=NOTICES)
    return list(own.select_related("object"))


@require_GET
def notifications(request: HttpRequest) -> HttpResponse:
    """The person's own notices, the newest first: number, lateness, whether and how it was settled."""
    return render(request, "applicant/notifications.html", {"rows": _own(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@shows_refusals
def notify(request: HttpRequest) -> HttpResponse:
    form = NoticeForm(typed(request))
    tried = attempt(
        request, form, lambda: give_notice(by=person(request), data=_data(form), key=form.cleaned_data["key"])
    )
    if tried.done:
        messages.success(
            request,
            _("The notice is received under number %(number)s.") % {"number": tried.made.reference},
        )
        return redirect("applicant:notifications")
    return render(request, "applicant/notify.html", {"form": form}, status=tried.status)


def _data(form: NoticeForm) -> NoticeData:
    data: dict[str, Any] = form.cleaned_data
    return NoticeData(
        object_id=data["code"].pk,
        kind=InquiryKind(data["kind"]),
        capacity=Capacity(data["capacity"]),
        event_on=data["event_on"],
        text=data["text"],
        act_name=data["act_name"],
    )
