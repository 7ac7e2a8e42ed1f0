"""What the working body asks the applicant, answered question by question."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commission.documents.intake import Refused as NotTaken
from commission.documents.intake import receive
from commission.models import Application, InformationRequest
from commission.pages.applicant.forms.answers import AnswersForm
from commission.pages.applicant.own import on_own, person, typed, typing
from commission.pages.attempts import attempt
from commission.pages.officer.deadlines import deadline
from commission.queries_requests import requests_to_applicant
from commission.services.calendar import calendar_to_show
from commission.services.requests import AnswerData, save_answers


@require_safe
@on_own
def requests(request: HttpRequest, application: Application) -> HttpResponse:
    calendar, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    rows = [
        {
            "request": one,
            "deadline": deadline(calendar, one.due_on, today) if one.is_waiting and one.due_on else None,
        }
        for one in requests_to_applicant(application)
    ]
    return render(request, "applicant/requests.html", {"application": application, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def answer(request: HttpRequest, application: Application, request_id: int) -> HttpResponse:
    """One request: answered while it waits, read afterwards."""
    found = requests_to_applicant(application).filter(pk=request_id).first()
    entry = typing(request)
    if found is None or (entry is not None and entry.request_id != found.pk):
        raise Http404
    form = AnswersForm(typed(request), request.FILES or None, questions=list(found.questions.all()))
    tried = attempt(request, form, lambda: _saved(request, found, form))
    if tried.done and entry is not None:
        return redirect("officer:paper_entry", entry.pk)
    if tried.done:
        return redirect("applicant:request", application.reference, found.pk)
    context = {
        "application": application,
        "asked": found,
        "form": form if found.is_waiting or form.errors else None,
    }
    return render(request, "applicant/request.html", context, status=tried.status)


def _saved(request: HttpRequest, found: InformationRequest, form: AnswersForm) -> None:
    """Save all answers, with the button "send" also send them; what is wrong with a file stands at its field."""
    data, answers = form.cleaned_data, {}
    for one in form.questions:
        file, received = data.get(f"file-{one.number}"), None
        if file:
            try:
                received = receive(file)
            except NotTaken as refusal:
                form.add_error(f"file-{one.number}", str(refusal.message))
                return
        answers[one.number] = AnswerData(
            text=data[f"answer-{one.number}"],
            title=data[f"title-{one.number}"],
            received=received,
            removed=frozenset(int(pk) for pk in data.get(f"removed-{one.number}", [])),
        )
    send = bool(request.POST.get("send"))
    save_answers(request_id=found.pk, by=person(request), answers=answers, send=send)
    messages.success(
        request,
        _("Your answers are sent.")
        if send
        else _("The answers are saved.")
        if typing(request) is not None
        else _("Your answers are saved. The working body sees them when you send them."),
    )
