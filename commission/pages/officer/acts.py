"""One act on a case as a page: what it does, said beforehand, and the form that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from commission.models import Application
from commission.pages.attempts import attempt
from commission.pages.officer.reading import case_url, crumbs, me


@dataclass(frozen=True, slots=True)
class Act:
    """The words of the page. `tone` "warning" for what cannot be undone; `done` is said afterwards."""

    title: str
    label: str
    done: str
    text: str = ""
    points: tuple[str, ...] = ()
    tone: str = ""


def sent(request: HttpRequest) -> QueryDict | None:
    """What was typed, for a form: also when nothing was; None before anything is sent."""
    return request.POST if request.method == "POST" else None


def answer(
    request: HttpRequest,
    application: Application,
    act: Act,
    form: forms.Form,
    do: Callable[[], object],
    *,
    template: str = "officer/act.html",
    to: str = "",
    **context: Any,
) -> HttpResponse:
    """Show the page, or do the act and return to the case (`to`: elsewhere).

    What is typed wrong (422), and what the service refuses because the case does not allow it (409), comes back on the
    same page with everything that was typed; whoever may not act at all gets the refusal's own page.
    """
    tried = attempt(request, form, do)
    if tried.done:
        messages.success(request, act.done)
        return redirect(to or case_url(application))
    page = {
        "application": application,
        "act": act,
        "form": form,
        "cancel_url": case_url(application),
        "breadcrumbs": crumbs(me(request), application, act.title),
        **context,
    }
    return render(request, template, page, status=tried.status)
