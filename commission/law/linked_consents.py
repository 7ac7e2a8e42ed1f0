"""NSL 23(6)(6); subsoil and competition law: linked consents."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commission.law import consents, figures, operator_10
from commission.law.conditions import ALIENATION, SUBSOIL
from commission.law.consents import Standing
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome, Purpose

WORDS = consents.WORDS | {
    "none_needed": N_("On what is recorded the deal needs no other consent."),
    "clear": N_("Every other consent that the deal needs is recorded: {consents}."),
    "lacking": N_("A consent that the deal needs is missing, too small or too late: {consents}."),
    "unknown": N_("Whether a consent is needed, or whether it is enough, is not known: {consents}."),
    "line": N_("{purpose}: {given}"),
    "not_needed": N_("not needed, as the parties state (No. of the statement: {number})"),
    "perhaps": N_("whether it is needed is not known; {given}"),
}


@dataclass(frozen=True)
class Need:
    """A consent the deal may need: True, False or not known, and the share it must cover."""

    purpose: Purpose
    needed: bool | None
    share: Fraction | None = None
    waivable: bool = False


@check(
    "linked_consents",
    title=N_("Linked consents"),
    basis=N_("NSL 23(6)(6); subsoil and competition law"),
    effect=Effect.PROCEDURAL,
    words=WORDS,
    reads=("object.subsoil_right", "deal.kind", "deal.acquirer", "consent.competition", "consent.subsoil"),
    version="2",
)
def linked_consents(facts: Facts) -> Answer:
    """Each other consent the deal needs, with its number, date and the largest share it covers."""
    if facts.deal is None:
        return Answer(Outcome.UNDETERMINED, "common.no_deal")
    lines = [_line(facts, need) for need in _needs(facts) if need.needed is not False]
    for outcome, message in (
        (Outcome.ATTENTION, "lacking"),
        (Outcome.UNDETERMINED, "unknown"),
        (Outcome.CLEAR, "clear"),
    ):
        found = [line for said, line in lines if said is outcome]
        if found:
            return Answer(outcome, message, {"consents": {"list": found}})
    return Answer(Outcome.CLEAR, "none_needed")


def _needs(facts: Facts) -> Iterator[Need]:
    needed, share = operator_10.crossing(facts)
    for purpose in operator_10.purposes(facts):
        yield Need(purpose, needed, share)
    yield Need(Purpose.SUBSOIL, SUBSOIL.holds(facts), waivable=True)
    # Competition law looks at assets and turnover, which are no facts of this case: the parties state them.
    alienation = ALIENATION.holds(facts)
    yield Need(Purpose.COMPETITION, False if alienation is False else None, waivable=True)


def _line(facts: Facts, need: Need) -> tuple[Outcome, dict[str, Any]]:
    judged = consents.judged(facts, need.purpose, need.share)
    waived = [one for one in facts.consents_for(need.purpose) if not one.needed] if need.waivable else []
    given = judged.phrase(facts, "linked_consents")
    if judged.standing is Standing.COVERS:
        outcome = Outcome.CLEAR
    elif judged.standing is Standing.MISSING and waived:
        outcome = Outcome.CLEAR
        number = figures.text(waived[0].number or "-")
        given = figures.phrase("linked_consents.not_needed", number=number)
    elif need.needed is None:
        outcome = Outcome.UNDETERMINED
        given = figures.phrase("linked_consents.perhaps", given=given)
    else:
        outcome = Outcome.UNDETERMINED if judged.standing is Standing.UNCLEAR else Outcome.ATTENTION
    purpose = figures.term(f"purpose.{need.purpose}")
    return outcome, figures.phrase("linked_consents.line", purpose=purpose, given=given)
