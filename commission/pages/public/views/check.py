"""Anybody checks whether a paper is ours, by its number and code. Nothing of the case is told."""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from commission.models import Letter
from commission.pages.public.forms import PaperCheckForm
from commission.services.genuineness import genuine, number_meant


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer. An unknown number and a wrong code are answered alike."""
    if request.method != "POST":
        return _page(request, PaperCheckForm())
    form = PaperCheckForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    number = form.cleaned_data["number"]
    if not consume(request, action="check_paper", key=number_meant(number)):
        form.add_error(None, _("Too many checks in a short time. Try again in five minutes."))
        return _page(request, form, status=429)
    paper = genuine(number, form.cleaned_data["code"])
    rows = _rows(paper, form.cleaned_data["sha256"]) if paper else []
    return _page(request, form, answered=True, rows=rows)


def _page(request: HttpRequest, form: PaperCheckForm, *, status: int = 200, **answer: Any) -> HttpResponse:
    return render(request, "public/check.html", {"form": form, **answer}, status=status)


def _rows(paper: Letter, typed: str) -> list[dict[str, str]]:
    """All that is told of a genuine paper."""
    rows = [
        (_("Paper"), capfirst(str(paper.get_subject_display()))),
        (_("Number"), paper.number),
        (_("Date"), f"{paper.dated_on:%d.%m.%Y}"),
        (_("Issued by"), _("the working body of the Commission on Strategic Objects")),
    ]
    if typed:
        rows.append((_("Your file"), _compared(paper, typed)))
    return [{"label": str(label), "value": capfirst(str(value))} for label, value in rows]


def _compared(paper: Letter, typed: str) -> str:
    if not paper.sha256:
        return _("cannot be compared: papers of this kind are written anew for each reader")
    return _("the same as ours") if typed == paper.sha256 else _("not the same as ours: it was changed")
