"""A view's registers as arrays: the floats that find an answer and the whole numbers that check it."""

from collections.abc import Iterable
from functools import cached_property
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from registry.ownership.register import Register, Stake
from registry.ownership.view import View

COMPANIES, RING = 300, 40
"""Up to so many companies, and so many in one ring, everything is computed in fractions."""
MANTISSA = 2**40
"""Sums of so large numerators are exact in floats, however many holders a company has."""

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Compiled:
    """Stakes of all registers one after another; company `j` has those from `first[j]` to `first[j + 1]`.

    `up` is the owner's own number among the companies, -1 for anybody else. `weight` are the weights of
    registers that admit no choice; the others are listed in `choice`. `possible` stakes are not nothing for
    certain; `certain` registers can be filled in one way only; in `open` companies somebody undeclared may be
    behind a part, in `leaky` ones somebody undeclared or nobody.
    """

    def __init__(self, view: View) -> None:
        self.companies = list(view.registers)
        self.at = {company: j for j, company in enumerate(self.companies)}
        self.registers: list[Register] = [view.registers[company] for company in self.companies]
        self.stakes: list[Stake] = [stake for register in self.registers for stake in register.stakes]
        counts = [len(register.stakes) for register in self.registers]
        self.first: Whole = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.row: Whole = np.repeat(np.arange(len(counts)), counts)
        self.up: Whole = np.array([self.at.get(stake.owner, -1) for stake in self.stakes], np.int64)
        self.choice = [j for j, register in enumerate(self.registers) if not register.fixed]
        self.weight: Floats = np.array(
            [float(w) for register in self.registers for w in register.weights], np.float64
        )
        self.possible: Mask = np.array([bool(stake.high) for stake in self.stakes], bool)
        self.certain: Mask = np.array([register.certain for register in self.registers], bool)
        self.open: Mask = np.array([bool(register.rest) for register in self.registers], bool)
        self.leaky: Mask = np.array(
            [register.void or bool(register.rest) for register in self.registers], bool
        )
        self._number: dict[str, int] = {}
        self._owner: Whole = np.array([self._of(stake.owner) for stake in self.stakes], np.int64)
        managed = [(k, self._of(id)) for k, stake in enumerate(self.stakes) for id in stake.managers]
        self._managed, self._manager = np.array(managed, np.int64).reshape(-1, 2).T

    def _of(self, id: str) -> int:
        return self._number.setdefault(id, len(self._number))

    def touched(self, people: Iterable[str]) -> Mask:
        """The stakes in which one of these people has a right."""
        inside = np.zeros(len(self._number), bool)
        inside[[self._number[id] for id in people if id in self._number]] = True
        mask: Mask = inside[self._owner]
        mask[self._managed[inside[self._manager]]] = True
        return mask

    @cached_property
    def whole(self) -> list[tuple[int, list[int]]]:
        """For each company a common denominator of all its bounds and the fixed weights over it."""
        found = []
        for register in self.registers:
            weights = register.weights
            parts = [weight.as_integer_ratio() for weight in weights]
            below = lcm(*{part[1] for part in parts})
            if not register.fixed:
                below = lcm(below, *(end.denominator for s in register.stakes for end in (s.low, s.high)))
            found.append((below, [above * (below // under) for above, under in parts]))
        return found

    @cached_property
    def numbers(self) -> Whole | None:
        """The fixed weights over their companies' denominators; None where they do not fit a float's mantissa."""
        if any(below > MANTISSA for below, _ in self.whole):
            return None
        return np.array([number for _, numbers in self.whole for number in numbers], np.int64)

    @cached_property
    def upward(self) -> list[tuple[list[int], list[int]]]:
        """For each company the numbers of its stakes that other companies hold, and those companies."""
        found = []
        ups, first = self.up.tolist(), self.first.tolist()
        for j, (_, numbers) in enumerate(self.whole):
            mine = ups[first[j] : first[j + 1]]
            found.append(
                ([n for n, up in zip(numbers, mine, strict=True) if up >= 0], [up for up in mine if up >= 0])
            )
        return found

    @cached_property
    def managed(self) -> set[int]:
        """Companies in which somebody manages another's stake."""
        return set(self.row[self._managed].tolist())

    def shut_in(self, target: int, onward: Mask) -> Whole:
        """Companies above the target from which no walk ends with anybody."""
        ways = self.possible & onward
        above = np.zeros(len(self.companies), bool)
        above[target] = True
        spread(above, self.row[ways], self.up[ways])
        ending = np.array([not register.void for register in self.registers], bool) & ~self.certain
        ending[self.row[(self.weight > 0) & ~onward]] = True
        spread(ending, self.up[ways], self.row[ways])
        return np.flatnonzero(above & ~ending)

    @cached_property
    def largest_block(self) -> int:
        """How many companies the largest ring of owners has."""
        size = len(self.companies)
        onward = self.up >= 0
        arcs = csr_array(
            (np.ones(int(onward.sum())), (self.row[onward], self.up[onward])), shape=(size, size)
        )
        labels: Any = connected_components(arcs, directed=True, connection="strong")[1]
        return int(np.bincount(labels).max()) if size else 0


def spread(reached: Mask, source: Whole, end: Whole) -> None:
    """Mark everything that can be reached over the arcs, in place."""
    while True:
        fresh = end[reached[source] & ~reached[end]]
        if not len(fresh):
            return
        reached[fresh] = True


def compiled(view: View) -> Compiled:
    """The view's arrays, made once."""
    if Compiled not in view.met:
        view.met[Compiled] = Compiled(view)
    found = view.met[Compiled]
    assert isinstance(found, Compiled)
    return found


def large(view: View) -> bool:
    """Whether fractions alone would take too long: many companies, or many in one ring of owners."""
    if len(view.registers) > COMPANIES:
        return True
    return len(view.registers) > RING and compiled(view).largest_block > RING
