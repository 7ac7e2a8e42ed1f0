"""SPL 188(3), text of 2012: who may buy at a public auction."""

from commission.law.conditions import AUCTION
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "A public auction under the text of 2012: establish whether the buyer is a foreigner, an entity with "
        "non-resident participants, or an affiliate of either. Record the list of participants relied on."
    ),
}


@check(
    "auction_bar",
    title=N_("Who may buy at a public auction"),
    basis=N_("SPL 188(3), text of 2012"),
    applies=AUCTION,
    effect=Effect.PROHIBITION,
    words=WORDS,
    automated=False,
    regimes=("R1",),
)
def auction_bar(facts: Facts) -> Answer:
    """R1: foreigners, entities with non-resident participants and their affiliates may not buy at a public auction."""
    return examine()
