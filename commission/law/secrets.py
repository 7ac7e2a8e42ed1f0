"""NSL 23(6)(2): secrets in the documents."""

from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Go through every document of the case: each must carry its marking before it is shared or published. Record "
        "who checked, and when."
    ),
}


@check(
    "secrets",
    title=N_("Secrets in the documents"),
    basis=N_("NSL 23(6)(2)"),
    effect=Effect.PROHIBITION,
    words=WORDS,
    automated=False,
)
def secrets(facts: Facts) -> Answer:
    """Every document is marked before it is shared or published."""
    return examine()
