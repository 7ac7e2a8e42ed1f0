"""NSL 23(6)(8): conformity with the rules on search operations."""

from commission.law.conditions import NETWORK
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "If the deal starts up a network, ask the national security body under 15(1)(1) whether it conforms: yes, "
        "no, or a reference only. Record the answer and the act of conformity."
    ),
}


@check(
    "search_operations",
    title=N_("Conformity with the rules on search operations"),
    basis=N_("NSL 23(6)(8)"),
    applies=NETWORK,
    effect=Effect.PROHIBITION,
    words=WORDS,
    automated=False,
)
def search_operations(facts: Facts) -> Answer:
    """A network may not start up before it meets the requirements for search operations."""
    return examine()
