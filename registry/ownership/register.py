"""One company's register of holders: what each may hold, and the allocation that is worst for a question."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from registry.ownership.terms import HALF, NOTHING, ONE, ZERO, Holding, Link, Range, total

AS_IT_IS = Range(ONE, ONE)
NEARLY_HALF = 0.499999


@dataclass(frozen=True, slots=True)
class Stake:
    """All lots of one right holder in one company, as a share of what counts (own shares still inside).

    `managers` hold the same stake in trust management: it belongs to a set when any right holder does, and it
    is counted once. The walk goes on through `owner`. `lots` and `links` are the evidence.
    """

    owner: str
    low: Fraction
    high: Fraction
    managers: tuple[str, ...] = ()
    lots: tuple[Holding, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def right_holders(self) -> tuple[str, ...]:
        """Owner first, then managers."""
        return (self.owner, *self.managers)

    def touches(self, people: frozenset[str] | set[str]) -> bool:
        """Whether any right holder is in the set."""
        return self.owner in people or (bool(self.managers) and not people.isdisjoint(self.managers))


@dataclass(frozen=True)
class Register:
    """Everything that may be true of one company's holders.

    Weights b_i obey f*low_i <= b_i <= f*high_i for one factor f in `scale` (1 / (1 - own shares)) and add
    up to at most 1, or to exactly 1 when `complete`. `void`: the company owns itself wholly, so nobody
    casts a vote. `own` is the share declared as the company's own, already divided out.
    """

    company: str
    stakes: tuple[Stake, ...] = ()
    complete: bool = False
    scale: Range = AS_IT_IS
    void: bool = False
    own: Range = NOTHING

    @cached_property
    def total(self) -> Range:
        """Sums of the lower and of the upper bounds, before the factor."""
        low = total(stake.low for stake in self.stakes)
        if all(stake.low is stake.high for stake in self.stakes):
            return Range(low, low)
        return Range(low, total(stake.high for stake in self.stakes))

    @cached_property
    def plain(self) -> bool:
        """Whether the bounds are the weights' own: somebody votes, and no factor is in doubt."""
        return self.scale == AS_IT_IS and not self.void

    @cached_property
    def fixed(self) -> bool:
        """Whether the declared weights admit no choice, so that the least worth is a plain sum."""
        return self.scale.exact and (not self.complete or self.total.low * self.scale.low == 1)

    @cached_property
    def most(self) -> tuple[float, ...]:
        """Roughly what each stake may be at most: enough to see that somebody is far from a majority."""
        factor = float(self.scale.high)
        return tuple(float(stake.high) * factor for stake in self.stakes)

    @cached_property
    def rest(self) -> Fraction:
        """The largest share that may belong to holders nobody has declared."""
        if self.complete or self.void:
            return ZERO
        return ONE - self.total.low * self.scale.low

    @cached_property
    def certain(self) -> bool:
        """Whether only one allocation is possible and all of it is declared."""
        if self.void or (self.scale.exact and self.total.low * self.scale.low == 1):
            return True
        return self.complete and self.scale.exact and self.total.exact

    @cached_property
    def weights(self) -> tuple[Fraction, ...]:
        """Everybody's least, the factor being known: the weights where there is no choice."""
        factor = self.scale.low
        if factor == ONE:
            return tuple(stake.low for stake in self.stakes)
        return tuple(stake.low * factor for stake in self.stakes)

    def least(self, values: Sequence[Fraction]) -> tuple[Fraction, tuple[Fraction, ...]]:
        """The smallest sum of weight times value (each in [0, 1]) and the weights that give it.

        An undeclared rest counts for nothing. Greedy is exact: with the factor fixed the weights are a box
        cut by one sum, and the best factor is an end or a point where the greedy filling changes its last
        holder.
        """
        if self.plain and self.fixed:
            weights = self.weights
            return total(w * v for w, v in zip(weights, values, strict=True) if w and v), weights
        options = [self._filled(factor, values) for factor in self._factors(values)]
        worth = [
            sum((w * v for w, v in zip(weights, values, strict=True) if w and v), ZERO) for weights in options
        ]
        best = min(range(len(options)), key=worth.__getitem__)
        return worth[best], options[best]

    def votes(self, inside: Callable[[Stake], bool]) -> Range:
        """Least and greatest total weight of stakes for which `inside` holds, undeclared rest included."""
        if self.plain:
            mine = [stake for stake in self.stakes if inside(stake)]
            return Range(self._least_of(mine), self._greatest_of(mine))
        worth = [ONE if inside(stake) else ZERO for stake in self.stakes]
        return Range(self._fewest(worth), self._most(worth))

    def votes_of(self, people: frozenset[str] | set[str]) -> Range:
        """Least and greatest total weight of the stakes in which one of these people has a right."""
        return self.votes(lambda stake: stake.touches(people))

    def votes_end(self, people: frozenset[str] | set[str], most: bool) -> Fraction:
        """One end of `votes_of`, at half the work."""
        if self.plain:
            mine = [stake for stake in self.stakes if stake.touches(people)]
            return self._greatest_of(mine) if most else self._least_of(mine)
        worth = [ONE if stake.touches(people) else ZERO for stake in self.stakes]
        return self._most(worth) if most else self._fewest(worth)

    def bounds(self, stake: Stake) -> Range:
        """Least and greatest weight of one declared stake (nothing undeclared is added to it)."""
        others = self.total.low - stake.low
        if self.plain:
            if stake.low == stake.high:
                return Range(stake.low, stake.low)
            return Range(self._least_of([stake]), min(stake.high, ONE - others))
        high = min(stake.high * self.scale.high, ONE - others * self.scale.low)
        return Range(self.votes(lambda other: other is stake).low, high)

    def majorities(self, label: Callable[[Stake], Collection[str]]) -> list[str]:
        """The labels whose stakes together have more than half of the votes for certain.

        `label` gives the labels a stake counts for: with a trust manager two of them may have the majority.
        """
        sums: dict[str, float] = {}
        for stake, most in zip(self.stakes, self.most, strict=True):
            for name in label(stake) if most else ():
                sums[name] = sums.get(name, 0.0) + most
        near = [name for name, most in sums.items() if most > NEARLY_HALF]
        return [name for name in near if self._majority_of(name, label)]

    def _majority_of(self, name: str, label: Callable[[Stake], Collection[str]]) -> bool:
        return self.votes(lambda stake: name in label(stake)).low > HALF

    def _least_of(self, mine: Sequence[Stake]) -> Fraction:
        """What these have at least; in a complete list also whatever the others cannot have."""
        low = total(stake.low for stake in mine)
        if self.fixed or not self.complete:
            return low
        return max(low, ONE - self.total.high + total(stake.high for stake in mine))

    def _greatest_of(self, mine: Sequence[Stake]) -> Fraction:
        """Whatever the others need not have; in a complete list no more than their own most."""
        most = ONE - self.total.low + total(stake.low for stake in mine)
        return min(most, total(stake.high for stake in mine)) if self.complete else most

    def _fewest(self, mine: Sequence[Fraction]) -> Fraction:
        return self.least(mine)[0]

    def _most(self, mine: Sequence[Fraction]) -> Fraction:
        """Nobody votes where a company owns itself wholly; elsewhere whoever is not against is for."""
        return ZERO if self.void else ONE - self.least([ONE - value for value in mine])[0]

    def _filled(self, factor: Fraction, values: Sequence[Fraction]) -> tuple[Fraction, ...]:
        """Everybody at least; what is free then goes to the lowest values first."""
        lows = [stake.low if factor == 1 else stake.low * factor for stake in self.stakes]
        free = ONE - self.total.low * factor if self.complete else ZERO
        for i in sorted(range(len(lows)), key=values.__getitem__) if free else ():
            room = (self.stakes[i].high - self.stakes[i].low) * factor
            if free <= room:
                lows[i] += free
                break
            lows[i] += room
            free -= room
        return tuple(lows)

    def _factors(self, values: Sequence[Fraction]) -> list[Fraction]:
        if self.scale.exact or not self.complete:
            return [self.scale.low]
        low = max(self.scale.low, ONE / self.total.high)
        high = min(self.scale.high, ONE / self.total.low) if self.total.low else self.scale.high
        turns, reach = [low, high], self.total.low
        for i in sorted(range(len(values)), key=values.__getitem__):
            reach += self.stakes[i].high - self.stakes[i].low
            if reach and low < ONE / reach < high:
                turns.append(ONE / reach)
        return turns
