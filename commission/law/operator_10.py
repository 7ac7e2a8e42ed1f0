"""NSL 23(6)(6): more than 10 % of an operator without consent."""

from dataclasses import replace

from commission.law.conditions import OPERATOR
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine, unofficial
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Compute what the acquirer with its group would hold of the operator's voting shares after the deal, "
        "residents too. Above 10 %, and increased by the deal, it needs the consent of the communications body "
        "before conclusion, covering the result: record its number, date and largest share."
    ),
}


@check(
    "operator_10",
    title=N_("More than 10 % of an operator without consent"),
    basis=N_("NSL 23(6)(6)"),
    applies=OPERATOR,
    effect=Effect.CONSENT_REQUIRED,
    words=WORDS,
    automated=False,
)
def operator_10(facts: Facts) -> Answer:
    """Anybody, residents too, alone or in a group, whose resulting votes pass 10 % needs a consent beforehand."""
    return replace(examine(), notes=unofficial(facts))
