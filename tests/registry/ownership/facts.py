"""Short ways to write a network down in a test."""

from fractions import Fraction

from registry.ownership.measures import Measures, foreigners, measure
from registry.ownership.network import Basis, Capital, Holding, Kind, Link, LinkType, Network, Party, Range


def person(id: str, country: str | None = "KZ", *citizenships: str) -> Party:
    return Party(id, Kind.NATURAL, country, citizenships)


def company(id: str, *, complete: bool = False, capital: Capital | None = None) -> Party:
    return Party(id, Kind.COMPANY, "KZ", complete=complete, capital=capital)


def abroad(id: str, country: str | None) -> Party:
    return Party(id, Kind.FOREIGN_COMPANY, country)


def holding(owner: str, of: str, low: str, high: str | None = None, **more) -> Holding:
    """A stake that is the same of votes and of capital."""
    stake = Range(Fraction(low), Fraction(high or low))
    return Holding(owner, of, votes=stake, capital=stake, **more)


def shares(owner: str, of: str, number: int, share_class: str = "common") -> Holding:
    return Holding(owner, of, shares=Fraction(number), share_class=share_class)


def link(type: str, a: str, b: str, **more) -> Link:
    return Link(LinkType(type), a, b, **more)


def network(*facts: Party | Holding | Link) -> Network:
    return Network(
        [fact for fact in facts if isinstance(fact, Party)],
        [fact for fact in facts if isinstance(fact, Holding)],
        [fact for fact in facts if isinstance(fact, Link)],
    )


def foreign(net: Network, target: str = "T", basis: Basis = Basis.VOTES) -> Measures:
    """All foreigners' measures in the target, dates not looked at."""
    return measure(net.on(None, basis), target, foreigners())


def exactly(value: str) -> Range:
    return Range.point(value)


def between(low: str, high: str) -> Range:
    return Range(Fraction(low), Fraction(high))
