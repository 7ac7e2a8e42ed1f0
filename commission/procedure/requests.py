"""Requests for information to the applicant: one list of questions in each stage of a case (policy)."""

from commission.states import RequestStage, State

# Where a list may be sent from, and which stage it belongs to; nowhere else is the applicant asked.
STAGES: dict[State, RequestStage] = {
    State.REGISTERED: RequestStage.CHECKS,
    State.UNDER_REVIEW: RequestStage.REVIEW,
    State.FACTS_SHOWN: RequestStage.REVIEW,
    State.ON_AGENDA: RequestStage.COMMISSION,
    State.HEARD: RequestStage.COMMISSION,
    State.RECOMMENDED: RequestStage.COMMISSION,
    State.OPINION_DRAFTED: RequestStage.COMMISSION,
}
MOST_QUESTIONS = 40


def questions_in(text: str) -> list[str]:
    """The questions of a text, one a line; blank lines and a number somebody wrote in front are left out."""
    lines = (line.strip() for line in text.splitlines())
    return [_without_number(line) for line in lines if line]


def _without_number(line: str) -> str:
    head, dot, rest = line.partition(".")
    if not dot:
        head, dot, rest = line.partition(")")
    return rest.strip() if dot and head.isdigit() and len(head) < 3 and rest.strip() else line
