"""NSL 23(7): other limits in communications."""

from commission.law import tables
from commission.law.conditions import NETWORK
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect


@check(
    "other_limits",
    title=N_("Other limits in communications"),
    basis=N_("NSL 23(7)"),
    applies=NETWORK,
    effect=Effect.PROHIBITION,
    words=tables.WORDS,
    reads=("table.other_limits", *NETWORK.names),
    version="2",
)
def other_limits(facts: Facts) -> Answer:
    """Limits that other laws set for communications organisations, a dated table."""
    return tables.by_table(facts, "other_limits")
