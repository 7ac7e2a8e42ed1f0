"""Large networks: the walk solved in floats, and an enclosure of the answer proved in whole numbers.

Let F(x) be the least worth of every company when its owners are worth x. On the companies from which no
allocation avoids the goal for ever, the answer is the only fixed point of F, and F never falls when x rises.
So any L <= F(L) lies below it and any U >= F(U) above it. With y from floats and T the expected number of
steps, L = y - eps T and U = y + eps T pass as soon as eps exceeds y's residual. Both inequalities are checked
without rounding, so a wrong float can make the enclosure wider or fail, never false.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm, ldexp
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.linalg import splu

from registry.ownership.compiled import Compiled, Floats, Mask, spread
from registry.ownership.terms import ONE, ZERO

FIRST = 80
"""Binary places of the first enclosure."""
WIDTHS = (-50, -46, -40, -32)
"""Half widths tried, in powers of two for each expected step."""
STEP = 40
"""Binary places that each refinement adds; a float solves for a little more than that."""
SWEEPS, SETTLED = 400, 1e-15
GAIN = 1e-12
"""By how much another allocation must be better before it is taken (a tie is no reason)."""


class NotEnclosed(Exception):
    """The floats are of no use here; the caller computes exactly."""


@dataclass(slots=True)
class Enclosed:
    """Least values of all companies as numbers over 2**places: `low` below and `high` above the truth."""

    places: int
    low: list[int]
    high: list[int]

    def ends(self, company: int) -> tuple[Fraction, Fraction]:
        """Both ends for one company."""
        below = 1 << self.places
        return Fraction(self.low[company], below), Fraction(self.high[company], below)


class FloatWalk:
    """One walk: what each stake is worth at once (`nan` where it goes on through its owner)."""

    def __init__(self, net: Compiled, target: str, worth: Floats, exact: dict[int, Fraction]) -> None:
        self.net, self.target = net, net.at[target]
        self.worth = worth
        self.onward: Mask = np.isnan(worth)
        self.exact = exact
        self.above = np.zeros(len(net.companies), bool)
        self.above[self.target] = True
        spread(self.above, net.row[self.onward], net.up[self.onward])
        self.weights = net.weight.copy()
        self.chosen: dict[int, tuple[Fraction, ...]] = {}
        self.running = self._running()
        self.choices = [j for j in net.choice if self.running[j]]
        self.values: Floats = np.zeros(len(net.companies))
        self.found: Enclosed | None = None
        self.proof: Proof | None = None

    def at_once(self, stake: int) -> Fraction:
        """What a stake that ends the walk is worth."""
        found = self.exact.get(stake)
        return Fraction(int(self.worth[stake])) if found is None else found

    # Which companies reach the goal whatever the allocation ---------------------------------------------------

    def _running(self) -> Mask:
        """Companies above the target from which no allocation avoids the goal for ever."""
        net = self.net
        size = len(net.companies)
        fixed = np.ones(size, bool)
        fixed[net.choice] = False
        live = (net.weight > 0) & fixed[net.row]
        reaching = np.zeros(size, bool)
        reaching[net.row[live & ~self.onward & (np.nan_to_num(self.worth) > 0)]] = True
        arcs = live & self.onward
        while True:
            spread(reaching, net.up[arcs], net.row[arcs])
            fresh = [j for j in net.choice if not reaching[j] and self._forced(j, reaching)]
            if not fresh:
                break
            reaching[fresh] = True
        for j in (j for j in net.choice if self.above[j] and not reaching[j]):
            self.chosen[j] = net.registers[j].least(self._reaching(j, reaching))[1]
        return reaching & self.above

    def _forced(self, j: int, reaching: Mask) -> bool:
        return bool(self.net.registers[j].least(self._reaching(j, reaching))[0])

    def _reaching(self, j: int, reaching: Mask) -> list[Fraction]:
        stakes = range(self.net.first[j], self.net.first[j + 1])
        return [
            ONE if (reaching[self.net.up[k]] if self.onward[k] else self.at_once(k)) else ZERO for k in stakes
        ]

    # Floats ---------------------------------------------------------------------------------------------------

    def _sure(self) -> bool:
        """Whether the walk ends for certain, and only where it is worth one: the value is one, no less."""
        mine = self.above[self.net.row] & self.net.possible & ~self.onward
        return bool(
            (self.running | ~self.above).all()
            and not (self.above & self.net.leaky).any()
            and (self.worth[mine] == 1).all()
        )

    def solve(self) -> tuple[Floats, Floats]:
        """Values and expected numbers of steps under the best allocation."""
        for j in self.choices:
            self._choose(j, [ONE] * (self.net.first[j + 1] - self.net.first[j]))
        while True:
            values, steps = self._settle()
            better = False
            for j in self.choices:
                worth = self._worth(j, values)
                value, weights = self.net.registers[j].least(worth)
                if float(value) < values[j] - GAIN:
                    self._take(j, weights)
                    better = True
            if not better:
                return values, steps

    def _worth(self, j: int, values: Floats) -> list[Fraction]:
        return [
            Fraction(max(float(values[self.net.up[k]]), 0.0)) if self.onward[k] else self.at_once(k)
            for k in range(self.net.first[j], self.net.first[j + 1])
        ]

    def _choose(self, j: int, worth: list[Fraction]) -> None:
        self._take(j, self.net.registers[j].least(worth)[1])

    def _take(self, j: int, weights: tuple[Fraction, ...]) -> None:
        self.chosen[j] = weights
        self.weights[self.net.first[j] : self.net.first[j + 1]] = [float(w) for w in weights]

    def system(self) -> tuple[NDArray[Any], csr_array, NDArray[Any]]:
        """Numbers of the running companies, their weights on each other, and what each gets at once."""
        rows = np.flatnonzero(self.running)
        place = np.full(len(self.running), -1)
        place[rows] = np.arange(len(rows))
        mine = self.running[self.net.row]
        arcs = mine & self.onward & (self.weights > 0)
        arcs[arcs] = self.running[self.net.up[arcs]]
        size = len(rows)
        onward = csr_array(
            (self.weights[arcs], (place[self.net.row[arcs]], place[self.net.up[arcs]])), shape=(size, size)
        )
        ends = mine & ~self.onward
        gain = np.bincount(place[self.net.row[ends]], self.weights[ends] * self.worth[ends], minlength=size)
        return rows, onward, gain

    def _settle(self) -> tuple[Floats, Floats]:
        rows, onward, gain = self.system()
        values, steps = np.zeros(len(self.running)), np.zeros(len(self.running))
        if len(rows):
            sides = np.column_stack([gain, np.ones(len(rows))])
            found = iterated(onward, sides)
            if found is None:
                found = splu(csc_array(eye_array(len(rows)) - onward)).solve(sides)
            values[rows], steps[rows] = found.T
        if not np.isfinite(values).all() or not np.isfinite(steps).all():
            raise NotEnclosed
        return values, steps * (1 + 1e-6)

    # The proof ------------------------------------------------------------------------------------------------

    def enclose(self, limits: Iterable[Fraction] = ()) -> tuple[Fraction, Fraction]:
        """Both ends of the target's value; NotEnclosed where floats fail.

        Narrowed until no limit lies between them, or one is proved to be the value itself.
        """
        if self._sure():
            self.values = self.above.astype(np.float64)
            return ONE, ONE
        if self.proof is None or self.found is None:
            self.values, steps = self.solve()
            self.proof = Proof(self, steps)
            self.found = self.proof.first(self.values)
        low, high = self.found.ends(self.target)
        wanted = [limit for limit in limits if low <= limit <= high]
        if wanted and low != high:
            return self.proof.decided(self.values, wanted)
        return low, high

    def value(self, company: int) -> Fraction:
        """A lower end of a company's value, after `enclose`."""
        return self.found.ends(company)[0] if self.found else ONE


def iterated(onward: csr_array, sides: Floats) -> Floats | None:
    """Fixed point by plain iteration; None where it is slow to settle."""
    found = sides
    for _ in range(SWEEPS):
        following = sides + onward @ found
        change = np.abs(following - found)
        found = following
        if change[:, 0].max() < SETTLED and change[:, 1].max() < 1e-9 * found[:, 1].max():
            return found
    return None


@dataclass(frozen=True, slots=True)
class Row:
    """A company's equation in whole numbers: `below` x = `gain` + the sum of number times x of `arcs`."""

    below: int
    gain: Fraction | int
    arcs: tuple[tuple[int, int], ...]


class Proof:
    """The inequalities without rounding: each company's row over a denominator of its own."""

    def __init__(self, walk: FloatWalk, steps: Floats) -> None:
        self.walk, self.net, self.steps = walk, walk.net, steps
        self.running = np.flatnonzero(walk.running).tolist()
        self._up, self._onward = self.net.up.tolist(), walk.onward.tolist()
        self._runs = walk.running.tolist()
        self._gains = np.nan_to_num(walk.worth).tolist()
        chosen = set(walk.choices)
        numbers = self.net.numbers
        odd = set(self.running) - chosen
        self.plain: list[int] = []
        if numbers is not None and not walk.exact:
            self.plain = [j for j in self.running if j not in chosen and j not in self.net.managed]
            odd -= set(self.plain)
            gained = ~walk.onward & (np.nan_to_num(walk.worth) > 0)
            sums = np.bincount(self.net.row[gained], numbers[gained], len(self.net.companies))
            self._sums = [int(number) for number in sums.tolist()]
            self._ending = self._ending_holders()
        self.fixed = {j: self._row(j, *self.net.whole[j]) for j in odd}

    def _ending_holders(self) -> list[int]:
        """Companies that end the walk: what their stakes are worth is in the sums."""
        plain = np.isin(self.net.row, self.plain)
        return np.unique(self.net.up[plain & ~self.walk.onward & (self.net.up >= 0)]).tolist()

    def _row(self, j: int, below: int, numbers: Sequence[int]) -> Row:
        arcs, gain, odd = [], 0, ZERO
        for k, number in enumerate(numbers, int(self.net.first[j])):
            if self._onward[k]:
                if number and self._runs[self._up[k]]:
                    arcs.append((number, self._up[k]))
            elif k in self.walk.exact:
                odd += number * self.walk.exact[k]
            elif self._gains[k]:
                gain += number
        return Row(below, gain + odd if odd else gain, tuple(arcs))

    def first(self, values: Floats) -> Enclosed:
        """The narrowest enclosure that floats give."""
        centre = [_scaled(value, FIRST) for value in values.tolist()]
        for width in WIDTHS:
            found = self._around(FIRST, centre, [_scaled(n, FIRST + width) for n in self.steps.tolist()])
            if found is not None:
                return found
        raise NotEnclosed

    def _around(self, places: int, centre: list[int], width: list[int]) -> Enclosed | None:
        """The enclosure if it holds."""
        low, high = [0] * len(centre), [0] * len(centre)
        for j in self.running:
            low[j] = max(centre[j] - width[j] - 1, 0)
            high[j] = min(centre[j] + width[j] + 1, 1 << places)
        if self._holds(low, places, 1) and self._holds(high, places, -1):
            return Enclosed(places, low, high)
        return None

    def _holds(self, x: list[int], places: int, sign: int) -> bool:
        """x <= F(x) for sign 1, x >= F(x) for -1, at every running company."""
        one = 1 << places
        if self.plain and not self._plain_hold(x, one, sign):
            return False
        for j, row in self.fixed.items():
            onward = sum([number * x[i] for number, i in row.arcs])
            if sign * (row.gain * one + onward - row.below * x[j]) < 0:
                return False
        for j in self.walk.choices:
            worth = [
                Fraction(x[self._up[k]], one) if self._onward[k] else self.walk.at_once(k)
                for k in range(self.net.first[j], self.net.first[j + 1])
            ]
            if sign * (self.net.registers[j].least(worth)[0] - Fraction(x[j], one)) < 0:
                return False
        return True

    def _plain_hold(self, x: list[int], one: int, sign: int) -> bool:
        """The same for companies in which nobody manages a stake: a holder either ends the walk or goes on."""
        worth = x.copy()
        for company in self._ending:
            worth[company] = 0
        for j in self.plain:
            numbers, ups = self.net.upward[j]
            onward = sum(map(mul, numbers, [worth[i] for i in ups]))
            if sign * (self._sums[j] * one + onward - self.net.whole[j][0] * x[j]) < 0:
                return False
        return True

    # Beyond floats --------------------------------------------------------------------------------------------

    def decided(self, values: Floats, limits: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
        """Refine by exact residuals until each limit is outside, or proved to be the value itself.

        A value and a limit that differ are as far apart as the determinant of the system allows (Cramer,
        Hadamard): inside that distance of a limit the value is the limit.
        """
        rows, onward, _ = self.walk.system()
        factors = splu(csc_array(eye_array(len(rows)) - onward))
        linear = self._linear()
        places, centre = FIRST, [_scaled(value, FIRST) for value in values.tolist()]
        width = [_scaled(number, 10) for number in self.steps.tolist()]
        enough = self._apart(limits)
        while True:
            places, centre = places + STEP, [value << STEP for value in centre]
            rest = np.array([float(_residual(linear[j], j, places, centre)) for j in self.running])
            for j, more in zip(self.running, factors.solve(rest).tolist(), strict=True):
                centre[j] += round(more)
            found = self._around(places, centre, width)
            if found is None:
                raise NotEnclosed
            low, high = found.ends(self.walk.target)
            inside = [limit for limit in limits if low <= limit <= high]
            if not inside or low == high:
                return low, high
            if places > enough:
                return inside[0], inside[0]

    def _linear(self) -> dict[int, Row]:
        """All rows under the allocation found best."""
        chosen = {}
        for j in self.walk.choices:
            weights = self.walk.chosen[j]
            below = lcm(*(weight.denominator for weight in weights))
            chosen[j] = self._row(j, below, [w.numerator * (below // w.denominator) for w in weights])
        plain = {j: self._row(j, *self.net.whole[j]) for j in self.plain}
        return self.fixed | plain | chosen

    def _apart(self, limits: Sequence[Fraction]) -> int:
        """Binary places at which a limit inside the enclosure must be the value.

        Where own shares are known only as a range the denominators are not: NotEnclosed.
        """
        bits = sum(limit.denominator.bit_length() for limit in limits) + 2
        for j in self.running:
            if not self.net.registers[j].scale.exact:
                raise NotEnclosed
            bits += self.net.whole[j][0].bit_length() + 1
        bits += sum(level.denominator.bit_length() for level in self.walk.exact.values())
        return bits + int(self.steps.max()).bit_length() + 12


def _residual(row: Row, j: int, places: int, centre: list[int]) -> int:
    onward = sum([number * centre[i] for number, i in row.arcs])
    return floor(row.gain * (1 << places) + onward) // row.below - centre[j]


def _scaled(value: float, places: int) -> int:
    return int(ldexp(value, places))
