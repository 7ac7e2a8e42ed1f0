"""NSL 22(9): temporary bans and restrictions."""

from commission.law import tables
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect


@check(
    "trade_restrictions",
    title=N_("Temporary bans and restrictions"),
    basis=N_("NSL 22(9)"),
    effect=Effect.PROHIBITION,
    words=tables.WORDS,
    reads=("table.trade_restrictions", "object.trades"),
    version="2",
)
def trade_restrictions(facts: Facts) -> Answer:
    """The Government's temporary bans on exports and imports in force, against the goods that the object trades."""
    return tables.by_table(facts, "trade_restrictions")
