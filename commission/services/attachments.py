"""A file that comes in after the package was filed: kept with its code, inspected as any other."""

from django.utils import timezone

from commission import jobs, sides
from commission.documents.storage import Received
from commission.models import Application, Document, Side
from commission.states import Marking
from registry.journal.writing import Act
from registry.models import User


def keep_document(
    application: Application,
    *,
    by: User,
    code: str,
    title: str,
    received: Received,
    acting: Act,
    side: Side = Side.SELLER,
) -> Document:
    """The document's row, its inspection queued; inside the caller's act. Marked as a commercial secret.

    What an officer attaches while typing a paper is a scan of it, received when the paper was.
    """
    entry = sides.typed_entry(application, by)
    document = Document.objects.create(
        application=application,
        code=code,
        title=title,
        side=side,
        marking=Marking.COMMERCIAL,
        file_name=received.file_name,
        content_type=received.content_type,
        size=received.size,
        sha256=received.sha256,
        received_on=entry.received_on if entry is not None else timezone.localdate(),
        uploaded_by=by,
        paper_entry=entry,
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
