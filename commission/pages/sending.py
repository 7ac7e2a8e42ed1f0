"""Sending what we wrote: PDFs as attachments, never framed, never cached."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from commission.documents.storage import Downloadable, Unavailable, download_response
from commission.pages.errors import refused
from commission.papers.word import DOCX
from commission.workflow import CannotProceed


def pdf_response(data: bytes, file_name: str) -> HttpResponse:
    """`data` as a PDF attachment."""
    return _attachment(data, file_name, "application/pdf")


def docx_response(data: bytes, file_name: str) -> HttpResponse:
    """`data` as a DOCX attachment."""
    return _attachment(data, file_name, DOCX)


def _attachment(data: bytes, file_name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = "no-store"
    return response


def stored_file(request: HttpRequest, found: Downloadable) -> HttpResponseBase:
    """A file of the store as an attachment; what is missing or altered there is said, not sent."""
    try:
        return download_response(found)
    except Unavailable:
        why = _("The file is not in the store or was altered. Tell the administrator its number: %(hash)s.")
        return refused(request, CannotProceed(why % {"hash": found.sha256[:12]}))
