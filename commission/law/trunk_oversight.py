"""NSL 23(3): oversight of lines and networks with foreign participation."""

from commission.law import figures
from commission.law.conditions import NETWORK
from commission.law.evidence import chains
from commission.law.facts import Facts
from commission.law.managers import Manager, operators
from commission.law.participation import blocked, largest
from commission.law.provision import Answer, check
from commission.law.shares import Shares, shares_in
from commission.law.sides import Side, sides
from commission.law.unknowns import unknowns
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.measures import foreigners
from registry.ownership.terms import Basis

WORDS = {
    "clear": N_(
        "The line or network is neither owned nor operated with foreign participation: {company}, {operators}."
    ),
    "owned": N_(
        "Owned with foreign participation: foreigners hold M {m}, K {k} of {company}. The competent bodies watch it "
        "under 23(3)."
    ),
    "operated": N_(
        "Operated with foreign participation: {operators}. The competent bodies watch it under 23(3)."
    ),
    "no_operator": N_(
        "Nobody is recorded as managing or operating the line or network. Record who does, with a document."
    ),
    "undetermined": N_(
        "Foreign participation in the ownership or operation cannot be excluded: M {m}, K {k} of {company}; not "
        "known of: {doubtful}."
    ),
    "also_operated": N_("Operated with foreign participation as well: {operators}."),
}


@check(
    "trunk_oversight",
    title=N_("Oversight of lines and networks with foreign participation"),
    basis=N_("NSL 23(3)"),
    applies=NETWORK,
    effect=Effect.MONITORING,
    words=WORDS,
    reads=(*NETWORK.names, "operator"),
    version="2",
)
def trunk_oversight(facts: Facts) -> Answer:
    """Lines and networks managed or owned with foreign participation are watched by the competent bodies."""
    both = sides(facts)
    if not facts.object.targets:
        return Answer(Outcome.UNDETERMINED, "common.no_owner")
    if both.after is None:
        return blocked(both)
    found = largest(both.after)
    people = tuple(operators(both.after, facts.object.places))
    foreign = [one.id for one in people if _participation(both.after, one)]
    doubtful = [one.id for one in people if _participation(both.after, one) is None]
    outcome, message = _judged(found, people, foreign, doubtful)
    values = {
        "company": figures.party(facts, found.target),
        "m": figures.share(found.m),
        "k": figures.share(found.k),
        "operators": figures.parties(facts, foreign or [one.id for one in people]),
        "doubtful": figures.parties(facts, doubtful or [found.target]),
    }
    also = (("also_operated", values),) if foreign and message == "owned" else ()
    missing = unknowns(facts, both.after, found) if message == "undetermined" and _open(found) else ()
    return Answer(outcome, message, values, also, unknowns=missing, chains=chains(facts, both, found))


def _judged(
    found: Shares, people: tuple[Manager, ...], foreign: list[str], doubtful: list[str]
) -> tuple[Outcome, str]:
    if found.m.low or found.k.low:
        return Outcome.ATTENTION, "owned"
    if foreign:
        return Outcome.ATTENTION, "operated"
    if doubtful or _open(found):
        return Outcome.UNDETERMINED, "undetermined"
    return (Outcome.CLEAR, "clear") if people else (Outcome.UNDETERMINED, "no_operator")


def _open(found: Shares) -> bool:
    return bool(found.m.high or found.k.high)


def _participation(side: Side, operator: Manager) -> bool | None:
    """Whether the operator is foreign or has foreign participation; None where it cannot be said."""
    if operator.foreign is not False:
        return operator.foreign
    held = shares_in(side.view(Basis.VOTES), operator.id, foreigners())
    if held.m.low or held.k.low:
        return True
    return None if held.m.high or held.k.high else False
