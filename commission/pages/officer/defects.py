"""The start of a list of defects: what the file itself shows to be missing. The officer adds the rest."""

from django.utils.translation import gettext as _

from commission.documents.messages import verdict_text
from commission.models import Application
from commission.models.package import regime_of
from commission.pages.document_names import DOCUMENT_NAMES
from commission.procedure.package import demanded


def defects(application: Application) -> str:
    """Refused files with the reason, then documents that are not there at all; one a line."""
    documents = [document for document in application.documents.all() if document.in_package]
    refused = [document for document in documents if document.is_rejected]
    present = {document.code for document in documents}
    individual = application.declared_parties.filter(role="applicant", kind="individual").exists()
    owed = demanded(
        application.capacity, individual=individual, kind=application.kind, regime=regime_of(application)
    )
    missing = [code for code in owed if code not in present]
    lines = [
        _("%(code)s %(name)s: the file was refused. %(why)s Ground: SPL 188(1).")
        % {
            "code": document.code,
            "name": DOCUMENT_NAMES.get(document.code, document.title),
            "why": verdict_text(document.verdict),
        }
        for document in refused
    ]
    lines += [
        _("%(code)s %(name)s: missing. Ground: SPL 188(1).") % {"code": code, "name": DOCUMENT_NAMES[code]}
        for code in missing
    ]
    return "\n".join(lines)
