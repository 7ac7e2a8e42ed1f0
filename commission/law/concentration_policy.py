"""Concentration in other categories (policy)."""

from commission.law.conditions import SUBSOIL, inverse
from commission.law.facts import Facts
from commission.law.provision import Answer, check, examine
from commission.law.wording import N_
from commission.states import Effect

WORDS = {
    "examine": N_(
        "Information only (policy), never a ground: record which objects of the same category one person, a group of "
        "persons from one country and their affiliates would hold before and after the deal."
    ),
}


@check(
    "concentration_policy",
    title=N_("Concentration in other categories (policy)"),
    basis="-",
    applies=inverse("no_subsoil_right", SUBSOIL),
    effect=Effect.INFORMATION,
    words=WORDS,
    automated=False,
)
def concentration_policy(facts: Facts) -> Answer:
    """The figures of 22(4) for objects without a subsoil right: information, never a ground (policy)."""
    return examine()
