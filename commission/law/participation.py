"""Foreign participation in the parties looked at, and what is answered where the deal cannot be computed."""

from commission.law.limits import judge
from commission.law.provision import Answer
from commission.law.shares import Shares
from commission.law.sides import Side, Sides
from commission.states import Outcome
from registry.ownership.terms import ZERO, Basis


def largest(side: Side) -> Shares:
    """The foreign shares in whichever target has most, on votes or on capital."""
    return max(
        (judged.shares for judged in judge(side, ZERO, tuple(Basis))),
        key=lambda one: (max(one.m.low, one.k.low), max(one.m.high, one.k.high)),
    )


def blocked(both: Sides) -> Answer:
    """Undetermined, with what keeps the situation after the deal from being computed."""
    assert both.obstacle is not None
    return Answer(Outcome.UNDETERMINED, both.obstacle.message, values=both.obstacle.values)
