"""SPL 188(3): terms of an encumbrance contract."""

from commission.law.conditions import ENCUMBRANCE
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Read the draft contract of encumbrance: are the duties of the parties, the preservation of the object and "
        "its further use settled? Record the clauses, or what is missing."
    ),
}


@check(
    "contract_terms",
    title=N_("Terms of an encumbrance contract"),
    basis=N_("SPL 188(3)"),
    applies=ENCUMBRANCE,
    effect=Effect.PROCEDURAL,
    words=WORDS,
    automated=False,
)
def contract_terms(facts: Facts) -> Answer:
    """A contract of encumbrance says who keeps the object, its duties and its further use."""
    return examine()
