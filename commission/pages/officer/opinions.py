"""The consultations of a case as rows of its matrix. Drafts are the bodies' own and never shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from commission import permissions
from commission.models import Application, Consultation, Opinion
from commission.pages.consulted.threats import threat_names
from commission.pages.officer.deadlines import Deadline, deadline
from commission.procedure.clocks import Calendar
from commission.services.consultations import ANSWERABLE
from registry.models import User


@dataclass(frozen=True, slots=True)
class Asked:
    """One body: on what competence, until when, what it answered, and what the desk may do about it."""

    consultation: Consultation
    body: str
    why: str
    opinion: Opinion | None
    deadline: Deadline | None
    threats: Sequence[str]
    takes_letter: bool
    may_be_deemed: bool

    @property
    def is_late(self) -> bool:
        return self.deadline is not None and self.deadline.tone == "late"


@dataclass(frozen=True, slots=True)
class Matrix:
    """All bodies asked, the open ones first."""

    rows: list[Asked]

    @property
    def asked(self) -> int:
        return len(self.rows)

    @property
    def closed(self) -> int:
        return sum(row.consultation.is_closed for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)


def matrix(application: Application, user: User, calendar: Calendar) -> Matrix:
    """The consultations of the current revision; `application` comes with them."""
    today = timezone.localdate()
    open_for_answers = application.state in ANSWERABLE
    desk = permissions.may_process(application, user)
    head = permissions.is_head(application, user)
    rows = []
    for consultation in application.consultations.all():
        if consultation.revision != application.revision or consultation.replaced_at is not None:
            continue
        waits = open_for_answers and not consultation.is_closed
        opinion = consultation.answered
        rows.append(
            Asked(
                consultation=consultation,
                body=consultation.body.name,
                why=consultation.why,
                opinion=opinion,
                deadline=deadline(calendar, consultation.due_on, today) if waits else None,
                threats=threat_names(opinion.threats) if opinion else (),
                takes_letter=desk and open_for_answers and opinion is None,
                may_be_deemed=head
                and waits
                and not consultation.body.is_security
                and today > consultation.due_on,
            )
        )
    rows.sort(key=lambda row: (row.consultation.is_closed, row.consultation.pk))
    return Matrix(rows)
