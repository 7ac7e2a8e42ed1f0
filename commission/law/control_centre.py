"""NSL 23(6)(5): control centre of the network."""

from commission.law.conditions import NETWORK
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Establish in which country the network's control centre is, now and after the deal, and record it with the "
        "document. Abroad, the operation of the network is prohibited."
    ),
}


@check(
    "control_centre",
    title=N_("Control centre of the network"),
    basis=N_("NSL 23(6)(5)"),
    applies=NETWORK,
    effect=Effect.PROHIBITION,
    words=WORDS,
    automated=False,
)
def control_centre(facts: Facts) -> Answer:
    """A network in Kazakhstan whose control centre lies abroad may be neither set up nor operated."""
    return examine()
