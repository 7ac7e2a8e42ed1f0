"""NSL 22(6)(1)-(4): openness of the decision."""

from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Record which limb of 22(6) the decision belongs to (budget, permits and licences, privileges, "
        "privatisation), who decides on which ground, and which fields of the decision are published."
    ),
}


@check(
    "openness",
    title=N_("Openness of the decision"),
    basis=N_("NSL 22(6)(1)-(4)"),
    effect=Effect.PROCEDURAL,
    words=WORDS,
    automated=False,
)
def openness(facts: Facts) -> Answer:
    """Which limb of 22(6) applies; decision-makers, grounds and published fields are on record."""
    return examine()
