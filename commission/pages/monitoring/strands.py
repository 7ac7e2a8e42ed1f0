"""The golden thread as a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission.pages.monitoring.thread import thread
from commission.pages.officer.reading import application, crumbs, me
from registry.roles import VOTING_ROLES, Role


@require_safe
def thread_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Threat, opinion, condition, vote, decree, obligation, report, release."""
    found = application(request, reference)
    if found.current_decision() is None:
        raise Http404
    context = {
        "application": found,
        "thread": thread(
            found, inside=True, sessions=me(request).holds(Role.SECRETARY, Role.HEAD, *VOTING_ROLES)
        ),
        "breadcrumbs": crumbs(me(request), found, _("From threat to release")),
    }
    return render(request, "monitoring/thread.html", context)
