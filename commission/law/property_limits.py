"""NSL 22(8): limits on the transfer and emergence of property rights."""

from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "No limit is entered in the table, and no keeper has dated a confirmation that there is none. Establish "
        "whether a limit on the transfer or emergence of property rights in this object was in force on the date, "
        "and record the act."
    ),
}


@check(
    "property_limits",
    title=N_("Limits on the transfer and emergence of property rights"),
    basis=N_("NSL 22(8)"),
    effect=Effect.DISCRETIONARY,
    words=WORDS,
    automated=False,
)
def property_limits(facts: Facts) -> Answer:
    """The Government's limits, a dated table; an empty one proves nothing."""
    return examine()
