"""Sending what we wrote: PDFs as attachments, never framed, never cached."""

from django.http import HttpResponse


def pdf_response(data: bytes, file_name: str) -> HttpResponse:
    """`data` as a PDF attachment."""
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = "no-store"
    return response
