"""What may happen to a network: sales, issues, buy-backs, links that begin and end."""

from dataclasses import dataclass
from fractions import Fraction

from registry.ownership.terms import Link


@dataclass(frozen=True, slots=True)
class Transfer:
    """`stake` (in the register's own terms) or `shares` of the company pass from one holder to another.

    `from_` None buys out of the undeclared rest; the company itself as `from_` or `to` sells or buys back its
    own shares. `capital` is the share of capital that passes where it differs from the votes.
    """

    company: str
    from_: str | None
    to: str
    stake: Fraction | None = None
    shares: Fraction | None = None
    capital: Fraction | None = None
    share_class: str = "common"


@dataclass(frozen=True, slots=True)
class Issue:
    """New shares to one holder; `stake` is what they make of the enlarged capital."""

    company: str
    to: str
    shares: Fraction | None = None
    stake: Fraction | None = None
    share_class: str = "common"


@dataclass(frozen=True, slots=True)
class Buyback:
    """The company buys its shares from a holder; they stop counting."""

    company: str
    from_: str
    shares: Fraction | None = None
    stake: Fraction | None = None
    share_class: str = "common"


@dataclass(frozen=True, slots=True)
class AddLink:
    """A relation begins."""

    link: Link


@dataclass(frozen=True, slots=True)
class EndLink:
    """A relation in force ends: same type and ends (either way round where mutual), same owner if given."""

    link: Link


Operation = Transfer | Issue | Buyback | AddLink | EndLink
