"""Before and after: the deal as an overlay on the network, and whose ownership is looked at on either side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from commission.law import figures
from commission.law.facts import Deal, Facts
from commission.states import Kind as DealKind
from registry.ownership.network import Network, View
from registry.ownership.terms import (
    ONE,
    ZERO,
    Basis,
    Holding,
    Kind,
    Link,
    LinkType,
    Party,
    Range,
    RefusedData,
    in_force,
)
from registry.ownership.whatif import AddLink, Issue, Operation, Transfer, apply

SALES = frozenset(
    {DealKind.SALE, DealKind.GIFT, DealKind.CONTRIBUTION, DealKind.ENFORCEMENT, DealKind.BANKRUPTCY_SALE}
)
"""Kinds of deal in which a stake or a thing passes from its owner to the acquirer."""


@dataclass(frozen=True)
class Side:
    """The network on one side of the deal, and the parties whose ownership is looked at."""

    network: Network
    targets: tuple[str, ...]
    as_of: date

    def view(self, basis: Basis) -> View:
        """RefusedData where the holdings cannot be true."""
        return self.network.on(self.as_of, basis)


@dataclass(frozen=True)
class Obstacle:
    """Why the situation after the deal cannot be computed: a common sentence and its figures."""

    message: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Sides:
    """`after` is `before` where the deal moves nothing; None behind an obstacle.

    `enforced`: what the network would be if a pledge were enforced for the acquirer (information).
    """

    before: Side
    after: Side | None
    obstacle: Obstacle | None = None
    enforced: Side | None = None


class _Blocked(Exception):
    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.obstacle = Obstacle(message, values)


def sides(facts: Facts) -> Sides:
    """Both sides of the deal; without a deal both are the day's. RefusedData where the network is broken."""
    before = Side(facts.network, facts.object.targets, facts.as_of)
    deal = facts.deal
    if deal is None:
        return Sides(before, before)
    try:
        if deal.kind is DealKind.PLEDGE:
            return Sides(before, before, enforced=_if_enforced(facts, deal))
        return Sides(before, _after(facts, deal))
    except _Blocked as blocked:
        return Sides(before, None, blocked.obstacle)


def _if_enforced(facts: Facts, deal: Deal) -> Side | None:
    try:
        return _passed(facts, deal)
    except _Blocked:
        return None


def _after(facts: Facts, deal: Deal) -> Side:
    match deal.kind:
        case DealKind.SHARE_ISSUE:
            return _issued(facts, deal)
        case DealKind.TRUST_MANAGEMENT:
            return _managed(facts, deal)
        case kind if kind in SALES:
            return _passed(facts, deal)
        case _:
            raise _Blocked("common.no_deal")


def _passed(facts: Facts, deal: Deal) -> Side:
    """A stake changes hands; of a thing the acquirer becomes owner, beside the others if only a part passes."""
    acquirer = _acquirer(deal)
    company = facts.object.stake_in
    if company is not None:
        return _performed(facts, [Transfer(company, _seller(deal), acquirer, stake=_share(deal))])
    others = () if deal.share in (None, ONE) else facts.object.owners
    return Side(facts.network, tuple(dict.fromkeys((*others, acquirer))), facts.as_of)


def _issued(facts: Facts, deal: Deal) -> Side:
    """New shares: the acquirer ends with its share, every other stake shrinks to (1 - share) of what it was."""
    company = facts.object.stake_in or (facts.object.owners[0] if len(facts.object.owners) == 1 else None)
    if company is None:
        raise _Blocked("common.no_owner")
    return _performed(facts, [Issue(company, _acquirer(deal), stake=_share(deal))])


def _managed(facts: Facts, deal: Deal) -> Side:
    """Trust management: of a thing a manager comes in; of a stake the manager holds the seller's rights in it."""
    manager, company = _acquirer(deal), facts.object.stake_in
    if company is None:
        link = Link(LinkType.MANAGES_OBJECT, manager, facts.object.code, source="transaction")
        return _performed(facts, [AddLink(link)])
    owner = _seller(deal)
    if _held(facts, owner, company) == Range.point(_share(deal)):
        return _performed(
            facts, [AddLink(Link(LinkType.TRUST_MANAGER, manager, company, owner, source="transaction"))]
        )
    return _part_managed(facts, deal, manager, owner, company)


def _part_managed(facts: Facts, deal: Deal, manager: str, owner: str, company: str) -> Side:
    """Only a part is handed over: it is parked in a shell that the owner holds wholly, and the shell is managed."""
    shell = Party(f"{owner}+managed", Kind.COMPANY, "KZ", complete=True)
    operations: list[Operation] = [
        Transfer(company, owner, shell.id, stake=_share(deal)),
        AddLink(Link(LinkType.TRUST_MANAGER, manager, company, shell.id, source="transaction")),
    ]
    whole = Holding(owner, shell.id, Range.point(1), Range.point(1), source="transaction")
    parked = Network(
        [*facts.network.parties.values(), shell], [*facts.network.holdings, whole], facts.network.links
    )
    return _performed(facts, operations, parked)


def _performed(facts: Facts, operations: list[Operation], network: Network | None = None) -> Side:
    try:
        changed = apply(network or facts.network, operations, as_of=facts.as_of)
        for basis in Basis:
            changed.on(facts.as_of, basis)
    except RefusedData as refused:
        raise _blocked_by(facts, refused) from None
    return Side(changed, facts.object.targets, facts.as_of)


def _blocked_by(facts: Facts, refused: RefusedData) -> _Blocked:
    deal, company = facts.deal, facts.object.stake_in
    if deal is not None and deal.seller and company and deal.share is not None:
        held = _held(facts, deal.seller, company)
        if held.high < deal.share:
            return _Blocked(
                "common.seller_holds_less",
                seller=figures.party(facts, deal.seller),
                company=figures.party(facts, company),
                held=figures.share(held),
                share=figures.share(deal.share),
            )
    return _Blocked("common.operation_refused", problems=figures.problems(facts, refused))


def _held(facts: Facts, owner: str, company: str) -> Range:
    """What the owner is recorded with on the day, on votes, its lots added up."""
    lots = [
        row.votes or Range(ZERO, ONE)
        for row in facts.network.holdings
        if row.owner == owner
        and row.company == company
        and in_force(row.valid_from, row.valid_to, facts.as_of)
    ]
    return Range(sum((lot.low for lot in lots), ZERO), sum((lot.high for lot in lots), ZERO))


def _acquirer(deal: Deal) -> str:
    if deal.acquirer is None:
        raise _Blocked("common.acquirer_unknown")
    return deal.acquirer


def _seller(deal: Deal) -> str:
    if deal.seller is None:
        raise _Blocked("common.seller_unknown")
    return deal.seller


def _share(deal: Deal) -> Fraction:
    if deal.share is None:
        raise _Blocked("common.share_unknown")
    return deal.share
