"""NSL 23(6)(1): foreign print that undermines national security."""

from commission.law.conditions import PRINT
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Ask for the declaration on foreign print that the medium or distributor spreads, and for the opinion of the "
        "body under 15(1)(8). Record both."
    ),
}


@check(
    "foreign_print",
    title=N_("Foreign print that undermines national security"),
    basis=N_("NSL 23(6)(1)"),
    applies=PRINT,
    effect=Effect.PROHIBITION,
    words=WORDS,
    automated=False,
)
def foreign_print(facts: Facts) -> Answer:
    """The owner of a medium or a distributor declares what foreign print it spreads; 15(1)(8) gives an opinion."""
    return examine()
