"""A repeat application beside the case it repeats."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission.pages.officer.reading import application, case_url, crumbs, me
from commission.pages.officer.repetition import documents_compared, fields_compared, holders_compared
from commission.queries import case_files


@require_safe
def repetition(request: HttpRequest, reference: str) -> HttpResponse:
    """What changed; the former case has to be one that the reader may read too."""
    found, user = application(request, reference), me(request)
    made = getattr(found, "repetition", None)
    if made is None or not case_files(user).filter(pk=made.parent_id).exists():
        raise Http404
    title = _("What changed since the former application")
    context = {
        "application": found,
        "parent": made.parent,
        "fields": fields_compared(made.parent, found),
        "holders": holders_compared(made.parent, found),
        "documents": documents_compared(made.parent, found),
        "parent_url": case_url(made.parent),
        "breadcrumbs": crumbs(user, found, title),
        "cancel_url": case_url(found),
    }
    return render(request, "officer/repetition.html", context)
