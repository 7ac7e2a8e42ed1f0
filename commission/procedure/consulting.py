"""How far a request for an opinion has come: a small state machine, read off its dated marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commission.states import Answer


class Phase(StrEnum):
    """Where one round of a consultation stands."""

    OPENED = "opened"
    IN_DRAFT = "in_draft"
    FOR_CHECK = "for_check"
    SENT = "sent"
    DEEMED = "deemed"
    REVOKED = "revoked"
    REPLACED = "replaced"
    OVERDUE = "overdue"


# Nothing more is awaited from these.
OVER = (Phase.SENT, Phase.DEEMED, Phase.REVOKED, Phase.REPLACED)


@dataclass(frozen=True, slots=True)
class Marks:
    """What has happened to a round: each mark is whether it was made."""

    drafted: bool
    for_check: bool
    sent: bool
    deemed: bool
    revoked: bool
    replaced: bool


def phase(marks: Marks, *, due_on: date, today: date) -> Phase:
    """The phase of a round on a day. A late request is overdue however far its draft has come."""
    if marks.revoked:
        return Phase.REVOKED
    if marks.replaced:
        return Phase.REPLACED
    if marks.sent:
        return Phase.SENT
    if marks.deemed:
        return Phase.DEEMED
    if today > due_on:
        return Phase.OVERDUE
    if marks.for_check:
        return Phase.FOR_CHECK
    return Phase.IN_DRAFT if marks.drafted else Phase.OPENED


def disagree(answers: Sequence[str]) -> bool:
    """Whether some bodies object to what others do not object to; a body without competence has no side."""
    return Answer.OBJECTION in answers and any(
        answer in (Answer.NO_OBJECTION, Answer.WITH_CONDITIONS) for answer in answers
    )
