"""The facts shown to a side with what it has said to each and what the desk answered."""

from typing import Any

from commission.models import Application, Side
from commission.pages.applicant.shown_facts import Fact, facts_of
from commission.services.remarks import remarks_of
from commission.states import State


def lines(application: Application, side: Side) -> list[dict[str, Any]]:
    """Each fact of the side, with its remark (None: nothing said yet); once they are taken back, what was said."""
    said = {remark.fact: remark for remark in remarks_of(application, side)}
    facts = facts_of(application, side) if application.state == State.FACTS_SHOWN else []
    shown = [{"code": fact.code, "words": fact.words, "remark": said.pop(fact.code, None)} for fact in facts]
    # A fact that has gone since, as one that was corrected may, keeps what was said to it.
    return [*shown, *({"code": code, "words": each.words, "remark": each} for code, each in said.items())]


def fact_named(application: Application, side: Side, code: str) -> Fact | None:
    """The fact that a form is about, as it is shown now."""
    return next((fact for fact in facts_of(application, side) if fact.code == code), None)
