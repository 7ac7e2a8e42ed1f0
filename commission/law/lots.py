"""Deals of one person or group in one company: lots add up (policy)."""

from collections.abc import Iterable
from fractions import Fraction

from commission.law.facts import Facts, RelatedCase
from registry.ownership.groups import group_of
from registry.ownership.terms import Basis, RefusedData

ENDED = frozenset(
    {"draft", "withdrawn", "discontinued", "not_admitted", "refused", "annulled", "revoked", "lapsed"}
)
"""States in which the deal of another case is not, or no longer, on foot."""

UNKNOWN = frozenset({"not_required", "closed"})
"""States that do not say whether the deal was made."""


def other_lots(facts: Facts) -> tuple[RelatedCase, ...]:
    """Other cases in which the same acquirer, or one of its group, takes from the same company and may have got it."""
    company, deal = facts.object.stake_in, facts.deal
    if company is None or deal is None or deal.acquirer is None:
        return ()
    people = _group(facts, deal.acquirer)
    return tuple(
        case
        for case in facts.related
        if case.company == company
        and case.acquirer in people
        and case.share is not None
        and case.state not in ENDED
    )


def certain(lots: tuple[RelatedCase, ...]) -> Fraction:
    """The sum of the lots that are on foot or made."""
    return _sum(lot for lot in lots if lot.state not in UNKNOWN)


def possible(lots: tuple[RelatedCase, ...]) -> Fraction:
    """The sum of all lots, also those of which it is not recorded whether they were made."""
    return _sum(lots)


def _sum(lots: Iterable[RelatedCase]) -> Fraction:
    return sum((lot.share for lot in lots if lot.share is not None), Fraction(0))


def _group(facts: Facts, acquirer: str) -> frozenset[str]:
    try:
        return frozenset(group_of(facts.network.on(facts.as_of, Basis.VOTES), acquirer))
    except RefusedData:
        return frozenset({acquirer})
