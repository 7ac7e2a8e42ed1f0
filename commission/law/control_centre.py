"""NSL 23(6)(5): control centre of the network."""

from commission.law import figures
from commission.law.conditions import NETWORK
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome, Stated
from registry.ownership.terms import HOME

WORDS = {
    "clear": N_("The network's control centre is in Kazakhstan, and the deal does not move it."),
    "clear_today": N_("The network's control centre is in Kazakhstan."),
    "abroad": N_("The network's control centre is abroad ({country})."),
    "moves": N_("The deal would move the network's control centre abroad ({where})."),
    "unknown": N_(
        "The country of the network's control centre is not recorded. Record it in the registry, with a document."
    ),
    "move_unknown": N_(
        "The control centre is in Kazakhstan today; whether the deal moves it abroad is not stated. Ask the parties."
    ),
}


@check(
    "control_centre",
    title=N_("Control centre of the network"),
    basis=N_("NSL 23(6)(5)"),
    applies=NETWORK,
    effect=Effect.PROHIBITION,
    words=WORDS,
    reads=("object.control_centre", "stated.control_centre_moves", *NETWORK.names),
    version="2",
)
def control_centre(facts: Facts) -> Answer:
    """A network in Kazakhstan whose control centre lies abroad may be neither set up nor operated."""
    country = facts.object.control_centre
    if country is not None and country != HOME:
        return Answer(Outcome.VIOLATION, "abroad", {"country": figures.text(country)})
    moves = facts.stated(Stated.CONTROL_CENTRE_MOVES)
    if facts.deal is not None and moves:
        where = figures.text(facts.where(Stated.CONTROL_CENTRE_MOVES) or "-")
        return Answer(Outcome.VIOLATION, "moves", {"where": where})
    if country is None:
        return Answer(Outcome.UNDETERMINED, "unknown")
    if facts.deal is None:
        return Answer(Outcome.CLEAR, "clear_today")
    return Answer(Outcome.UNDETERMINED, "move_unknown") if moves is None else Answer(Outcome.CLEAR, "clear")
