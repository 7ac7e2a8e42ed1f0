"""NSL 23(6)(2): secrets in the documents."""

from commission.law import figures
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import HELD_MARKINGS, Effect, Marking, Outcome

WORDS = {
    "clear": N_("Every document bears a marking that this instance may hold ({count})."),
    "unmarked": N_("Without a marking: {papers}. None of them may be shared or published before it has one."),
    "not_held": N_(
        "Marked higher than this instance may hold: {papers}. Register a stub and take the file elsewhere."
    ),
    "none": N_("No document of the case is recorded."),
    "paper": N_("{code} (No. {id})"),
}


@check(
    "secrets",
    title=N_("Secrets in the documents"),
    basis=N_("NSL 23(6)(2)"),
    effect=Effect.PROHIBITION,
    words=WORDS,
    reads=("papers", "papers.marking"),
    version="2",
)
def secrets(facts: Facts) -> Answer:
    """Every document is marked before it is shared or published."""
    if not facts.papers:
        return Answer(Outcome.UNDETERMINED, "none")
    for message, wrong in (
        ("not_held", [p for p in facts.papers if p.marking and p.marking not in HELD_MARKINGS]),
        ("unmarked", [p for p in facts.papers if p.marking not in tuple(Marking)]),
    ):
        if wrong:
            phrases = [
                figures.phrase("secrets.paper", code=figures.text(p.code), id=figures.text(str(p.id)))
                for p in wrong
            ]
            outcome = Outcome.VIOLATION if message == "not_held" else Outcome.UNDETERMINED
            return Answer(outcome, message, {"papers": {"list": phrases}})
    return Answer(Outcome.CLEAR, "clear", {"count": figures.text(str(len(facts.papers)))})
