"""NSL 22(7)(2), (5): indicators of detriment."""

from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Questions (policy), one line each, never a ground alone: does the acquirer's chain end undisclosed; does it "
        "pass through a low-tax jurisdiction; is the price below the valuation; does a foreign state stand behind "
        "the acquirer? Record what you found and the document."
    ),
}


@check(
    "detriment_indicators",
    title=N_("Indicators of detriment"),
    basis=N_("NSL 22(7)(2), (5)"),
    effect=Effect.INFORMATION,
    words=WORDS,
    automated=False,
)
def detriment_indicators(facts: Facts) -> Answer:
    """Opaque chain, low-tax places, price under valuation, a foreign state as acquirer: questions (policy)."""
    return examine()
