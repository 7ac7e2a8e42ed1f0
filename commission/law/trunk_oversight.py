"""NSL 23(3): oversight of lines and networks with foreign participation."""

from commission.law.conditions import NETWORK
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Record whether the line or network is managed or owned with foreign participation (see the findings on "
        "ownership and operation) and which body watches it from when."
    ),
}


@check(
    "trunk_oversight",
    title=N_("Oversight of lines and networks with foreign participation"),
    basis=N_("NSL 23(3)"),
    applies=NETWORK,
    effect=Effect.MONITORING,
    words=WORDS,
    automated=False,
)
def trunk_oversight(facts: Facts) -> Answer:
    """Lines and networks managed or owned with foreign participation are watched by the competent bodies."""
    return examine()
