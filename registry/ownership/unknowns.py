"""The unknowns that matter: which missing fact, if learned, would narrow a share or settle its verdict."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import islice

from registry.ownership.measures import LIMITS, Measures, Verdict, measure_bloc, verdict, worse
from registry.ownership.register import Register, Stake
from registry.ownership.terms import ONE, ZERO, Basis, Range
from registry.ownership.view import View
from registry.ownership.who import Bloc, Who

TRIED = 80
"""Missing facts tried; each is two answers of its own."""
STRANGER, MEMBER = "(an outsider)", "(a member of the set)"


class Missing(StrEnum):
    """What is not known."""

    SIZE = "size"
    HOLDERS = "holders"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Unknown:
    """One missing fact and what either end of it would leave of M and K.

    SIZE: how much `holder` has in `company`, within `range`. HOLDERS: whose the undeclared rest of
    `company` is (none or all of it the set's). PERSON: whether `holder` belongs to the set. `settles`: one
    end alone decides the verdict. `basis` says whether votes or capital are meant.
    """

    missing: Missing
    company: str | None
    holder: str | None
    range: Range
    basis: Basis
    if_least: tuple[Range, Range]
    if_most: tuple[Range, Range]
    settles: bool


def unknowns(view: View, target: str, who: Who, limit: Fraction, *, most: int = TRIED) -> tuple[Unknown, ...]:
    """Missing facts at or above the target whose ends move M or K, the settling and the widest first.

    The `most` nearest to the target are tried. RefusedData as in `measure`.
    """
    view.register(target)
    bloc = who.bloc(view)
    limits = (*LIMITS, limit)
    now = _shares(measure_bloc(view, target, bloc, limits=limits))
    found = []
    for guess in islice(_guesses(view, target, bloc), most):
        ends = tuple(
            _shares(measure_bloc(seen, target, people, limits=limits))
            for seen, people in (guess.least, guess.most)
        )
        if any(end != now for end in ends):
            settles = any(_worst(end, limit) is not Verdict.UNDETERMINED for end in ends)
            found.append(
                Unknown(
                    guess.missing,
                    guess.company,
                    guess.holder,
                    guess.range,
                    guess.basis,
                    ends[0],
                    ends[1],
                    settles and _worst(now, limit) is Verdict.UNDETERMINED,
                )
            )
    return tuple(sorted(found, key=lambda u: (not u.settles, -_width(u), u.company or "", u.holder or "")))


@dataclass(frozen=True, slots=True)
class _Guess:
    missing: Missing
    company: str | None
    holder: str | None
    range: Range
    basis: Basis
    least: tuple[View, Bloc]
    most: tuple[View, Bloc]


def _shares(found: Measures) -> tuple[Range, Range]:
    return found.m, found.k


def _worst(shares: tuple[Range, Range], limit: Fraction) -> Verdict:
    return worse(verdict(share, limit) for share in shares)


def _width(unknown: Unknown) -> Fraction:
    """How far apart the ends of the fact put M and K."""
    pairs = zip(unknown.if_least, unknown.if_most, strict=True)
    return max(abs(a.low - b.low) + abs(a.high - b.high) for a, b in pairs)


def _guesses(view: View, target: str, bloc: Bloc) -> Iterator[_Guess]:
    above = _above(view, target)
    for person in (id for id in above if id in bloc.possible and id not in bloc.certain):
        least = replace(bloc, possible=bloc.possible - {person})
        most = replace(bloc, certain=bloc.certain | {person})
        yield _Guess(Missing.PERSON, None, person, Range(ZERO, ONE), view.basis, (view, least), (view, most))
    for seen, rebuild in _layers(view):
        for company in (id for id in above if id in seen.registers):
            yield from _of_register(seen.registers[company], bloc, seen.basis, rebuild)


def _layers(view: View) -> Iterator[tuple[View, Callable[[Register], View]]]:
    """The view itself and, on capital, the view of votes in which control is decided."""

    def changed(seen: View, register: Register) -> View:
        return replace(seen, registers={**seen.registers, register.company: register})

    yield view, lambda register: changed(view, register)
    if view.votes is not view:
        yield view.votes, lambda register: replace(view, _votes=changed(view.votes, register))


def _of_register(
    register: Register, bloc: Bloc, basis: Basis, rebuild: Callable[[Register], View]
) -> Iterator[_Guess]:
    for i, stake in enumerate(register.stakes):
        bounds = register.bounds(stake)
        if not bounds.exact and register.scale.exact:
            ends = [replace(stake, low=value, high=value) for value in bounds]
            views = [rebuild(_with_stake(register, i, end)) for end in ends]
            yield _Guess(
                Missing.SIZE, register.company, stake.owner, bounds, basis, (views[0], bloc), (views[1], bloc)
            )
    if register.rest:
        out, mine = (rebuild(_with_rest(register, id)) for id in (STRANGER, MEMBER))
        people = Bloc(bloc.certain | {MEMBER}, bloc.possible | {MEMBER})
        yield _Guess(
            Missing.HOLDERS,
            register.company,
            None,
            Range(ZERO, register.rest),
            basis,
            (out, people),
            (mine, people),
        )


def _with_stake(register: Register, i: int, stake: Stake) -> Register:
    return replace(register, stakes=(*register.stakes[:i], stake, *register.stakes[i + 1 :]))


def _with_rest(register: Register, holder: str) -> Register:
    rest = Stake(holder, ZERO, register.rest / register.scale.low)
    return replace(register, stakes=(*register.stakes, rest), complete=True)


def _above(view: View, target: str) -> list[str]:
    """Everybody from whom a share or control of the target can come, the nearest first."""
    seen = {target: None}
    actors: dict[str, list[str]] = {}
    for link in view.links:
        actors.setdefault(link.b, []).append(link.a)
    waiting = [target]
    for company in waiting:
        registers = [each.registers[company] for each in (view, view.votes) if company in each.registers]
        near = [id for register in registers for stake in register.stakes for id in stake.right_holders]
        fresh = [id for id in dict.fromkeys((*near, *actors.get(company, ()))) if id not in seen]
        seen |= dict.fromkeys(fresh)
        waiting += fresh
    return waiting
