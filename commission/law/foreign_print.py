"""NSL 23(6)(1): foreign print that undermines national security."""

from commission.law.conditions import PRINT
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Answer as Reply
from commission.states import Effect, Outcome, Stated

WORDS = {
    "none_spread": N_("The parties declare that no foreign print is spread."),
    "clear": N_("Foreign print is spread, and the body under 15(1)(8) has no objection to it."),
    "conditions": N_("Foreign print is spread, and the body under 15(1)(8) asks for conditions."),
    "violation": N_(
        "Foreign print is spread, and the body under 15(1)(8) objects (a finding of that body, not of the program)."
    ),
    "no_opinion": N_("Foreign print is spread; the opinion of the body under 15(1)(8) is not there yet."),
    "no_declaration": N_("No declaration on foreign print is recorded. Ask the parties for it."),
}


@check(
    "foreign_print",
    title=N_("Foreign print that undermines national security"),
    basis=N_("NSL 23(6)(1)"),
    applies=PRINT,
    effect=Effect.PROHIBITION,
    words=WORDS,
    reads=("stated.foreign_print", "opinion.communications", *PRINT.names),
    version="2",
)
def foreign_print(facts: Facts) -> Answer:
    """The owner of a medium or a distributor declares what foreign print it spreads; 15(1)(8) gives an opinion."""
    spread = facts.stated(Stated.FOREIGN_PRINT)
    if spread is None:
        return Answer(Outcome.UNDETERMINED, "no_declaration")
    if not spread:
        return Answer(Outcome.CLEAR, "none_spread")
    opinion = facts.opinion("communications")
    match opinion.answer if opinion is not None else None:
        case Reply.NO_OBJECTION:
            return Answer(Outcome.CLEAR, "clear")
        case Reply.WITH_CONDITIONS:
            return Answer(Outcome.ATTENTION, "conditions")
        case Reply.OBJECTION:
            return Answer(Outcome.VIOLATION, "violation")
    return Answer(Outcome.UNDETERMINED, "no_opinion")
