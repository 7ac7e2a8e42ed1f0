"""NSL 23(6)(6); subsoil and competition law: linked consents."""

from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "List every other consent the deal needs (communications, subsoil, competition). For each record number, "
        "date and the largest resulting share it covers, or that it is missing."
    ),
}


@check(
    "linked_consents",
    title=N_("Linked consents"),
    basis=N_("NSL 23(6)(6); subsoil and competition law"),
    effect=Effect.PROCEDURAL,
    words=WORDS,
    automated=False,
)
def linked_consents(facts: Facts) -> Answer:
    """Each other consent the deal needs, with its number, date and the largest share it covers."""
    return examine()
