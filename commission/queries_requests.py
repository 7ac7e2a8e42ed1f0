"""Requests for information as pages read them, with their questions and documents. Three queries."""

from django.db.models import Prefetch, QuerySet

from commission.models import Application, Document, InformationRequest


def requests_of(application: Application) -> QuerySet[InformationRequest]:
    """Every request of the case, drafts and withdrawn ones too, the newest first."""
    return (
        InformationRequest.objects.filter(application=application)
        .select_related(
            "drafted_by",
            "sent_by",
            "answered_by",
            "closed_by",
            "withdrawn_by",
            "answered_from__letter",
            "answered_from__typed_by",
        )
        .prefetch_related("questions", Prefetch("questions__documents", Document.objects.order_by("pk")))
        .order_by("-pk")
    )


def waiting_request(application: Application) -> InformationRequest | None:
    """The request that waits for the applicant's answer, the oldest first. One query."""
    return InformationRequest.objects.filter(application=application).waiting().first()


def requests_to_applicant(application: Application) -> QuerySet[InformationRequest]:
    """What the applicant sees of them: those that were sent."""
    return requests_of(application).filter(sent_at__isnull=False)
