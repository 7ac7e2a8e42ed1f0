"""Who takes part in a case beside the authority, and on which paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commission.pages.applicant.representing import power_rows
from commission.pages.officer.participants import acts_under
from commission.pages.officer.reading import application, case_url, crumbs, me


@require_GET
def participants(request: HttpRequest, reference: str) -> HttpResponse:
    """The applicant, representatives with their powers, and everything done under them."""
    found, user = application(request, reference), me(request)
    powers = list(found.powers.select_related("representative", "document"))
    title = _("Who takes part")
    context = {
        "application": found,
        "rows": power_rows(powers),
        "acts": acts_under(found, powers),
        "on_desk": True,
        "breadcrumbs": crumbs(user, found, title),
        "cancel_url": case_url(found),
    }
    return render(request, "officer/participants.html", context)
