"""What the applicant asked about the decision; answered by the desk or the Government office."""

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commission import permissions
from commission.models import Clarification
from commission.pages.forms import TextField
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.deadlines import deadline
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.queries import case_files
from commission.services.calendar import calendar_to_show
from commission.services.clarifications import answer_clarification
from commission.services.desk import allow
from registry.models import User

_SHOWN = 100


class ClarifyForm(forms.Form):
    """The explanation."""

    answer = TextField(
        label=gettext_lazy("Answer"),
        rows=8,
        max_length=8000,
        help_text=gettext_lazy("The applicant reads it."),
    )


def clarifications_of(user: User) -> QuerySet[Clarification]:
    """Questions about decisions of the cases this person reads."""
    return Clarification.objects.filter(decision__application__in=case_files(user)).select_related(
        "decision__application__object", "answered_by"
    )


def _rows(found: list[Clarification]) -> list[dict[str, object]]:
    """Each question with its deadline while it waits."""
    calendar, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    return [
        {"question": one, "deadline": deadline(calendar, one.due_on, today) if one.is_waiting else None}
        for one in found
    ]


@require_safe
def clarifications(request: HttpRequest, reference: str) -> HttpResponse:
    """The questions on one case."""
    found, user = application(request, reference), me(request)
    asked = clarifications_of(user).filter(decision__application=found).order_by("-pk")
    context = {
        "rows": _rows(list(asked)),
        "may_clarify": permissions.may_clarify(found, user),
        "heading": _("Clarification of the decision"),
        "reference": reference,
        "breadcrumbs": crumbs(user, found, _("Clarifications")),
    }
    return render(request, "officer/clarifications.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Questions on all of the person's cases that wait for an answer, the soonest due first, and the last answered."""
    asked = clarifications_of(me(request))
    context = {
        "rows": _rows(list(asked.filter(answered_at__isnull=True).order_by("due_on", "pk")[:_SHOWN])),
        "answered": _rows(list(asked.filter(answered_at__isnull=False).order_by("-answered_at")[:_SHOWN])),
        "heading": _("Clarifications"),
    }
    return render(request, "officer/clarifications.html", context)


@shows_refusals
def clarify(request: HttpRequest, reference: str, clarification_id: int) -> HttpResponse:
    """Answer one question."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_clarify(found, user))
    asked = clarifications_of(user).filter(decision__application=found, pk=clarification_id).first()
    if asked is None:
        raise Http404
    form = ClarifyForm(sent(request))
    page = Act(
        title=_("Clarify the decision"),
        text=asked.question,
        label=_("Send the answer"),
        done=_("The answer is sent. The applicant is being told."),
    )
    return answer(
        request,
        found,
        page,
        form,
        lambda: answer_clarification(clarification_id=asked.pk, by=user, answer=form.cleaned_data["answer"]),
        to=reverse("officer:clarifications", args=[reference]),
    )
