"""NSL 22(9): temporary bans and restrictions."""

from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "No temporary ban is entered in the table, and no keeper has dated a confirmation that there is none. "
        "Establish whether a ban or restriction in force touches the goods of this deal, and record the act."
    ),
}


@check(
    "trade_restrictions",
    title=N_("Temporary bans and restrictions"),
    basis=N_("NSL 22(9)"),
    effect=Effect.PROHIBITION,
    words=WORDS,
    automated=False,
)
def trade_restrictions(facts: Facts) -> Answer:
    """Temporary bans on exports and imports in force, a dated table; an empty one proves nothing."""
    return examine()
