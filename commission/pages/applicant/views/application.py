"""One application: its task list before filing, its status page after; submitting and withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commission import queries, sides
from commission.models import Application, Side
from commission.pages.applicant import status
from commission.pages.applicant.forms.withdrawal import WithdrawalForm
from commission.pages.applicant.own import on_own, person, typed, typing
from commission.pages.applicant.remarks import lines
from commission.pages.applicant.representing import behalf
from commission.pages.applicant.shown_facts import ShownFigures, shown_facts
from commission.pages.applicant.summary import summary
from commission.pages.applicant.tasks import attached, task_list, whats_missing
from commission.pages.applicant.words import STATE_WORDS
from commission.pages.forms import KeyedForm
from commission.procedure.package import Part
from commission.queries_requests import waiting_request
from commission.services.applications import EDITABLE, submit_application, withdraw_application
from commission.services.changes import REPORTABLE
from commission.services.defects import open_defects
from commission.services.deliveries import appeal_ledger
from commission.services.remarks import last_day
from commission.states import DECIDED, State
from commission.wording import REGIME_NOTES
from commission.workflow import Refused

# States whose page leads with the text that the applicant was given.
_WITH_REASON = (
    State.DISCONTINUED,
    State.NOT_REQUIRED,
    State.NOT_ADMITTED,
    State.REVOKED,
    State.ANNULLED,
    State.STATE_PURCHASE,
)


@require_safe
@on_own
def application(request: HttpRequest, application: Application) -> HttpResponse:
    if (entry := typing(request)) is not None:
        return redirect("officer:paper_entry", entry.pk)
    if application.state in EDITABLE:
        return _task_list(request, application)
    return render(request, "applicant/status.html", _status(request, application))


def _task_list(
    request: HttpRequest, application: Application, *, reasons: tuple[str, ...] = ()
) -> HttpResponse:
    incomplete = application.missing_parts()
    context = {
        "application": application,
        "tasks": task_list(application),
        "done": len(Part) - len(incomplete),
        "all": len(Part),
        "missing": whats_missing(application),
        "defects": open_defects(application) if application.state == State.RETURNED else [],
        "words": STATE_WORDS[State(application.state)],
        "submit_form": KeyedForm(),
        "reasons": reasons,
        "can_withdraw": _withdrawal(request, application) is not None,
        "behalf": behalf(application, person(request)),
    }
    return render(request, "applicant/task_list.html", context, status=422 if reasons else 200)


def _status(request: HttpRequest, application: Application) -> dict[str, Any]:
    state = State(application.state)
    decision = application.current_decision() if state in DECIDED or state == State.CLOSED else None
    registered = {"regime_note": REGIME_NOTES[application.regime]} if application.t0 else {}
    return {
        **registered,
        "application": application,
        "words": STATE_WORDS[state],
        "facts": status.facts(application),
        "clock": status.clock(application, timezone.localdate()),
        "reason": status.ending(application, state) if state in _WITH_REASON else "",
        "shown": _shares(application) if state == State.FACTS_SHOWN else None,
        "facts_shown": lines(application, Side.SELLER),
        "remarks_until": last_day(application) if state == State.FACTS_SHOWN else None,
        "decision": decision,
        "appeal_lines": appeal_ledger(application) if decision else [],
        "conditions": list(decision.conditions.all()) if decision else [],
        "timeline": status.timeline(application),
        "may_report_change": state in REPORTABLE,
        "summary": summary(application),
        "documents": attached(application),
        "can_withdraw": _withdrawal(request, application) is not None,
        "behalf": behalf(application, person(request)),
        "asked": waiting_request(application),
        "was_returned": any(event.to_state == State.RETURNED for event in application.events.all()),
    }


def _shares(application: Application) -> list[ShownFigures]:
    """Computed shares; those of an acquirer that fills its own part are the acquirer's to see."""
    return [] if sides.compartment(application) is not None else shown_facts(application)


@require_POST
@on_own
def submit(request: HttpRequest, application: Application) -> HttpResponse:
    form = KeyedForm(request.POST)
    if not form.is_valid():
        return _task_list(
            request, application, reasons=(_("Open the page again and press the button once more."),)
        )
    try:
        submit_application(application_id=application.pk, by=person(request), key=form.cleaned_data["key"])
    except Refused as refusal:
        # Incomplete: the list itself says what is missing. Anything else (already filed ...) has its own page.
        if application.state in EDITABLE and application.missing_parts():
            return _task_list(request, application, reasons=refusal.reasons)
        raise
    messages.success(
        request,
        _("Application %(reference)s is submitted. You will get a letter when it is registered or returned.")
        % {"reference": application.reference},
    )
    return redirect("applicant:application", application.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    step = _withdrawal(request, application)
    form = WithdrawalForm(typed(request))
    if request.method == "POST" and form.is_valid():
        withdraw_application(
            application_id=application.pk,
            by=person(request),
            reason=form.cleaned_data["reason"],
            key=form.cleaned_data["key"],
        )
        messages.success(request, _("The application is withdrawn."))
        return redirect("applicant:application", application.reference)
    if step is None:
        messages.info(request, _("This application can no longer be withdrawn."))
        return redirect("applicant:application", application.reference)
    return render(
        request,
        "applicant/withdraw.html",
        {"application": application, "form": form, "unmet": step.unmet},
        status=422 if form.errors else 200,
    )


def _withdrawal(request: HttpRequest, application: Application) -> Any:
    """The step "withdraw" if this person has it here, with what still stands against it; else None."""
    return next(
        (step for step in queries.steps_for(application, person(request)) if step.verb == "withdraw"), None
    )
