"""Requests to a person's bodies: which are open, and what of the case belongs to one."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from commission import queries
from commission.models import Consultation, Opinion
from commission.pages.officer.deadlines import Deadline, deadline
from commission.pages.officer.facts import Rows, describe, object_rows, transaction_rows
from commission.pages.officer.findings import ORDER, Shown, show
from commission.procedure.clocks import Calendar
from commission.services.calendar import calendar_to_show
from commission.services.consultations import ANSWERABLE
from commission.wording_opinions import SHAREABLE
from registry.models import User

PAGE = 25
_OPEN = Q(
    opinion__sent_at__isnull=True,
    deemed_at__isnull=True,
    replaced_at__isnull=True,
    application__state__in=ANSWERABLE,
)


def me(request: HttpRequest) -> User:
    """Who asks; the access rules have let nobody without an account come this far."""
    assert isinstance(request.user, User)
    return request.user


def request_to(user: User, consultation_id: int) -> Consultation:
    """One request with what is sent to the body; 404 for another body's."""
    found = queries.consultation_file(consultation_id, user)
    if found is None:
        raise Http404
    return found


def is_open(consultation: Consultation) -> bool:
    """Whether an answer may still be written and sent."""
    application = consultation.application
    return (
        not consultation.is_closed
        and consultation.replaced_at is None
        and application.state in ANSWERABLE
        and consultation.revision == application.revision
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One request of the list."""

    consultation: Consultation
    deadline: Deadline | None
    draft: Opinion | None
    sent: Opinion | None


def open_lines(user: User) -> list[Line]:
    """Everything that waits for an answer, the soonest due first."""
    calendar = calendar_to_show(timezone.localdate())
    return [_line(row, calendar) for row in queries.consultations_of(user).filter(_OPEN)]


def closed_lines(user: User, before: int | None) -> tuple[list[Line], int | None]:
    """What is over, the newest first, from below the id `before`; and the id below which more follow."""
    rows: QuerySet[Consultation] = queries.consultations_of(user).exclude(_OPEN).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    shown = [_line(row, None) for row in found[:PAGE]]
    return shown, found[PAGE - 1].pk if len(found) > PAGE else None


def _line(consultation: Consultation, calendar: Calendar | None) -> Line:
    opinion: Opinion | None = getattr(consultation, "opinion", None)
    sent = consultation.answered
    return Line(
        consultation=consultation,
        deadline=deadline(calendar, consultation.due_on, timezone.localdate()) if calendar else None,
        draft=opinion if opinion is not None and sent is None else None,
        sent=sent,
    )


def shared_with(consultation: Consultation) -> list[Opinion]:
    """Opinions of other bodies on the same revision that the working body has shared with those asked."""
    return list(
        Opinion.objects.filter(
            consultation__application=consultation.application_id,
            consultation__revision=consultation.revision,
            shared_at__isnull=False,
            revoked_at__isnull=True,
            marking__in=SHAREABLE,
        )
        .exclude(consultation__body=consultation.body_id)
        .select_related("consultation__body")
        .order_by("pk")
    )


def findings_for_body(consultation: Consultation) -> list[Shown]:
    """What the checks found, without what officers assessed: that belongs to the working body's report."""
    application = consultation.application
    found = [show(job.finding) for job in application.check_jobs() if hasattr(job, "finding")]
    own = [replace(one, outcome=one.by_program, assessment=None) for one in found]
    return sorted(own, key=lambda one: ORDER.index(one.outcome))


def about(consultation: Consultation) -> dict[str, Rows]:
    """The transaction, the object and the parties in words."""
    application = consultation.application
    parties: Rows = [
        {"label": capfirst(party.get_role_display()), "value": party.name, "note": describe(party)}
        for party in application.declared_parties.all()
        if party.role in ("applicant", "acquirer")
    ]
    return {
        "transaction_rows": transaction_rows(application),
        "object_rows": object_rows(application.object) if application.object else [],
        "party_rows": parties,
        "document_rows": [_document(consultation, document) for document in application.documents.all()],
    }


def _document(consultation: Consultation, document: Any) -> dict[str, Any]:
    return {
        "title": document.title,
        "kind": document.code,
        "size": document.size,
        "received": document.received_on,
        "url": reverse("consulted:document", args=[consultation.pk, document.pk]),
    }
