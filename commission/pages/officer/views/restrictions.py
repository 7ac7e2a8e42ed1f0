"""The internal record of a refusal or of conditions: read, written, countersigned. Never the applicant's."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions
from commission.models import Application, Restriction
from commission.pages.consulted.agreements import GROUND_NAMES
from commission.pages.consulted.threats import threat_names
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.officer.restriction_forms import RestrictionForm
from commission.pages.refusals import shows_refusals
from commission.reasons import INTEREST_NAMES, Restricts
from commission.services.desk import allow
from commission.services.restrictions import (
    RECORDABLE,
    countersign_restriction,
    proposed_conditions,
    write_restriction,
)
from registry.models import User


def _row(restriction: Restriction, user: User, *, open: bool) -> dict[str, Any]:
    return {
        "record": restriction,
        "grounds": [GROUND_NAMES[code] for code in restriction.grounds],
        "interests": [f"{code} {INTEREST_NAMES[code]}" for code in restriction.interests],
        "threats": threat_names(restriction.threats),
        "may_countersign": open
        and restriction.is_live
        and restriction.countersigned_at is None
        and permissions.may_countersign_restriction(restriction, user),
    }


@require_safe
@shows_refusals
def reasons(request: HttpRequest, reference: str) -> HttpResponse:
    """Every record of the case, the live ones first, and what is proposed and has none yet."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_read_internal_reasons(found, user))
    rows = list(
        Restriction.objects.filter(application=found).select_related("written_by", "countersigned_by")
    )
    for row in rows:
        row.application = found
    open = found.state in RECORDABLE
    live = [row for row in rows if row.is_live]
    proposed = proposed_conditions(found)
    context = {
        "application": found,
        "live": [_row(row, user, open=open) for row in live],
        "replaced": [_row(row, user, open=open) for row in rows if not row.is_live],
        "missing": [
            (number, condition.wording)
            for number, condition in enumerate(proposed, start=1)
            if not any(row.covers_any(condition) for row in live)
        ],
        "may_write": open and permissions.may_write_restriction(found, user),
        "breadcrumbs": crumbs(user, found, _("Internal reasons")),
    }
    return render(request, "officer/reasons.html", context)


@shows_refusals
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a record: of the refusal, or of a proposed condition (?condition=its number)."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_write_restriction(found, user))
    form = RestrictionForm(sent(request), initial=_initial(request, found))
    act = Act(
        title=_("Internal reasons"),
        label=_("Save the internal record"),
        done=_("The internal record is saved."),
        text=_("Kept apart from the decree and the notice (NSL 17(2)); the applicant never sees it."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: write_restriction(application_id=found.pk, by=user, data=form.record()),
        to=reverse("officer:reasons", args=[reference]),
    )


def _initial(request: HttpRequest, found: Application) -> dict[str, Any]:
    """The earlier record of the same thing, to be written anew; else what the address names."""
    number, record = request.GET.get("condition", ""), request.GET.get("record", "")
    live = Restriction.objects.filter(application=found, replaced_at__isnull=True)
    earlier = live.filter(pk=record).first() if record.isascii() and record.isdigit() else None
    if earlier is not None:
        names = RestrictionForm.base_fields
        return {name: getattr(earlier, name) for name in names}
    proposed = proposed_conditions(found)
    if number.isascii() and number.isdigit() and 0 < int(number) <= len(proposed):
        return {"restricts": Restricts.CONDITION, "condition": proposed[int(number) - 1].wording}
    return {"restricts": Restricts.REFUSAL}


@require_POST
@shows_refusals
def countersign(request: HttpRequest, reference: str, restriction_id: int) -> HttpResponse:
    """Another person than the one who wrote the record signs it."""
    found = application(request, reference)
    row = Restriction.objects.filter(application=found, pk=restriction_id).first()
    if row is None:
        raise Http404
    countersign_restriction(restriction_id=row.pk, by=me(request))
    messages.success(request, _("The internal record is countersigned."))
    return redirect("officer:reasons", reference)
