"""NSL 22(8): limits on the transfer and emergence of property rights."""

from commission.law import tables
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect


@check(
    "property_limits",
    title=N_("Limits on the transfer and emergence of property rights"),
    basis=N_("NSL 22(8)"),
    effect=Effect.DISCRETIONARY,
    words=tables.WORDS,
    reads=("table.property_limits",),
    version="2",
)
def property_limits(facts: Facts) -> Answer:
    """Limits in force, a dated table: the text of 2012 does not say who sets them."""
    return tables.by_table(facts, "property_limits")
