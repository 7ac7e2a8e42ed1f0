"""SPL 188(3): terms of an encumbrance contract."""

from commission.law import figures
from commission.law.conditions import ENCUMBRANCE
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome, Stated

TERMS = (Stated.DUTIES, Stated.PRESERVATION, Stated.FURTHER_USE)

WORDS = {
    "clear": N_("The draft contract settles all that is demanded: {settled}."),
    "lacking": N_("The draft contract does not settle: {lacking}."),
    "unknown": N_("Not stated whether the draft contract settles: {unknown}. Read it, or ask the parties."),
    "term": N_("{term} ({where})"),
}


@check(
    "contract_terms",
    title=N_("Terms of an encumbrance contract"),
    basis=N_("SPL 188(3)"),
    applies=ENCUMBRANCE,
    effect=Effect.PROCEDURAL,
    words=WORDS,
    reads=("stated.duties", "stated.preservation", "stated.further_use", "deal.kind"),
    version="2",
)
def contract_terms(facts: Facts) -> Answer:
    """A contract of encumbrance settles the duties of the parties, the object's preservation and its further use."""
    answers = {term: facts.stated(term) for term in TERMS}
    lacking = [term for term, answer in answers.items() if answer is False]
    if lacking:
        return Answer(Outcome.ATTENTION, "lacking", {"lacking": figures.terms(lacking)})
    unknown = [term for term, answer in answers.items() if answer is None]
    if unknown:
        return Answer(Outcome.UNDETERMINED, "unknown", {"unknown": figures.terms(unknown)})
    phrases = [
        figures.phrase(
            "contract_terms.term", term=figures.term(term), where=figures.text(facts.where(term) or "-")
        )
        for term in TERMS
    ]
    return Answer(Outcome.CLEAR, "clear", {"settled": {"list": phrases}})
