"""Conditions of a case before the decree: what bodies proposed, what is prepared, adding, taking over, dropping."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions, queries_conditions
from commission.models import Application, Opinion, ProposedCondition
from commission.pages.library import proposing
from commission.pages.library.case_forms import CuresForm
from commission.pages.library.proposing import Place
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services import conditions as services
from commission.services.desk import allow


def _url(found: Application) -> str:
    return reverse("officer:conditions", args=[found.reference])


@require_safe
def conditions(request: HttpRequest, reference: str) -> HttpResponse:
    """What is prepared for the report or the decree, and what bodies have proposed."""
    found, user = application(request, reference), me(request)
    may_prepare = permissions.may_prepare_conditions(found, user)
    prepared = list(queries_conditions.prepared(found))
    taken = {row.source_id for row in prepared}
    context: dict[str, Any] = {
        "application": found,
        "may_prepare": may_prepare,
        "prepared": [proposing.shown(row) for row in prepared],
        "proposed": [
            {**proposing.shown(row), "is_taken": row.pk in taken}
            for row in queries_conditions.proposed_by_bodies(found)
        ],
        "choices": _choices(reference) if may_prepare else [],
        "violations": proposing.violations_of(found) if may_prepare else (),
        "free_url": reverse("officer:condition_free", args=[reference]),
        "breadcrumbs": crumbs(user, found, _("Conditions")),
    }
    return render(request, "officer/conditions.html", context)


def _choices(reference: str) -> list[dict[str, Any]]:
    return [
        {**one, "url": reverse("officer:condition_from", args=[reference, one["row"].code])}
        for one in proposing.choices()
    ]


def _place(request: HttpRequest, found: Application) -> Place:
    allow(permissions.may_process(found, me(request)) or permissions.is_government(found, me(request)))
    trail = crumbs(me(request), found, _("Conditions"))
    trail[-1]["url"] = _url(found)
    opinions = Opinion.objects.filter(
        consultation__application=found,
        consultation__revision=found.revision,
        sent_at__isnull=False,
        revoked_at__isnull=True,
    ).select_related("consultation__body")
    return Place(found, trail, _url(found), opinions, proposing.violations_of(found))


@shows_refusals
def from_entry(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Add a condition from the library."""
    found = application(request, reference)
    place, entry = _place(request, found), proposing.entry_in_force(code)
    return proposing.from_entry(
        request,
        place,
        entry,
        lambda form: services.propose_from_library(
            application_id=found.pk, by=me(request), code=code, values=form.values(), data=form.case()
        ),
    )


@shows_refusals
def freely(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a condition in words of one's own."""
    found = application(request, reference)
    return proposing.freely(
        request,
        _place(request, found),
        lambda form: services.propose_freely(
            application_id=found.pk, by=me(request), terms=form.terms(), data=form.case()
        ),
    )


@shows_refusals
def cures(request: HttpRequest, reference: str, proposed_id: int) -> HttpResponse:
    """Say which violations a prepared condition cures."""
    found = application(request, reference)
    _place(request, found)
    row = queries_conditions.prepared(found).filter(pk=proposed_id).first()
    if row is None:
        raise Http404
    form = CuresForm(sent(request), violations=proposing.violations_of(found), initial={"cures": row.cures})
    act = Act(
        title=_("What the condition cures"), label=_("Save"), done=_("It is recorded."), text=row.wording
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: services.name_cures(condition_id=row.pk, by=me(request), cures=form.cleaned_data["cures"]),
        to=_url(found),
        cancel_url=_url(found),
    )


def _of_case(found: Application, proposed_id: int) -> int:
    if not ProposedCondition.objects.filter(application=found, pk=proposed_id).exists():
        raise Http404
    return proposed_id


@require_POST
@shows_refusals
def take(request: HttpRequest, reference: str, proposed_id: int) -> HttpResponse:
    """Take over what a body proposed."""
    found = application(request, reference)
    services.take_over(condition_id=_of_case(found, proposed_id), by=me(request))
    messages.success(request, _("The condition is added."))
    return redirect(_url(found))


@require_POST
@shows_refusals
def drop(request: HttpRequest, reference: str, proposed_id: int) -> HttpResponse:
    """Drop a prepared condition."""
    found = application(request, reference)
    services.drop_condition(condition_id=_of_case(found, proposed_id), by=me(request))
    messages.success(request, _("The condition is dropped."))
    return redirect(_url(found))
