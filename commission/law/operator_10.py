"""NSL 23(6)(6): more than 10 % of an operator without consent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from commission.law import consents, figures
from commission.law.conditions import OPERATOR
from commission.law.consents import Judged, Standing
from commission.law.facts import Facts
from commission.law.participation import blocked
from commission.law.provision import Answer, check, unofficial
from commission.law.shares import Shares, shares_in
from commission.law.sides import Side, sides
from commission.law.unknowns import unknowns
from commission.law.wording import N_
from commission.states import Effect, Outcome, Purpose
from registry.ownership.groups import group
from registry.ownership.measures import Verdict, verdict
from registry.ownership.terms import Basis
from registry.ownership.who import persons

LIMIT = Fraction(1, 10)

WORDS = consents.WORDS | {
    "no_shares": N_("No shares or stakes of the operator pass: the deal is about a thing."),
    "not_increased": N_(
        "The deal does not increase what {acquirer} with its group holds of {company}: {held}."
    ),
    "clear": N_(
        "{acquirer} with its group would hold {held} of {company}, not more than {limit} (before: {before})."
    ),
    "covered": N_(
        "{acquirer} with its group would hold {held} of {company}, more than {limit} (before: {before}); consents "
        "that precede the contract cover it: {consents}."
    ),
    "violation": N_(
        "{acquirer} with its group would hold {held} of {company}, more than {limit} (before: {before}), without a "
        "consent that precedes the contract and covers the result: {consents}."
    ),
    "consent_unclear": N_(
        "{acquirer} with its group would hold {held} of {company}, more than {limit} (before: {before}). Whether the "
        "consent precedes the contract and covers the result is not known: {consents}."
    ),
    "undetermined": N_(
        "Whether {acquirer} with its group would pass {limit} of {company} cannot be said: {held} on what is recorded "
        "(before: {before}). Consents: {consents}."
    ),
    "alone": N_("{acquirer} alone: {held} (before: {before})."),
}


@dataclass(frozen=True)
class Result:
    """What the acquirer, alone or in its group, would hold of one operator on one basis."""

    before: Shares
    after: Shares
    alone: bool

    @property
    def increased(self) -> bool:
        return self.after.k > self.before.k

    @property
    def verdict(self) -> Verdict:
        return verdict(self.after.k, LIMIT)


@check(
    "operator_10",
    title=N_("More than 10 % of an operator without consent"),
    basis=N_("NSL 23(6)(6)"),
    applies=OPERATOR,
    effect=Effect.CONSENT_REQUIRED,
    words=WORDS,
    reads=("deal.acquirer", "deal.share", *OPERATOR.names),
    version="2",
)
def operator_10(facts: Facts) -> Answer:
    """Anybody, residents too, alone or in a group, whose resulting votes or stakes pass 10 % by the deal."""
    return replace(_answer(facts), notes=(*_answer(facts).notes, *unofficial(facts)))


def _answer(facts: Facts) -> Answer:
    if facts.deal is None:
        return Answer(Outcome.UNDETERMINED, "common.no_deal")
    if facts.object.stake_in is None:
        return Answer(Outcome.CLEAR, "no_shares")
    if facts.deal.acquirer is None:
        return Answer(Outcome.UNDETERMINED, "common.acquirer_unknown")
    both = sides(facts)
    if both.after is None:
        return blocked(both)
    found = results(both.before, both.after, facts.deal.acquirer)
    grown = [one for one in found if one.increased]
    decisive = max(grown or found, key=lambda one: (_rank(one.verdict), one.after.k.low, one.after.k.high))
    if not grown:
        return Answer(Outcome.CLEAR, "not_increased", _values(facts, decisive))
    answer = _judged(facts, decisive)
    alone = next(one for one in found if one.alone)
    missing = unknowns(facts, both.after, decisive.after) if answer.message == "undetermined" else ()
    return replace(answer, notes=(("alone", _values(facts, alone)),), unknowns=missing)


def results(before: Side, after: Side, acquirer: str) -> list[Result]:
    """Votes and stakes of the acquirer with its group, and alone."""
    found = []
    for basis in (Basis.VOTES, Basis.CAPITAL):
        earlier, later = before.view(basis), after.view(basis)
        for alone in (False, True):
            sets = (persons([acquirer]),) * 2 if alone else (group(earlier, acquirer), group(later, acquirer))
            for target in after.targets:
                held = shares_in(earlier, target, sets[0]), shares_in(later, target, sets[1])
                found.append(Result(*held, alone))
    return found


def crossing(facts: Facts) -> tuple[bool | None, Fraction | None]:
    """Whether the deal needs this consent, and the share that it would have to cover."""
    applies = OPERATOR.holds(facts)
    if not applies or facts.deal is None or facts.object.stake_in is None:
        return (None, None) if applies is None else (False, None)
    both = sides(facts)
    if facts.deal.acquirer is None or both.after is None:
        return None, None
    grown = [one for one in results(both.before, both.after, facts.deal.acquirer) if one.increased]
    verdicts = {one.verdict for one in grown}
    share = max((one.after.k.high for one in grown), default=None)
    if Verdict.VIOLATION in verdicts:
        return True, share
    return (None, share) if Verdict.UNDETERMINED in verdicts else (False, None)


def purposes(facts: Facts) -> tuple[Purpose, ...]:
    """The consents that the regime asks for: in R2 the national security bodies' as well."""
    if facts.regime == "R1":
        return (Purpose.OPERATOR_10,)
    return (Purpose.OPERATOR_10, Purpose.OPERATOR_10_SECURITY)


def _judged(facts: Facts, decisive: Result) -> Answer:
    if decisive.verdict is Verdict.COMPLIANT:
        return Answer(Outcome.CLEAR, "clear", _values(facts, decisive))
    given = [consents.judged(facts, purpose, decisive.after.k.high) for purpose in purposes(facts)]
    values = _values(facts, decisive) | {"consents": {"list": [*_phrases(facts, given)]}}
    worst = min(one.standing for one in given)
    if worst is Standing.COVERS:
        return Answer(Outcome.CLEAR, "covered", values)
    if decisive.verdict is Verdict.UNDETERMINED:
        return Answer(Outcome.UNDETERMINED, "undetermined", values)
    if worst is Standing.UNCLEAR:
        return Answer(Outcome.UNDETERMINED, "consent_unclear", values)
    return Answer(Outcome.VIOLATION, "violation", values)


def _phrases(facts: Facts, given: Iterable[Judged]) -> Iterable[dict[str, object]]:
    return (one.phrase(facts, "operator_10") for one in given)


def _values(facts: Facts, result: Result) -> dict[str, dict[str, object]]:
    assert facts.deal is not None
    return {
        "acquirer": figures.party(facts, facts.deal.acquirer or ""),
        "company": figures.party(facts, result.after.target),
        "held": figures.share(result.after.k),
        "before": figures.share(result.before.k),
        "limit": figures.share(LIMIT),
    }


def _rank(found: Verdict) -> int:
    return (Verdict.COMPLIANT, Verdict.UNDETERMINED, Verdict.VIOLATION).index(found)
