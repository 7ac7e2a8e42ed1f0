"""The nouns of ownership: parties, holdings, links, reasons for refusing them. Plain values, no behaviour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import NamedTuple

ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)
HOME = "KZ"


class Kind(StrEnum):
    """What a party is. UNKNOWN is a bucket of undisclosed holders ("free float"), never one person."""

    NATURAL = "natural"
    COMPANY = "company"
    FOREIGN_COMPANY = "foreign_company"
    STATE = "state"
    STATELESS = "stateless"
    TRUST = "trust"
    OBJECT = "object"
    UNKNOWN = "unknown"


ENTITIES = frozenset({Kind.COMPANY, Kind.FOREIGN_COMPANY, Kind.TRUST})
"""Kinds that have holders of their own, so that the walk may go on through them."""


class Basis(StrEnum):
    """What a share is a share of: votes that can be cast, or all placed shares less those bought back."""

    VOTES = "voting"
    CAPITAL = "capital"


class LinkType(StrEnum):
    """A relation that is not a stake. `a` acts upon `b`; the first two and the last two are mutual."""

    SPOUSE = "spouse"
    CLOSE_RELATIVE = "close_relative"
    SOLE_EXECUTIVE = "sole_executive"
    BINDING_INSTRUCTIONS = "binding_instructions"
    TRUST_MANAGER = "trust_manager"
    OPERATES = "operates"
    MANAGES_OBJECT = "manages_object"
    COMMON_BOARD_MAJORITY = "common_board_majority"
    AGREEMENT = "agreement"


class Range(NamedTuple):
    """A share known only to lie in [low, high]; shares are exact fractions of 1."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether both ends are the same number."""
        return self.low == self.high

    @staticmethod
    def point(value: Fraction | int | str) -> "Range":
        """The range that holds one number only."""
        exact = Fraction(value)
        return Range(exact, exact)


NOTHING, ANYTHING = Range(ZERO, ZERO), Range(ZERO, ONE)


@dataclass(frozen=True, slots=True)
class Capital:
    """Placed shares by class, in pieces; `treasury` are the common shares the company has bought back."""

    common: Fraction
    preferred: Fraction = ZERO
    treasury: Fraction = ZERO


@dataclass(frozen=True, slots=True)
class Party:
    """A person, a state, an entity or an object. `complete`: its list of holders leaves nobody out."""

    id: str
    kind: Kind
    country: str | None = None
    citizenships: tuple[str, ...] = ()
    complete: bool = False
    capital: Capital | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """One lot: `owner`'s stake in `company` as fractions (votes, capital) or as a number of shares.

    Valid on [valid_from, valid_to). `on_behalf_of` is a nominee's disclosed principal; `nominee` without it
    says that the principal is not disclosed. `source` is an opaque reference to the document, kept in chains.
    """

    owner: str
    company: str
    votes: Range | None = None
    capital: Range | None = None
    shares: Fraction | None = None
    share_class: str = "common"
    valid_from: date | None = None
    valid_to: date | None = None
    on_behalf_of: str | None = None
    nominee: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of `a` to `b` on [valid_from, valid_to). A trust manager manages `owner`'s stake in `b`."""

    type: LinkType
    a: str
    b: str
    owner: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class DataError:
    """One reason for refusing the data: a code, what it concerns, the offending sum where there is one."""

    code: str
    company: str | None = None
    sum: Fraction | None = None
    party: str | None = None
    detail: str = ""

    def __str__(self) -> str:
        parts = (
            self.code,
            self.company and f"company {self.company}",
            self.party and f"party {self.party}",
            self.sum is not None and f"sum {self.sum}",
            self.detail,
        )
        return ", ".join(str(part) for part in parts if part)


class RefusedData(Exception):
    """The data cannot be true, or speaks of what it does not contain; `errors` names every place."""

    def __init__(self, errors: Sequence[DataError]) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = tuple(errors)


def total(shares: Iterable[Fraction]) -> Fraction:
    """The sum, over one common denominator: many times as fast as adding fractions one by one."""
    above, below = 0, 1
    for share in shares:
        a, b = share.as_integer_ratio()
        if b != below:
            common = lcm(b, below)
            above, a, below = above * (common // below), a * (common // b), common
        above += a
    return Fraction(above, below)


def in_force(valid_from: date | None, valid_to: date | None, as_of: date | None) -> bool:
    """Whether [valid_from, valid_to) contains the day; without a day nothing is left out."""
    if as_of is None:
        return True
    return (valid_from is None or valid_from <= as_of) and (valid_to is None or as_of < valid_to)
