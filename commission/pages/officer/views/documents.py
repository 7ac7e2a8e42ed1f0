"""A document of the case, as a download."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from commission.documents.storage import Unavailable, download_response
from commission.models import Document
from commission.models.package import Inspection
from commission.pages.errors import refused
from commission.pages.officer.reading import application
from commission.workflow import CannotProceed


@require_GET
def document(request: HttpRequest, reference: str, document_id: int) -> HttpResponseBase:
    """An accepted document; one in quarantine or refused does not exist."""
    found = (
        Document.objects.casefile().filter(
            application=application(request, reference),
            pk=document_id,
            inspection=Inspection.ACCEPTED,
        )
    ).first()
    if found is None:
        raise Http404
    try:
        return download_response(found)
    except Unavailable:
        why = _("The file is not in the store or was altered. Tell the administrator its number: %(hash)s.")
        return refused(request, CannotProceed(why % {"hash": found.sha256[:12]}))
