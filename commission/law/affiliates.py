"""Affiliates of a party: its group, who has 10 % of its votes, and whose votes it has 10 % of.

The Law on Joint-Stock Companies, article 64, sets the 10 %. Several steps are not followed (policy).
"""

from collections.abc import Iterator
from fractions import Fraction

from registry.ownership.groups import group_of, possible_group_of
from registry.ownership.view import View

ENOUGH = Fraction(1, 10)


def affiliates(view: View, party: str, *, possible: bool = False) -> frozenset[str]:
    """The party itself and its affiliates; with `possible`, everybody who may be one on what is recorded."""
    people = possible_group_of(view, party) if possible else group_of(view, party)
    found = {*people, party}
    for one in sorted(found):
        found |= {*_holders(view, one, possible=possible)} | {*_held(view, one, possible=possible)}
    return frozenset(found)


def _holders(view: View, company: str, *, possible: bool) -> Iterator[str]:
    for stake in view.registers[company].stakes if company in view.registers else ():
        if (stake.high if possible else stake.low) >= ENOUGH:
            yield from (holder for holder in stake.right_holders if holder not in view.anonymous)


def _held(view: View, holder: str, *, possible: bool) -> Iterator[str]:
    for company in view.held.get(holder, ()):
        votes = view.registers[company].votes_of(frozenset({holder}))
        if (votes.high if possible else votes.low) >= ENOUGH:
            yield company
