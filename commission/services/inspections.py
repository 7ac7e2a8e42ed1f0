"""The inspection of an uploaded document, as a job."""

from commission import jobs
from commission.documents.inspection import inspect
from commission.jobs import Claim
from commission.models import Document, Job
from commission.models.package import Inspection
from registry.journal.writing import act


def inspect_document(claim: Claim) -> None:
    """Run the structural inspection in a child process and record its verdict."""
    document_id = int(Job.objects.values_list("subject", flat=True).get(pk=claim.job_id))
    document = Document.objects.select_related("application").get(pk=document_id)
    verdict = inspect(document.sha256, content_type=document.content_type)
    with act(by=None) as acting, jobs.finishing(claim):
        document.inspection = Inspection.ACCEPTED if verdict.accepted else Inspection.REJECTED
        document.verdict = verdict.code
        document.pages = verdict.pages
        document.save(update_fields=["inspection", "verdict", "pages"])
        acting.record(
            "document.inspected",
            document.application.reference,
            document=document.pk,
            accepted=verdict.accepted,
        )
