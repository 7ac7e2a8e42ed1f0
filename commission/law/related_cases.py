"""Open and decided cases on the object, the parties and their group; stakes acquired step by step."""

from commission.law import figures
from commission.law.facts import Facts
from commission.law.lots import other_lots, possible
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome

WORDS = {
    "examine": N_(
        "No other case on the object, the company or the acquirer is recorded here. Look for cases of the acquirer's "
        "group and for stakes bought without a case, and record what you found."
    ),
    "found": N_(
        "Other cases touch the same object, company or acquirer: {cases}. Read them, look for stakes acquired step "
        "by step, and record what you found."
    ),
    "lots": N_(
        "Other deals of the same acquirer or group in this company name {share} of all voting shares together."
    ),
}


@check(
    "related_cases",
    title=N_("Related cases and step-by-step acquisition"),
    basis="-",
    effect=Effect.PROCEDURAL,
    words=WORDS,
    automated=False,
)
def related_cases(facts: Facts) -> Answer:
    """The cases found by program are named; what they mean is for the officer (procedural)."""
    if not facts.related:
        return Answer(Outcome.UNDETERMINED, "examine")
    lots = other_lots(facts)
    return Answer(
        Outcome.UNDETERMINED,
        "found",
        {"cases": figures.texts(case.reference for case in facts.related)},
        notes=(("lots", {"share": figures.share(possible(lots))}),) if lots else (),
        chains=tuple(
            {"measure": "case", "reference": case.reference, "state": case.state} for case in facts.related
        ),
    )
