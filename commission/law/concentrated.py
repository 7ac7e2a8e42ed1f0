"""What one person, its group, its affiliates or the persons of one country hold of several things, before and after.

The things are rights to conduct operations (NSL 22(4)) or objects of one category (policy). A thing is held by
whoever its holder is, or controls it; M of a set in the holders is its interest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from commission.law import figures
from commission.law.affiliates import affiliates
from commission.law.facts import Facts
from commission.law.sides import Sides, sides
from commission.law.wording import N_
from registry.ownership.control import Control
from registry.ownership.groups import group
from registry.ownership.measures import Who, country, measure, persons
from registry.ownership.nationality import countries
from registry.ownership.terms import HOME, ONE, ZERO, Basis, Range
from registry.ownership.view import View

WORDS = {
    "person": N_(
        "{acquirer} alone: held {before} and then {after} of {count}; interest {m_before}, then {m_after}"
    ),
    "group": N_("its group: held {before} and then {after} of {count}; interest {m_before}, then {m_after}"),
    "affiliates": N_(
        "its affiliates: held {before} and then {after} of {count}; interest {m_before}, then {m_after}"
    ),
    "country": N_(
        "persons of {country}: held {before} and then {after} of {count}; interest {m_before}, then {m_after}"
    ),
}


@dataclass(frozen=True)
class Thing:
    """Something that can be held, by whom before and after the deal, and its area where it has one."""

    code: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    area: Fraction | None = None


@dataclass(frozen=True)
class Tally:
    """Of all things: how many are held (certainly, possibly), and the set's interest as a share of them all."""

    held: tuple[int, int]
    interest: Range
    things: frozenset[str]
    possible: frozenset[str]
    area: Fraction


@dataclass(frozen=True)
class Line:
    """One set of persons on both sides of the deal."""

    name: str
    before: Tally
    after: Tally
    code: str = ""

    @property
    def grows(self) -> bool:
        """More than before for certain, and in more than one thing: only then does anything concentrate."""
        more = self.after.interest.low > self.before.interest.low or self.after.held[0] > self.before.held[0]
        return more and len(self.after.things) > 1

    @property
    def may_grow(self) -> bool:
        more = (
            self.after.interest.high > self.before.interest.high or self.after.held[1] > self.before.held[1]
        )
        return more and len(self.after.possible) > 1


def wide(facts: Facts) -> Facts:
    """The same facts seen with the wider ownership."""
    return facts if facts.wider is None else replace(facts, ownership=facts.wider)


def both_sides(facts: Facts) -> Sides:
    return sides(wide(facts))


def lines(facts: Facts, both: Sides, things: Iterable[Thing]) -> list[Line]:
    """The acquirer alone, its group, its affiliates and each foreign country on its chain."""
    assert facts.deal is not None
    assert facts.deal.acquirer is not None
    assert both.after is not None
    acquirer, things = facts.deal.acquirer, tuple(things)
    earlier, later = both.before.view(Basis.VOTES), both.after.view(Basis.VOTES)
    return [
        Line(
            name, _tally(earlier, things, before, after=False), _tally(later, things, after, after=True), code
        )
        for name, code, before, after in _sets(earlier, later, acquirer)
    ]


def _sets(earlier: View, later: View, acquirer: str) -> Iterator[tuple[str, str, Who, Who]]:
    alone = persons([acquirer])
    yield "person", "", alone, alone
    yield "group", "", group(earlier, acquirer), group(later, acquirer)
    yield "affiliates", "", _affiliates(earlier, acquirer), _affiliates(later, acquirer)
    for code in _countries(earlier, acquirer):
        yield "country", code, country(code), country(code)


def _affiliates(view: View, acquirer: str) -> Who:
    return persons(affiliates(view, acquirer), affiliates(view, acquirer, possible=True))


def _countries(view: View, acquirer: str) -> list[str]:
    """Foreign countries of the acquirer and of everybody certainly above it."""
    codes = {code for party in view.parties.values() for code in countries(party)} - {HOME}
    own = countries(view.parties[acquirer]) if acquirer in view.parties else frozenset()
    return sorted(code for code in codes if code in own or _interest(view, acquirer, country(code)).low)


def _tally(view: View, things: tuple[Thing, ...], who: Who, *, after: bool) -> Tally:
    sure, maybe, interest, possible, area = 0, 0, [], set(), ZERO
    held = set()
    for thing in things:
        holders = thing.after if after else thing.before
        control = [_holds(view, one, who) for one in holders]
        share = _most([_interest(view, one, who) for one in holders])
        interest.append(share)
        sure += Control.CERTAIN in control
        maybe += any(one is not Control.NO for one in control)
        if share.low or Control.CERTAIN in control:
            held.add(thing.code)
        if share.high or any(one is not Control.NO for one in control):
            possible.add(thing.code)
        if Control.CERTAIN in control and thing.area is not None:
            area += thing.area
    total = max(len(things), 1)
    mean = Range(
        sum((one.low for one in interest), ZERO) / total, sum((one.high for one in interest), ZERO) / total
    )
    return Tally((sure, maybe), mean, frozenset(held), frozenset(possible), area)


def _most(shares: list[Range]) -> Range:
    """Of several holders of one thing the set's largest interest counts."""
    return Range(max((s.low for s in shares), default=ZERO), max((s.high for s in shares), default=ZERO))


def _interest(view: View, holder: str, who: Who) -> Range:
    bloc = who.bloc(view)
    if holder in bloc.certain:
        return Range(ONE, ONE)
    whole = Range(ZERO, ONE if holder in bloc.possible else ZERO)
    if holder not in view.registers:
        return whole
    found = measure(view, holder, who).m
    return Range(found.low, max(found.high, whole.high))


def _holds(view: View, holder: str, who: Who) -> Control:
    bloc = who.bloc(view)
    if holder in bloc.certain:
        return Control.CERTAIN
    if holder not in view.registers:
        return Control.POSSIBLE if holder in bloc.possible else Control.NO
    return measure(view, holder, who).target_controlled


def phrase(facts: Facts, check_id: str, line: Line, count: int) -> Mapping[str, Any]:
    """The line in words."""
    assert facts.deal is not None
    return figures.phrase(
        f"{check_id}.{line.name}",
        acquirer=figures.party(facts, facts.deal.acquirer or ""),
        country=figures.text(line.code),
        before=_count(line.before),
        after=_count(line.after),
        count=figures.text(str(count)),
        m_before=figures.share(line.before.interest),
        m_after=figures.share(line.after.interest),
    )


def _count(tally: Tally) -> dict[str, Any]:
    low, high = tally.held
    return figures.text(str(low) if low == high else f"{low}-{high}")
