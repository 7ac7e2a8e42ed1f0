"""What a transaction would do, and the largest stake that still passes a limit: solved, not stepped."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from registry.ownership.bounds import Judge, judge_high, least_hit, settled
from registry.ownership.control import Rule, closure
from registry.ownership.measures import Measures, measure
from registry.ownership.network import Network
from registry.ownership.operations import AddLink, Buyback, EndLink, Issue, Operation, Transfer
from registry.ownership.overlay import apply
from registry.ownership.register import Register, Stake
from registry.ownership.terms import HALF, ONE, ZERO, Basis
from registry.ownership.view import View
from registry.ownership.who import Who

__all__ = [
    "AddLink",
    "Buyback",
    "EndLink",
    "Issue",
    "Operation",
    "Purchase",
    "Transfer",
    "apply",
    "largest_stake",
]


Worth = Callable[[Stake], Fraction]


@dataclass(frozen=True, slots=True)
class Purchase:
    """A sale of `company`'s shares whose size is in question; `seller` None: out of the undeclared rest."""

    company: str
    seller: str | None
    buyer: str


def largest_stake(
    network: Network,
    target: str,
    who: Who,
    limit: Fraction,
    purchase: Purchase,
    *,
    measures: Iterable[str] = ("m", "k"),
    as_of: date | None = None,
    basis: Basis = Basis.VOTES,
) -> Fraction | None:
    """The largest stake that can pass with every named measure ("m", "k", "c") at most the limit, however the
    unknown is filled; None when even no purchase passes and no larger one does.

    Every measure is piecewise smooth in the size, and its pieces and crossings are found exactly: control
    over the company turns where the bloc's votes in it are one half, M and C cross the limit where the
    company's own value reaches a critical level that does not depend on the size. So the answer is among
    finitely many sizes, each tested by the measures themselves. Where selling the last part closes a loop,
    sizes just below pass and the whole does not: there is no largest, and a smaller one that passes is given.
    ValueError for a purchase from or by the company itself.
    """
    if purchase.company in (purchase.seller, purchase.buyer):
        raise ValueError("own shares: the size of a buy-back is not solved for")
    deal = _Deal(network, target, who, limit, purchase, as_of, basis)
    wanted = tuple(measures)
    for size in sorted(set(deal.candidates()), reverse=True):
        found = deal.measured(size)
        if all(getattr(found, name).high <= limit for name in wanted):
            return size
    return None


class _Deal:
    """One purchase as a function of its size."""

    def __init__(
        self,
        network: Network,
        target: str,
        who: Who,
        limit: Fraction,
        purchase: Purchase,
        as_of: date | None,
        basis: Basis,
    ) -> None:
        self.network, self.target, self.who, self.limit = network, target, who, limit
        self.purchase, self.company, self.as_of, self.basis = purchase, purchase.company, as_of, basis
        self._views: dict[Fraction, View] = {}
        self.ends = _ends(network.on(as_of).register(purchase.company), purchase.seller)

    def view(self, size: Fraction) -> View:
        """The network after a purchase of this size."""
        if size not in self._views:
            deal = Transfer(self.company, self.purchase.seller, self.purchase.buyer, stake=size)
            after = apply(self.network, [deal], as_of=self.as_of)
            self._views[size] = after.on(self.as_of, self.basis)
        return self._views[size]

    def measured(self, size: Fraction) -> Measures:
        """M, K and C after a purchase of this size."""
        return measure(self.view(size), self.target, self.who)

    def candidates(self) -> Iterator[Fraction]:
        """Every size at which the answer can lie."""
        yield from self.ends
        view = self.view(self.ends[-1])
        people = self.who.bloc(view).possible
        rule = Rule(possible=True)
        apart = closure(view, people, rule, without=self.company).members
        whole = closure(view, apart | {self.company}, rule).members
        yield from self._crossings(_outside(apart), HALF, votes=True)
        for holders in (people, apart - ({self.target} - people), whole - ({self.target} - people)):
            yield from self._hit_crossings(view, holders)
        if self.target == self.company:
            for members in (apart, whole):
                yield from self._crossings(_outside(members), ONE - self.limit)

    def _hit_crossings(self, view: View, people: frozenset[str]) -> Iterator[Fraction]:
        judge = judge_high(view, people)
        level = _critical_level(view, self.target, self.company, judge, ONE - self.limit)
        if level is not None:
            parted = _parted(judge, self.company, level)
            yield from self._crossings(lambda stake: _worth(view, stake, parted), level)

    def _crossings(self, worth: Worth, level: Fraction, votes: bool = False) -> Iterator[Fraction]:
        """Sizes at which the company's least sum of weight times worth equals the level."""

        def register(size: Fraction) -> Register:
            view = self.view(size)
            return (view.votes if votes else view).registers[self.company]

        for low, high in pairwise(self.ends):
            turns = sorted({low, high, *_turns(register(low), register(high), worth, low, high)})
            heights = [(size, _least(register(size), worth) - level) for size in turns]
            for (a, at_a), (b, at_b) in pairwise(heights):
                if at_a != at_b and min(at_a, at_b) <= 0 <= max(at_a, at_b):
                    yield a + (b - a) * at_a / (at_a - at_b)
                elif at_a == 0 == at_b:
                    yield from (a, b)


def _ends(register: Register, seller: str | None) -> tuple[Fraction, ...]:
    """Sizes, as declared, between which the bounds of seller and buyer are linear.

    Nothing, the seller's lower bound used up, and all it may have beside the others' lower bounds.
    """
    if not register.scale.exact:
        raise ValueError("own shares known only as a range")
    declared = ONE - register.own.low
    if seller is None:
        return tuple(sorted({ZERO, register.rest * declared}))
    sold = [stake for stake in register.stakes if seller in (stake.owner, *(lot.owner for lot in stake.lots))]
    low = sum((stake.low for stake in sold), ZERO)
    high = min(sum((stake.high for stake in sold), ZERO), ONE - register.total.low + low)
    return tuple(sorted({ZERO, low * declared, high * declared}))


def _outside(members: frozenset[str]) -> Worth:
    return lambda stake: ZERO if stake.touches(members) else ONE


def _least(register: Register, worth: Worth) -> Fraction:
    return register.least([worth(stake) for stake in register.stakes])[0]


def _turns(low: Register, high: Register, worth: Worth, a: Fraction, b: Fraction) -> Iterator[Fraction]:
    """Sizes strictly between a and b at which the greedy filling passes from one holder to the next.

    All bounds are linear there, so the sum "first k holders at most, the others at least" is too, and the
    filling turns where it is 1.
    """
    at_a, at_b = ({s.right_holders: s for s in register.stakes} for register in (low, high))
    holders = sorted({**at_a, **at_b}, key=lambda key: worth(at_a.get(key) or at_b[key]))

    def reach(bounds: dict[tuple[str, ...], Stake], k: int) -> Fraction:
        present = [(i, bounds[key]) for i, key in enumerate(holders) if key in bounds]
        return sum((stake.high if i < k else stake.low for i, stake in present), ZERO)

    for k in range(len(holders) + 1):
        at_low, at_high = reach(at_a, k) - ONE, reach(at_b, k) - ONE
        if at_low != at_high and min(at_low, at_high) < 0 < max(at_low, at_high):
            yield a + (b - a) * at_low / (at_low - at_high)


def _parted(judge: Judge, company: str, level: Fraction) -> Judge:
    """The walk stops at the company, which is worth `level`."""

    def parted(stake: Stake) -> Fraction | None:
        at_once = judge(stake)
        return level if at_once is None and stake.owner == company else at_once

    return parted


def _worth(view: View, stake: Stake, judge: Judge) -> Fraction:
    at_once = judge(stake)
    return least_hit(view, stake.owner, judge).values[stake.owner] if at_once is None else at_once


def _critical_level(view: View, target: str, company: str, judge: Judge, goal: Fraction) -> Fraction | None:
    """The least value of the company at which the target's reaches the goal; None when it does not matter.

    The target's value is a concave, piecewise linear function of the company's: Newton from below is exact
    and ends after as many steps as pieces.
    """
    if target == company:
        return goal if goal > 0 else None
    level = ZERO
    while True:
        walk = least_hit(view, target, _parted(judge, company, level))
        if walk.values[target] >= goal:
            return level or None
        fixed = settled(view, walk)
        base = least_hit(fixed, target, _parted(judge, company, ZERO)).values[target]
        slope = least_hit(fixed, target, _parted(judge, company, ONE)).values[target] - base
        if not slope or goal - base > slope:
            return None
        level = (goal - base) / slope
