"""A document of the case, as a download."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from commission.models import Document
from commission.models.package import Inspection
from commission.pages.officer.reading import application
from commission.pages.sending import stored_file


@require_safe
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
    return stored_file(request, found)
