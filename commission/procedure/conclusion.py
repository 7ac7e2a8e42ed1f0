"""Whether a contract was concluded as it was permitted: pure comparison (SPL 188(3): changed terms need a repeat)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Difference(StrEnum):
    """What of a concluded contract the permission does not cover."""

    OTHER_BUYER = "other_buyer"
    LARGER_SHARE = "larger_share"
    OTHER_PRICE = "other_price"
    BEFORE_PERMISSION = "before_permission"
    AFTER_TERM = "after_term"


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys: the registry's key where known, BIN or IIN where given, the name."""

    name: str
    identifier: str = ""
    key: str = ""

    def is_same(self, other: "Buyer") -> bool:
        """Keys decide where both have one, then numbers, then names without regard to case and spaces."""
        if self.key and other.key:
            return self.key == other.key
        if self.identifier and other.identifier:
            return self.identifier == other.identifier
        return _plain(self.name) == _plain(other.name)


@dataclass(frozen=True, slots=True)
class Permitted:
    """The terms that the Government permitted, and between which days the contract may be dated."""

    buyer: Buyer
    share: Fraction | None
    price: Decimal | None
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Concluded:
    """The terms of the contract as concluded."""

    buyer: Buyer
    share: Fraction
    price: Decimal | None
    on: date


def differences(permitted: Permitted, concluded: Concluded) -> list[Difference]:
    """What the permission does not cover. A smaller share is covered; a price nobody filed is not compared."""
    found = {
        Difference.OTHER_BUYER: not permitted.buyer.is_same(concluded.buyer),
        Difference.LARGER_SHARE: permitted.share is not None and concluded.share > permitted.share,
        Difference.OTHER_PRICE: permitted.price is not None and concluded.price != permitted.price,
        Difference.BEFORE_PERMISSION: concluded.on < permitted.since,
        Difference.AFTER_TERM: permitted.until is not None and concluded.on > permitted.until,
    }
    return [difference for difference, holds in found.items() if holds]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
