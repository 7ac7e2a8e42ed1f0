"""NSL 23(6)(7): foreigners in a long-distance or international operator that owns land lines."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from commission.law.conditions import LAND_LINE_OPERATOR
from commission.law.facts import Facts
from commission.law.figures import share
from commission.law.limits import Reading, judge, limit
from commission.law.provision import Answer, Note, check, unofficial
from commission.law.sides import sides
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.terms import Basis

LIMIT = Fraction(49, 100)

WORDS = {
    "clear": N_("Foreigners hold M {m}, K {k} of the votes of {company}: not more than {limit}."),
    "violation": N_(
        "Foreigners would hold M {m} and K {k} of the votes of {company}, more than {limit} on both readings "
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
    "capital": N_(
        "By votes the limit holds, but by stakes (capital) foreigners hold M {m}, K {k} against {limit}."
    ),
}


@check(
    "operator_49",
    title=N_("Foreign share in a long-distance or international operator with land lines"),
    basis=N_("NSL 23(6)(7)"),
    applies=LAND_LINE_OPERATOR,
    effect={"R1": Effect.PROHIBITION, "R2": Effect.CONSENT_REQUIRED},
    words=WORDS,
)
def operator_49(facts: Facts) -> Answer:
    """Foreigners together may not hold more than 49 % of the votes or stakes; in R2 not without a decision."""
    answer = _covered(facts, limit(facts, more_than=LIMIT))
    if answer.message == "clear":
        by_stakes = tuple(_by_stakes(facts))
        if by_stakes:
            answer = replace(answer, outcome=Outcome.ATTENTION, notes=(*by_stakes, *answer.notes))
    return replace(answer, notes=(*answer.notes, *unofficial(facts)))


def _covered(facts: Facts, answer: Answer) -> Answer:
    """R2 asks for the Government's positive decision: one that covers the whole resulting share settles it."""
    if facts.regime == "R1" or answer.outcome is not Outcome.VIOLATION:
        return answer
    most = max(Fraction(answer.values[name]["share"][1]) for name in "mk")
    for consent in facts.consents:
        if consent.check_id == "operator_49" and consent.most is not None and consent.most >= most:
            values = {**answer.values, "number": {"text": consent.number}}
            return replace(answer, outcome=Outcome.CLEAR, message="covered", values=values)
    return answer


def _by_stakes(facts: Facts) -> Iterable[Note]:
    """The norm speaks of votes or stakes: a crossing by capital alone is shown."""
    after = sides(facts).after
    if after is None or not after.targets:
        return
    worst = judge(after, LIMIT, (Basis.CAPITAL,))[0]
    if worst.reading is not Reading.CLEAR:
        yield "capital", {"m": share(worst.shares.m), "k": share(worst.shares.k), "limit": share(LIMIT)}
