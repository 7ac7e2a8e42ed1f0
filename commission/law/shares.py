"""Foreign shares of the parties looked at, on one side of the deal; a foreign owner of a thing is wholly foreign."""

from dataclasses import dataclass

from commission.law.sides import Side
from registry.ownership.measures import Measures, Who, foreigners, measure
from registry.ownership.network import View
from registry.ownership.terms import ONE, ZERO, Basis, Range


@dataclass(frozen=True)
class Shares:
    """A set's shares in one target: M along the chains, K under control, C both (design: ownership.md)."""

    target: str
    basis: Basis
    m: Range
    k: Range
    c: Range
    measures: Measures | None = None


def shares(side: Side, basis: Basis, who: Who | None = None) -> tuple[Shares, ...]:
    """The set's shares (default: all foreigners as one bloc) in each target of the side."""
    view = side.view(basis)
    return tuple(shares_in(view, target, who or foreigners()) for target in side.targets)


def shares_in(view: View, target: str, who: Who) -> Shares:
    """The walk starts at the target's holders, so a target that is itself in the set must be asked separately."""
    basis, bloc = view.basis, who.bloc(view)
    whole = Range(ONE if target in bloc.certain else ZERO, ONE if target in bloc.possible else ZERO)
    if whole.low or target not in view.registers:
        return Shares(target, basis, whole, whole, whole)
    found = measure(view, target, who)
    m, k, c = (Range(part.low, max(part.high, whole.high)) for part in (found.m, found.k, found.c))
    return Shares(target, basis, m, k, c, found)
