"""The applicant's obligations: due dates, evidence drafted and sent, what was found."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commission.documents.intake import Refused as NotTaken
from commission.documents.intake import receive
from commission.documents.storage import Received
from commission.models import Application, Obligation
from commission.models.obligation import ObligationVerb
from commission.pages.applicant.forms.evidence import EvidenceForm
from commission.pages.applicant.own import on_own, person, typed
from commission.pages.attempts import attempt
from commission.pages.monitoring.thread import thread
from commission.pages.officer.deadlines import deadline
from commission.services import obligations as services
from commission.services.calendar import calendar_to_show

# What the applicant reads of the history: what was found, not what the authority weighed before.
_TOLD = (
    ObligationVerb.SUBMIT,
    ObligationVerb.MORE,
    ObligationVerb.MET,
    ObligationVerb.NOT_MET,
    ObligationVerb.WAIVE,
)


@require_safe
@on_own
def obligations(request: HttpRequest, application: Application) -> HttpResponse:
    decision = application.current_decision()
    if decision is None or decision.notified_at is None:
        raise Http404
    calendar, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    rows = [
        {
            "obligation": one,
            "deadline": deadline(calendar, one.due_on, today) if one.is_unreported else None,
        }
        for one in application.obligations.select_related("condition")
    ]
    return render(request, "applicant/obligations.html", {"application": application, "rows": rows})


@require_safe
@on_own
def thread_page(request: HttpRequest, application: Application) -> HttpResponse:
    """The applicant's side of the thread: decree, due dates, reports, release."""
    decision = application.current_decision()
    if decision is None or decision.notified_at is None:
        raise Http404
    context = {"application": application, "thread": thread(application, inside=False)}
    return render(request, "applicant/thread.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def obligation(request: HttpRequest, application: Application, obligation_id: int) -> HttpResponse:
    found = application.obligations.select_related("condition").filter(pk=obligation_id).first()
    if found is None:
        raise Http404
    draft = found.evidence.filter(submitted_at__isnull=True).prefetch_related("documents").first()
    form = EvidenceForm(typed(request), request.FILES or None, initial={"text": draft.text if draft else ""})
    tried = attempt(request, form, lambda: _saved(request, found, form))
    if tried.done:
        return redirect("applicant:obligation", application.reference, found.pk)
    context: dict[str, Any] = {
        "application": application,
        "obligation": found,
        "draft": draft,
        "sent": found.evidence.filter(submitted_at__isnull=False).prefetch_related("documents"),
        "steps": found.steps.filter(verb__in=_TOLD),
        # A refused form comes back even where nothing is asked for any more: what was typed is not lost.
        "form": form if found.is_unreported or form.errors else None,
    }
    return render(request, "applicant/obligation.html", context, status=tried.status)


def _saved(request: HttpRequest, found: Obligation, form: EvidenceForm) -> None:
    """Save the draft with its new file; with the button "send" also submit it."""
    by, data = person(request), form.cleaned_data
    received: Received | None = None
    if data.get("file"):
        try:
            received = receive(data["file"])
        except NotTaken as refusal:
            form.add_error("file", str(refusal.message))
            return
    if not (request.POST.get("send") and found.steps.filter(key=data["key"]).exists()):
        services.save_evidence(
            obligation_id=found.pk, by=by, text=data["text"], title=data["title"], received=received
        )
    if request.POST.get("send"):
        services.submit_evidence(obligation_id=found.pk, by=by, key=data["key"])
        messages.success(request, _("The evidence is sent. You will get a letter when it is verified."))
    else:
        messages.success(request, _("The draft is saved. Nobody else sees it before you send it."))
