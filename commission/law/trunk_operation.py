"""NSL 23(6)(4): who may manage or operate a trunk communication line."""

from collections.abc import Iterator, Mapping
from typing import Any

from commission.law import figures
from commission.law.conditions import TRUNK_LINE
from commission.law.facts import Facts
from commission.law.managers import Manager, foreign_control, operators
from commission.law.provision import Answer, Note, check, unofficial
from commission.law.sides import Side, sides
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.control import Control

WORDS = {
    "clear": N_(
        "The trunk line is managed and operated by residents that foreigners do not control: {operators}."
    ),
    "clear_r2": N_(
        "The trunk line is managed and operated through a legal entity of Kazakhstan: {operators}."
    ),
    "violation": N_("The trunk line is managed or operated by a foreigner: {operators}."),
    "controlled": N_(
        "{operators} is a resident but controlled by foreigners: the line is under the oversight of 23(3)."
    ),
    "control_unknown": N_(
        "Whether foreigners control {operators}, which operates the trunk line, is not known."
    ),
    "country_unknown": N_(
        "The country of {operators}, which manages or operates the trunk line, is not known for certain."
    ),
    "none": N_(
        "Nobody is recorded as managing or operating the trunk line. Record who does, with a document."
    ),
    "before_only": N_(
        "What the deal changes in management could not be computed; this is the situation of the day."
    ),
    "already_before": N_("This is so already before the deal."),
}


@check(
    "trunk_operation",
    title=N_("Management and operation of a trunk line"),
    basis=N_("NSL 23(6)(4)"),
    applies=TRUNK_LINE,
    effect=Effect.PROHIBITION,
    words=WORDS,
    reads=TRUNK_LINE.names,
)
def trunk_operation(facts: Facts) -> Answer:
    """Foreigners and stateless persons may not manage or operate a trunk line; residents under them are watched."""
    both = sides(facts)
    side = both.after or both.before
    people = tuple(operators(side, facts.object.places))
    outcome, message, named = _judged(facts, side, people)
    notes: list[Note] = []
    if both.after is None:
        notes.append(("before_only", {}))
    if outcome is Outcome.VIOLATION and any(m.foreign for m in operators(both.before, facts.object.places)):
        notes.append(("already_before", {}))
    return Answer(
        outcome,
        message,
        values={"operators": figures.parties(facts, (manager.id for manager in named))},
        notes=(*notes, *unofficial(facts)),
        chains=tuple(_evidence(facts, people)),
    )


def _judged(
    facts: Facts, side: Side, people: tuple[Manager, ...]
) -> tuple[Outcome, str, tuple[Manager, ...]]:
    """The worst manager decides. Unknown countries come before control: they may hide a prohibited manager."""
    if not people:
        return Outcome.UNDETERMINED, "none", ()
    foreign = tuple(manager for manager in people if manager.foreign)
    if foreign:
        return Outcome.VIOLATION, "violation", foreign
    unknown = tuple(manager for manager in people if manager.foreign is None)
    if unknown:
        return Outcome.UNDETERMINED, "country_unknown", unknown
    if facts.regime == "R2":
        return Outcome.CLEAR, "clear_r2", people
    controlled = tuple(manager for manager in people if foreign_control(side, manager.id) is Control.CERTAIN)
    if controlled:
        return Outcome.ATTENTION, "controlled", controlled
    possibly = tuple(manager for manager in people if foreign_control(side, manager.id) is Control.POSSIBLE)
    if possibly:
        return Outcome.UNDETERMINED, "control_unknown", possibly
    return Outcome.CLEAR, "clear", people


def _evidence(facts: Facts, people: tuple[Manager, ...]) -> Iterator[Mapping[str, Any]]:
    for manager in people:
        yield {
            "measure": "link",
            "link": str(manager.link),
            "path": [figures.party(facts, manager.id)],
            "foreign": manager.foreign,
            "sources": [manager.source] if manager.source else [],
        }
