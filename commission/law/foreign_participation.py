"""NSL 22(3): the state watches objects owned or managed with foreign participation."""

from collections.abc import Iterator

from commission.law import figures
from commission.law.evidence import chains
from commission.law.facts import Facts
from commission.law.managers import Manager, managers
from commission.law.participation import blocked, largest
from commission.law.provision import Answer, Note, check
from commission.law.shares import Shares
from commission.law.sides import sides
from commission.law.unknowns import unknowns
from commission.law.wording import N_
from commission.states import Effect, Outcome

WORDS = {
    "clear": N_(
        "No foreign share in {company}, and no foreign manager: nothing to monitor under this provision."
    ),
    "participation": N_(
        "Foreign participation in {company} after the deal: M {m}, K {k}. Monitoring under 22(3)."
    ),
    "managed": N_("{managers} manages the object or its owner from abroad. Monitoring under 22(3)."),
    "undetermined": N_(
        "Foreign participation in {company} cannot be excluded: M {m}, K {k} on what is recorded."
    ),
    "no_manager": N_(
        "No foreign share in {company} is found, but nobody is recorded as managing or operating the object. Record "
        "who does."
    ),
    "manager_unknown": N_(
        "Whether {managers}, who manages the object or its owner, is foreign is not known."
    ),
    "foreign_managers": N_("Foreign managers: {managers}."),
}


@check(
    "foreign_participation",
    title=N_("Foreign participation in the owner or in management"),
    basis=N_("NSL 22(3)"),
    effect=Effect.MONITORING,
    words=WORDS,
    reads=("operator",),
)
def foreign_participation(facts: Facts) -> Answer:
    """Any foreign share in the owner, or a foreign manager of it or of the object, after the deal: monitoring."""
    both = sides(facts)
    side = both.after
    if not facts.object.targets:
        return Answer(Outcome.UNDETERMINED, "common.no_owner")
    if side is None:
        return blocked(both)
    found = largest(side)
    people = tuple(managers(side, facts.object.places))
    outcome, message = _outcome(found, people)
    foreign = [manager.id for manager in people if manager.foreign]
    doubtful = [manager.id for manager in people if manager.foreign is None]
    return Answer(
        outcome,
        message,
        values={
            "company": figures.party(facts, found.target),
            "m": figures.share(found.m),
            "k": figures.share(found.k),
            "managers": figures.parties(facts, foreign or doubtful),
        },
        notes=tuple(_notes(facts, message, foreign)),
        unknowns=unknowns(facts, side, found) if message == "undetermined" else (),
        chains=chains(facts, both, found),
    )


def _outcome(found: Shares, people: tuple[Manager, ...]) -> tuple[Outcome, str]:
    """Certain participation first, then what cannot be excluded; clear only where both questions are answered."""
    if found.m.low or found.k.low:
        return Outcome.ATTENTION, "participation"
    if any(manager.foreign for manager in people):
        return Outcome.ATTENTION, "managed"
    if found.m.high or found.k.high:
        return Outcome.UNDETERMINED, "undetermined"
    if any(manager.foreign is None for manager in people):
        return Outcome.UNDETERMINED, "manager_unknown"
    return (Outcome.CLEAR, "clear") if people else (Outcome.UNDETERMINED, "no_manager")


def _notes(facts: Facts, message: str, foreign: list[str]) -> Iterator[Note]:
    if foreign and message != "managed":
        yield "foreign_managers", {"managers": figures.parties(facts, foreign)}
    if facts.deal is None:
        yield "note.no_deal", {}
