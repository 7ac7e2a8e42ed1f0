"""The three measures of a set's share in a company, and their verdict against a limit.

M is what the set owns, multiplied along the chains; K what it votes, controlled companies counting whole; C
both together. No act defines "directly and/or indirectly" (National Security Law art. 23(6)): all three are
reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from registry.ownership.bounds import closed_loops, hit, judge_high, judge_low, least_hit
from registry.ownership.control import Closure, Control, Rule, closure, controls
from registry.ownership.terms import HALF, ONE, ZERO, Range
from registry.ownership.view import View
from registry.ownership.who import Bloc, Who, country, foreigners, holder, lookthrough, persons

__all__ = [
    "CountryShares",
    "Measures",
    "Verdict",
    "Who",
    "control_of",
    "country",
    "country_shares",
    "foreigners",
    "holder",
    "lookthrough",
    "measure",
    "measure_bloc",
    "persons",
    "verdict",
    "worse",
]

TENTH = Fraction(1, 10)
LIMITS = (ZERO, TENTH, Fraction(1, 5), Fraction(1, 4), Fraction(49, 100), HALF)
"""Shares that the law and the policies name; others are given by whoever compares."""


class Verdict(StrEnum):
    """Arithmetic only; what it means in law is the check's business."""

    VIOLATION = "violation"
    COMPLIANT = "compliant"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Measures:
    """A set's shares in a company as tight bounds, in fractions of 1, and the companies in its bloc.

    `certain` and `possible` are the companies pulled into the bloc anywhere in the network; `loops` the
    groups of companies above the target that own only each other, whose mass is in the upper bounds of M
    and C. In a large network the bounds of M and C are wider than the truth by at most `slack`, but never on
    the wrong side of one of the limits asked about; K is exact always.
    """

    m: Range
    k: Range
    c: Range
    target_controlled: Control
    certain: tuple[str, ...]
    possible: tuple[str, ...]
    loops: tuple[tuple[str, ...], ...] = ()
    slack: Fraction = ZERO


def measure(
    view: View,
    target: str,
    who: Who,
    *,
    half_is_enough: bool = False,
    limits: Iterable[Fraction] = LIMITS,
) -> Measures:
    """M, K and C of the set in the target; RefusedData when the target or a named holder is unknown.

    `half_is_enough` asks what would follow if half of the votes were control, which in the law it is not.
    `limits` are those the shares will be compared with: in a large network only they are told apart exactly.
    """
    view.register(target)
    return measure_bloc(view, target, who.bloc(view), half_is_enough=half_is_enough, limits=limits)


def measure_bloc(
    view: View,
    target: str,
    bloc: Bloc,
    *,
    half_is_enough: bool = False,
    limits: Iterable[Fraction] = LIMITS,
) -> Measures:
    """The same for a set already met with the view."""
    register = view.registers[target]
    sure, maybe = control_of(view, bloc, half_is_enough=half_is_enough)
    wide = Rule(possible=True, half_is_enough=half_is_enough)
    certain = sure.joined.keys()
    possible = maybe.joined.keys() | certain | _doubtful(view, bloc, maybe, wide)
    m, slack = hit(view, target, bloc.certain, bloc.possible, limits)
    c, more = m, slack
    widened = _other_than(target, sure), _other_than(target, maybe)
    if widened != (bloc.certain, bloc.possible):
        c, more = hit(view, target, *widened, limits)
    return Measures(
        m=m,
        k=Range(
            register.votes_of(sure.members).low,
            register.votes_of(maybe.members).high,
        ),
        c=c,
        target_controlled=_controlled(view, target, sure, maybe, half_is_enough),
        certain=tuple(sorted(certain)),
        possible=tuple(sorted(possible)),
        loops=closed_loops(view, target, bloc.certain),
        slack=max(slack, more),
    )


def control_of(view: View, bloc: Bloc, *, half_is_enough: bool = False) -> tuple[Closure, Closure]:
    """The bloc with what it controls for certain, and the widest bloc with what it may control."""
    return (
        closure(view, bloc.certain, Rule(half_is_enough=half_is_enough)),
        closure(view, bloc.possible, Rule(possible=True, half_is_enough=half_is_enough)),
    )


def _doubtful(view: View, bloc: Bloc, maybe: Closure, rule: Rule) -> frozenset[str]:
    """Companies that may belong to the set by themselves, but would be controlled by it if they do not."""
    unsure = (bloc.possible - bloc.certain) & view.registers.keys()
    return frozenset(id for id in unsure if _drawn_in(view, id, bloc, maybe, rule))


def _drawn_in(view: View, company: str, bloc: Bloc, maybe: Closure, rule: Rule) -> bool:
    """Whether the rest of the set would control it. Its direct votes or the widest bloc mostly tell already."""
    others, register = bloc.possible - {company}, view.votes.registers[company]
    if rule.holds(register.votes_end(others, most=True)):
        return True
    if not controls(view, maybe.members - {company}, company, rule):
        return False
    return company in closure(view, others, rule).joined


def verdict(share: Range, limit: Fraction) -> Verdict:
    """Strict and exact: violation when even the least share is above the limit, compliant if none can be."""
    if share.low > limit:
        return Verdict.VIOLATION
    return Verdict.COMPLIANT if share.high <= limit else Verdict.UNDETERMINED


def worse(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several readings: violation, then undetermined, then compliant."""
    order = (Verdict.COMPLIANT, Verdict.UNDETERMINED, Verdict.VIOLATION)
    return max(verdicts, key=order.index)


def _other_than(target: str, bloc: Closure) -> frozenset[str]:
    """A company the bloc merely controls is not its own holder; one that belongs to the set by itself is."""
    return bloc.members - ({target} - bloc.seeds)


def _controlled(view: View, target: str, sure: Closure, maybe: Closure, half_is_enough: bool) -> Control:
    """The bloc's hold over the target, also when the target itself belongs to the set."""
    for bloc, rule, answer in (
        (sure, Rule(half_is_enough=half_is_enough), Control.CERTAIN),
        (maybe, Rule(possible=True, half_is_enough=half_is_enough), Control.POSSIBLE),
    ):
        if target in bloc.joined or (target in bloc.seeds and controls(view, bloc.members, target, rule)):
            return answer
    return Control.NO


@dataclass(frozen=True, slots=True)
class CountryShares:
    """One country's shares in a company.

    `first_hit`: the walk stops at the first foreigner of any country; `through_everything`: only at this
    country's. `affiliates`: direct votes of its persons and of the companies in which they together hold 10
    % or more (Law on Joint-Stock Companies art. 64), information for National Security Law art. 22(4).
    """

    first_hit: Range
    through_everything: Range
    k: Range
    c: Range
    target_controlled: Control
    affiliates: Range


def country_shares(view: View, target: str, code: str) -> CountryShares:
    """The shares of one country in the target (National Security Law art. 22(4): no limit is set)."""
    whole = measure(view, target, country(code))
    bloc, all_foreign = country(code).bloc(view), foreigners().bloc(view)
    low = least_hit(view, target, judge_low(view, bloc.certain, all_foreign.certain))
    high = least_hit(view, target, judge_high(view, bloc.possible, all_foreign.certain))
    return CountryShares(
        first_hit=Range(low.values[target], ONE - high.values[target]),
        through_everything=whole.m,
        k=whole.k,
        c=whole.c,
        target_controlled=whole.target_controlled,
        affiliates=_affiliates(view, target, bloc),
    )


def _affiliates(view: View, target: str, bloc: Bloc) -> Range:
    registers = view.registers
    sure = {id for id, register in registers.items() if register.votes_of(bloc.certain).low >= TENTH}
    maybe = {id for id, register in registers.items() if register.votes_of(bloc.possible).high >= TENTH}
    return Range(
        registers[target].votes_of(bloc.certain | sure).low,
        registers[target].votes_of(bloc.possible | maybe).high,
    )
