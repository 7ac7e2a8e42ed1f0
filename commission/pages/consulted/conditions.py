"""Conditions that a body proposes in its opinion."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commission import queries_conditions
from commission.models import Consultation, Opinion
from commission.pages.consulted.requests import is_open, me, request_to
from commission.pages.library import proposing
from commission.pages.library.proposing import Place
from commission.pages.refusals import shows_refusals
from commission.services.conditions import drop_condition, propose_in_opinion


def _url(found: Consultation) -> str:
    return f"{reverse('consulted:consultation', args=[found.pk])}#conditions"


def proposals(found: Consultation, opinion: Opinion | None) -> dict[str, Any]:
    """What the opinion proposes, and while it is a draft the entries it may add."""
    if opinion is None:
        return {"proposed": [], "may_add": False}
    may_add = is_open(found) and opinion.sent_at is None
    urls = [
        {**one, "url": reverse("consulted:condition_from", args=[found.pk, one["row"].code])}
        for one in (proposing.choices() if may_add else [])
    ]
    rows = queries_conditions.of_opinion(opinion).select_related("opinion__consultation__body")
    return {
        "proposed": [proposing.shown(row) for row in rows],
        "may_add": may_add,
        "choices": urls,
        "free_url": reverse("consulted:condition_free", args=[found.pk]),
    }


def _place(found: Consultation) -> Place:
    trail = [
        {"label": _("Opinions"), "url": reverse("consulted:home")},
        {
            "label": found.application.reference,
            "url": reverse("consulted:consultation", args=[found.pk]),
        },
    ]
    return Place(found.application, trail, _url(found))


@shows_refusals
def from_entry(request: HttpRequest, consultation_id: int, code: str) -> HttpResponse:
    """Propose a condition from the library."""
    found, entry = request_to(me(request), consultation_id), proposing.entry_in_force(code)
    return proposing.from_entry(
        request,
        _place(found),
        entry,
        lambda form: propose_in_opinion(
            consultation_id=found.pk, by=me(request), code=code, values=form.values(), data=form.case()
        ),
    )


@shows_refusals
def freely(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Propose a condition in words of one's own."""
    found = request_to(me(request), consultation_id)
    return proposing.freely(
        request,
        _place(found),
        lambda form: propose_in_opinion(
            consultation_id=found.pk, by=me(request), terms=form.terms(), data=form.case()
        ),
    )


@require_POST
@shows_refusals
def drop(request: HttpRequest, consultation_id: int, proposed_id: int) -> HttpResponse:
    """Take a proposed condition out of the draft."""
    found = request_to(me(request), consultation_id)
    opinion = getattr(found, "opinion", None)
    if opinion is None or not queries_conditions.of_opinion(opinion).filter(pk=proposed_id).exists():
        raise Http404
    drop_condition(condition_id=proposed_id, by=me(request))
    messages.success(request, _("The condition is dropped."))
    return redirect(_url(found))
