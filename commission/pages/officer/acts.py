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


def perform(
    request: HttpRequest,
    act: Act,
    form: forms.Form,
    do: Callable[[], Any],
    *,
    template: str,
    back: str,
    to: str | Callable[[Any], str] = "",
    **context: Any,
) -> HttpResponse:
    """Show the page of an act about anything, or do it and go `to` an address, or to what `to` makes of the result.

    What is typed wrong (422), and what the service refuses because it is not the time for it (409), comes back on the
    same page with everything that was typed; whoever may not act at all gets the refusal's own page.
    """
    tried = attempt(request, form, do)
    if tried.done:
        messages.success(request, act.done)
        return redirect(to(tried.made) if callable(to) else to or back)
    page = {"act": act, "form": form, "cancel_url": back, **context}
    return render(request, template, page, status=tried.status)


def answer(
    request: HttpRequest,
    application: Application,
    act: Act,
    form: forms.Form,
    do: Callable[[], Any],
    *,
    template: str = "officer/act.html",
    to: str | Callable[[Any], str] = "",
    **context: Any,
) -> HttpResponse:
    """`perform` on a case: from its page and back to it (`to`: elsewhere)."""
    page = {
        "application": application,
        "breadcrumbs": crumbs(me(request), application, act.title),
        **context,
    }
    back = page.pop("cancel_url", case_url(application))
    return perform(
        request, act, form, do, template=template, back=back, to=to or case_url(application), **page
    )
