"""NSL 23(7): other limits in communications."""

from commission.law.conditions import NETWORK
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "No other limit is entered in the table, and no keeper has dated a confirmation that there is none. "
        "Establish whether another law limits ownership of or participation in this organisation, and record the act."
    ),
}


@check(
    "other_limits",
    title=N_("Other limits in communications"),
    basis=N_("NSL 23(7)"),
    applies=NETWORK,
    effect=Effect.PROHIBITION,
    words=WORDS,
    automated=False,
)
def other_limits(facts: Facts) -> Answer:
    """Limits of other laws on communications organisations, a dated table; an empty one proves nothing."""
    return examine()
