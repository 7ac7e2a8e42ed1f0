"""NSL 23(6)(8): conformity with the rules on search operations."""

from commission.law import figures
from commission.law.conditions import NETWORK
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Conformity, Effect, Outcome

WORDS = {
    "clear": N_("The network meets the requirements: act of conformity {act}."),
    "clear_answer": N_("The national security bodies answer that the network conforms."),
    "violation": N_(
        "The network does not meet the requirements for search operations: it may not be started up."
    ),
    "violation_answer": N_(
        "The national security bodies answer that the network does not conform: it may not be started up."
    ),
    "reference": N_(
        "The national security bodies gave a reference instead of an answer: read it where it is kept."
    ),
    "unknown": N_(
        "Neither an act of conformity nor an answer of the national security bodies is recorded. Ask them under "
        "15(1)(1): yes, no or a reference."
    ),
    "not_started": N_(
        "The network has not been started up, and its conformity is not recorded: it has to be established before."
    ),
}


@check(
    "search_operations",
    title=N_("Conformity with the rules on search operations"),
    basis=N_("NSL 23(6)(8)"),
    applies=NETWORK,
    effect=Effect.PROHIBITION,
    words=WORDS,
    reads=("object.conformity", *NETWORK.names),
    version="2",
)
def search_operations(facts: Facts) -> Answer:
    """A network may not start up before it meets the requirements; the security bodies' word comes first."""
    opinion = facts.opinion("security")
    match opinion.conformity if opinion is not None else None:
        case Conformity.YES:
            return Answer(Outcome.CLEAR, "clear_answer")
        case Conformity.NO:
            return Answer(Outcome.VIOLATION, "violation_answer")
        case Conformity.REFERENCE:
            return Answer(Outcome.ATTENTION, "reference")
    if facts.object.conformity:
        act = figures.text(facts.object.conformity_act or "-")
        return Answer(Outcome.CLEAR, "clear", {"act": act})
    if facts.object.conformity is False:
        return Answer(Outcome.VIOLATION, "violation")
    return Answer(Outcome.UNDETERMINED, "not_started" if facts.object.started_up is False else "unknown")
