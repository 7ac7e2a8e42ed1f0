"""NSL 23(6)(7): foreigners in a long-distance or international operator that owns land lines."""

from dataclasses import replace
from fractions import Fraction

from commission.law import consents
from commission.law.conditions import LAND_LINE_OPERATOR
from commission.law.consents import Standing
from commission.law.facts import Facts
from commission.law.limits import limit
from commission.law.provision import Answer, check, unofficial
from commission.law.wording import N_
from commission.states import Effect, Outcome, Purpose
from registry.ownership.terms import Basis

LIMIT = Fraction(49, 100)

WORDS = consents.WORDS | {
    "clear": N_("Foreigners hold M {m}, K {k} of {company}: not more than {limit}."),
    "violation": N_(
        "Foreigners would hold M {m} and K {k} of {company}, more than {limit} on both readings "
        "(before: M {m_before}, K {k_before})."
    ),
    "violation_m": N_(
        "Violation under reading M (policy): along the chains foreigners would own {m} of {company}, more than "
        "{limit}; they would vote K {k} (before: M {m_before}, K {k_before})."
    ),
    "violation_k": N_(
        "Violation under reading K (policy): under control foreigners would vote {k} of {company}, more than "
        "{limit}; along the chains they would own M {m} (before: M {m_before}, K {k_before})."
    ),
    "attention_c": N_("Neither M {m} nor K {k} passes {limit} in {company}; only both together do: C {c}."),
    "undetermined": N_(
        "Whether foreigners would pass {limit} in {company} cannot be said: M {m}, K {k}, C {c} on what is recorded."
    ),
    "covered": N_(
        "Foreigners would hold M {m}, K {k} of {company}; a positive decision covers it: {number}."
    ),
    "decision_unclear": N_(
        "Foreigners would hold M {m}, K {k} of {company}, more than {limit}. Whether a positive decision precedes the "
        "contract and covers it is not known: {number}."
    ),
    "decision_short": N_("The decision recorded does not cover the result: {number}."),
}


@check(
    "operator_49",
    title=N_("Foreign share in a long-distance or international operator with land lines"),
    basis=N_("NSL 23(6)(7)"),
    applies=LAND_LINE_OPERATOR,
    effect={"R1": Effect.PROHIBITION, "R2": Effect.CONSENT_REQUIRED},
    words=WORDS,
    reads=LAND_LINE_OPERATOR.names,
    version="2",
)
def operator_49(facts: Facts) -> Answer:
    """Foreigners together may not hold more than 49 % of the votes or stakes; in R2 not without a decision."""
    answer = _covered(facts, limit(facts, more_than=LIMIT, bases=(Basis.VOTES, Basis.CAPITAL)))
    return replace(answer, notes=(*answer.notes, *unofficial(facts)))


def _covered(facts: Facts, answer: Answer) -> Answer:
    """R2 asks for the Government's positive decision: one that precedes the contract and covers the share."""
    if facts.regime == "R1" or answer.outcome is not Outcome.VIOLATION:
        return answer
    most = max(Fraction(answer.values[name]["share"][1]) for name in "mk")
    given = consents.judged(facts, Purpose.OPERATOR_49, most)
    if given.standing is Standing.MISSING:
        return answer
    values = {**answer.values, "number": given.phrase(facts, "operator_49")}
    if given.standing is Standing.COVERS:
        return replace(answer, outcome=Outcome.CLEAR, message="covered", values=values)
    if given.standing is Standing.UNCLEAR:
        return replace(answer, outcome=Outcome.UNDETERMINED, message="decision_unclear", values=values)
    return replace(answer, notes=(("decision_short", values), *answer.notes))
