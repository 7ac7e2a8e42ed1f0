"""NSL 22(4): concentration of rights to conduct operations."""

from commission.law.conditions import SUBSOIL
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Compare, before and after the deal, the rights to conduct operations (subsoil rights, strategic- resource "
        "contracts with their areas) held by one person, by a group of persons from one country and by affiliates of "
        "either. The law sets no percentage: record the figures, the reason and the contracts relied on."
    ),
}


@check(
    "concentration",
    title=N_("Concentration of rights to conduct operations"),
    basis=N_("NSL 22(4)"),
    applies=SUBSOIL,
    effect=Effect.DISCRETIONARY,
    words=WORDS,
    automated=False,
)
def concentration(facts: Facts) -> Answer:
    """Rights to conduct operations, before and after: of one person, of persons from one country, of affiliates."""
    return examine()
