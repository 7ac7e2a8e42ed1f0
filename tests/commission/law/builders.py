"""Small facts, built by hand: a company T, its holders, and a deal in its shares."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from commission.law.facts import Deal, Facts, Names, ObjectFacts, Ownership, PartyFacts
from commission.states import Kind, SaleMode
from registry.ownership.terms import Holding, Link, Party, Range
from registry.ownership.terms import Kind as PartyKind

DAY = date(2026, 1, 15)
NAMES = Names("Object", "Объект", "Нысан")


def person(id: str, country: str | None = "KZ") -> Party:
    return Party(id, PartyKind.NATURAL, country)


def company(id: str, country: str | None = "KZ", *, complete: bool = False) -> Party:
    kind = PartyKind.COMPANY if country in ("KZ", None) else PartyKind.FOREIGN_COMPANY
    return Party(id, kind, country, complete=complete)


def share(value: str | Fraction | int) -> Fraction:
    """A share of one from "42 %" or "1/35"."""
    if isinstance(value, str) and value.endswith("%"):
        return Fraction(value[:-1].strip()) / 100
    return Fraction(value)


def stake(
    owner: str, of: str, low: str | Fraction, high: str | Fraction | None = None, **more: Any
) -> Holding:
    """A stake with the same share of votes and of capital, unless `capital` says otherwise."""
    votes = Range(share(low), share(high if high is not None else low))
    capital = more.pop("capital", None)
    return Holding(owner, of, votes, Range.point(share(capital)) if capital is not None else votes, **more)


def thing(**known: Any) -> ObjectFacts:
    """A listed stake in T owned by SELLER; every attribute not named is recorded as no."""
    attributes: dict[str, Any] = dict.fromkeys(
        (
            "trunk_line",
            "long_distance_operator",
            "international_operator",
            "land_lines",
            "media_owner",
            "subsoil_right",
        ),
        False,
    )
    values: dict[str, Any] = {
        "code": "SO-B-900",
        "names": NAMES,
        "category": "share_block",
        "owners": ("SELLER",),
        "stake_in": "T",
        "listed": "B",
    }
    return ObjectFacts(**(values | attributes | known))


def facts(
    parties: list[Party],
    holdings: list[Holding],
    *,
    object: ObjectFacts | None = None,
    deal: Deal | None = None,
    links: list[Link] | None = None,
    regime: str = "R1",
    **more: Any,
) -> Facts:
    version = {"R1": "NSL 2012-01-06", "R2": "NSL 2016-01-01"}[regime]
    return Facts(
        reference="C-2026-00001",
        revision=1,
        as_of=DAY,
        regime=regime,
        law_version=version,
        object=object or thing(),
        deal=deal,
        parties=tuple(_registered(party) for party in parties),
        ownership=Ownership(tuple(parties), tuple(holdings), tuple(links or ())),
        **more,
    )


def _registered(party: Party) -> PartyFacts:
    kind = {PartyKind.NATURAL: "individual", PartyKind.STATE: "state"}.get(party.kind, "entity")
    return PartyFacts(party.id, kind, Names(party.id, party.id, party.id), party.country)


def sale(
    of: str | Fraction = "10 %", *, to: str | None = "BUYER", by: str | None = "SELLER", **more: Any
) -> Deal:
    """A sale off the exchange, unless `kind` or `mode` says otherwise."""
    values: dict[str, Any] = {
        "kind": Kind.SALE,
        "mode": SaleMode.OFF_EXCHANGE,
        "share": share(of),
        "seller": by,
        "acquirer": to,
    }
    return Deal(**(values | more))


def without_deal(given: Facts) -> Facts:
    return replace(given, deal=None)
