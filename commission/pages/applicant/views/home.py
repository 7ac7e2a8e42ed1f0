"""My applications, and starting a new one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commission.models import Application
from commission.pages.applicant.own import person
from commission.pages.applicant.representing import behalf
from commission.pages.applicant.words import STATE_WORDS
from commission.pages.refusals import shows_refusals
from commission.procedure.package import Part
from commission.queries_sides import own_applications
from commission.services.applications import EDITABLE, start_application
from commission.states import State
from registry.models import User

PAGE = 20


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The person's applications, newest first, each with what to do next."""
    before = request.GET.get("before", "")
    rows = own_applications(person(request))
    rows = rows.prefetch_related("declared_parties", "declared_holdings", "documents")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return render(
        request,
        "applicant/home.html",
        {
            "applications": [_line(application, person(request)) for application in found[:PAGE]],
            "next_url": f"?before={found[PAGE - 1].pk}" if more else "",
            "previous_url": reverse("applicant:home") if before else "",
        },
    )


def _line(application: Application, by: User) -> dict[str, Any]:
    words = STATE_WORDS[State(application.state)]
    missing = application.missing_parts() if application.state in EDITABLE else []
    return {
        "application": application,
        "url": reverse("applicant:application", args=[application.reference]),
        "next": _left(len(missing)) if missing else words.next,
        "yours": words.yours,
        "behalf": behalf(application, by),
    }


def _left(missing: int) -> str:
    done = len(Part) - missing
    return ngettext(
        "%(done)d of %(all)d sections complete. Continue.",
        "%(done)d of %(all)d sections complete. Continue.",
        done,
    ) % {"done": done, "all": len(Part)}


@require_POST
@shows_refusals
def start(request: HttpRequest) -> HttpResponse:
    """A new draft, opened on its task list."""
    application = start_application(by=person(request))
    return redirect("applicant:application", application.reference)
