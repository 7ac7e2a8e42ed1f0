"""A file that comes in after the package was filed: kept with its code, inspected as any other."""

from django.utils import timezone

from commission import jobs
from commission.documents.storage import Received
from commission.models import Application, Document
from commission.states import Marking
from registry.journal.writing import Act
from registry.models import User


def keep_document(
    application: Application, *, by: User, code: str, title: str, received: Received, acting: Act
) -> Document:
    """The document's row, its inspection queued; inside the caller's act. Marked as a commercial secret."""
    document = Document.objects.create(
        application=application,
        code=code,
        title=title,
        marking=Marking.COMMERCIAL,
        file_name=received.file_name,
        content_type=received.content_type,
        size=received.size,
        sha256=received.sha256,
        received_on=timezone.localdate(),
        uploaded_by=by,
    )
    jobs.enqueue(
        key=f"inspection:{document.pk}",
        kind="inspection",
        application_id=application.pk,
        subject=str(document.pk),
    )
    acting.record(
        "document.attach", application.reference, document=document.pk, sha256=document.sha256, code=code
    )
    return document
