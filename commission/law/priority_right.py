"""CC 193-1(4), SPL 191: the state's priority right to buy."""

from commission.law.conditions import ALIENATION
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome

WORDS = {
    "open": N_(
        "The transaction alienates a strategic object: the priority-right track must open, and the Government "
        "decides on it within its own term."
    ),
}


@check(
    "priority_right",
    title=N_("Priority right of the state"),
    basis=N_("CC 193-1(4), SPL 191"),
    applies=ALIENATION,
    effect=Effect.PROCEDURAL,
    words=WORDS,
    reads=("deal.kind",),
)
def priority_right(facts: Facts) -> Answer:
    """Alienation, enforcement and bankruptcy sales open the track; a plain encumbrance does not."""
    return Answer(Outcome.ATTENTION, "open")
