"""What a package lacked, return by return: which defects are cured, which were late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission.models import Defect, Event
from commission.pages.officer.reading import application, crumbs, me


@require_safe
def defects(request: HttpRequest, reference: str) -> HttpResponse:
    """Every list that went to the applicant, the newest first, with what became of each defect."""
    found, user = application(request, reference), me(request)
    rows = found.defects.select_related("event", "cured_by", "repeated_by").order_by("-event", "number")
    lists: dict[Event, list[Defect]] = {}
    for row in rows:
        lists.setdefault(row.event, []).append(row)
    context = {
        "application": found,
        "lists": list(lists.items()),
        "breadcrumbs": crumbs(user, found, _("Defects")),
    }
    return render(request, "officer/defects.html", context)
