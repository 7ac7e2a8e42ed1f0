"""Requests for information on the desk: written with a preview of the dates, sent, read, closed, withdrawn."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions
from commission.models import Application, InformationRequest, policy
from commission.pages.officer import why
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.officer.request_forms import ReasonForm, RequestForm
from commission.pages.refusals import shows_refusals
from commission.procedure.requests import STAGES
from commission.queries_requests import requests_of
from commission.services import requests as services
from commission.services.calendar import calendar
from commission.services.desk import allow
from commission.states import RequestState, State


def _list_url(found: Application) -> str:
    return reverse("officer:requests", args=[found.reference])


def _draft(found: Application) -> InformationRequest | None:
    return requests_of(found).filter(sent_at__isnull=True, withdrawn_at__isnull=True).first()


@require_safe
def requests(request: HttpRequest, reference: str) -> HttpResponse:
    """Every request of the case with its questions and answers; a draft for the desk only."""
    found, user = application(request, reference), me(request)
    desk = permissions.may_process(found, user)
    rows = [one for one in requests_of(found) if desk or one.state != RequestState.DRAFT]
    # Answers that were not sent are the applicant's own.
    context = {
        "application": found,
        "rows": rows,
        "desk": desk,
        "may_ask": desk and State(found.state) in STAGES,
        "breadcrumbs": crumbs(user, found, _("Requests for information")),
    }
    return render(request, "officer/requests.html", context)


@shows_refusals
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Write the list; what would happen to the dates if it were sent today stands beside it."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    today, written = timezone.localdate(), _draft(found)
    number = written.working_days if written else policy.value("request_days", on=today)
    texts = [question.text for question in written.questions.all()] if written else []
    initial = {
        "questions": "\n".join(texts),
        "working_days": number,
        "late_reason": written.late_reason if written else "",
    }
    form = RequestForm(sent(request), late=services.is_late(found), initial=initial)
    days, entries = calendar(found.t0 or today), why.entries_of(found)
    page = Act(
        title=_("Ask the applicant"),
        label=_("Save the draft"),
        done=_("The draft is saved. Read it once more and send it."),
        points=(
            _("One list a stage: ask everything at once."),
            _("The authority's own time and the bodies' stand still until the answer; the total goes on."),
        ),
    )
    return answer(
        request,
        found,
        page,
        form,
        lambda: services.draft_request(application_id=found.pk, by=user, data=form.request_data()),
        template="officer/request_draft.html",
        to=_list_url(found),
        preview=why.preview(entries, why.tell(entries, days, today), days, today, number) if entries else [],
        preview_days=number,
    )


def _of_case(found: Application, request_id: int) -> InformationRequest:
    row = requests_of(found).filter(pk=request_id).first()
    if row is None:
        raise Http404
    return row


@require_POST
@shows_refusals
def send(request: HttpRequest, reference: str, request_id: int) -> HttpResponse:
    """Send the draft to the applicant."""
    found = application(request, reference)
    services.send_request(request_id=_of_case(found, request_id).pk, by=me(request))
    messages.success(request, _("The request is sent. The applicant is being told."))
    return redirect(_list_url(found))


@require_POST
@shows_refusals
def close(request: HttpRequest, reference: str, request_id: int) -> HttpResponse:
    """The answers are read."""
    found = application(request, reference)
    services.close_request(request_id=_of_case(found, request_id).pk, by=me(request))
    messages.success(request, _("The request is closed."))
    return redirect(_list_url(found))


@shows_refusals
def withdraw(request: HttpRequest, reference: str, request_id: int) -> HttpResponse:
    """Take a request back before it is answered."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    row, form = _of_case(found, request_id), ReasonForm(sent(request))
    page = Act(
        title=_("Withdraw the request"),
        label=_("Withdraw the request"),
        done=_("The request is withdrawn."),
        points=(_("The counters that stood still go on tomorrow."), _("The applicant reads the reason.")),
        tone="warning",
    )
    return answer(
        request,
        found,
        page,
        form,
        lambda: services.withdraw_request(request_id=row.pk, by=user, reason=form.cleaned_data["reason"]),
        to=_list_url(found),
    )
