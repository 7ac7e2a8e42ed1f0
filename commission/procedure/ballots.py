"""Quorum and tally (policy, except that the Commission decides by the majority of its members present)."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from commission.procedure.policies import POLICIES
from commission.states import Choice


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must be present for an item, how many are, and whether that is enough."""

    needed: int
    present: int

    @property
    def reached(self) -> bool:
        return self.present >= self.needed


def quorum(
    *,
    members: int,
    recused: int,
    present: int,
    share: Fraction = POLICIES["quorum_share"].default,
    floor: Fraction = POLICIES["quorum_floor"].default,
) -> Quorum:
    """A share of the members not recused, rounded up, and never below another of all members, rounded up.

    As shipped: two thirds, and half.
    """
    return Quorum(needed=max(ceil(share * (members - recused)), ceil(floor * members)), present=present)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote; `presides` marks the chair's own, or the deputy's where the chair is recused or absent."""

    choice: Choice
    presides: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one item's votes and whether the motion is carried."""

    for_: int
    against: int
    abstained: int
    not_voted: int
    carried: bool
    by_presiding_vote: bool

    @property
    def present(self) -> int:
        return self.for_ + self.against + self.abstained + self.not_voted


def tally(ballots: Iterable[Ballot], *, present: int) -> Tally:
    """Count. Carried by more than half of those present; at exactly half the presiding member's own vote decides.

    Abstaining, and being present without voting, is not "for". ValueError when more votes than members present.
    """
    cast = list(ballots)
    if len(cast) > present:
        raise ValueError(f"{len(cast)} votes of {present} members present")
    for_ = sum(ballot.choice == Choice.FOR for ballot in cast)
    against = sum(ballot.choice == Choice.AGAINST for ballot in cast)
    abstained = sum(ballot.choice == Choice.ABSTAIN for ballot in cast)
    tied = 2 * for_ == present and present > 0
    presiding_for = any(ballot.presides and ballot.choice == Choice.FOR for ballot in cast)
    return Tally(
        for_=for_,
        against=against,
        abstained=abstained,
        not_voted=present - len(cast),
        carried=2 * for_ > present or (tied and presiding_for),
        by_presiding_vote=tied and presiding_for,
    )
