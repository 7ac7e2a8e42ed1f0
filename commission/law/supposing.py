"""Facts with something supposed otherwise: another stake, acquirer or seller, a missing fact learned. No writing.

The checks read supposed facts like any others, so that all findings answer at once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from commission.law.facts import DeclaredParty, Facts, Names, PartyFacts
from registry.ownership.network import View
from registry.ownership.terms import HOME, ONE, ZERO, Holding, Kind, Party, Range, RefusedData, in_force

NEWCOMER = "supposed:acquirer"
_NEWCOMER_NAMES = Names("Newcomer (supposed)", "Новое лицо (предположение)", "Жаңа тұлға (болжам)")
_HOLDER_NAMES = Names("Supposed holder", "Предполагаемый владелец", "Болжамды иесі")
SOURCE = "supposed"

_WORDS_OF_KIND = {Kind.STATE: "state", Kind.NATURAL: "individual"}
ATTRIBUTES = (
    "media_owner",
    "long_distance_operator",
    "international_operator",
    "land_lines",
    "trunk_line",
    "subsoil_right",
)
"""Attributes of the object that may be supposed."""

MOST_GAPS = 12
"""Missing facts offered, the nearest to the object first."""


class Missing(StrEnum):
    """What is not known: how much, of which country, who."""

    SIZE = "size"
    COUNTRY = "country"
    HOLDER = "holder"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing fact. `company` is None where a person's own country is in question; `range` is what is recorded."""

    key: str
    missing: Missing
    company: str | None
    party: str | None
    range: Range


@dataclass(frozen=True)
class Suppositions:
    """What is supposed; everything left out stays as it is. `settled`: gap key -> a share, or a country's code."""

    share: Fraction | None = None
    seller: str | None = None
    acquirer: str | None = None
    newcomer: tuple[Kind, str] | None = None
    attributes: Mapping[str, bool | None] = field(default_factory=dict)
    settled: Mapping[str, Fraction | str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(
            self.share is not None
            or self.seller
            or self.acquirer
            or self.newcomer
            or self.attributes
            or self.settled
        )


class OutOfRange(ValueError):
    """A supposed share lies outside what is recorded; `gap` says where."""

    def __init__(self, gap: Gap) -> None:
        super().__init__(gap.key)
        self.gap = gap


def suppose(facts: Facts, what: Suppositions) -> Facts:
    """The facts as supposed. OutOfRange for a share that the record excludes."""
    facts = _with_attributes(facts, what.attributes)
    known = {gap.key: gap for gap in gaps(facts)}
    for key, value in what.settled.items():
        if key in known:
            facts = _settled(facts, known[key], value)
    return _with_deal(facts, what)


# --- the transaction and the object --------------------------------------------------------------------------------


def _with_attributes(facts: Facts, attributes: Mapping[str, bool | None]) -> Facts:
    chosen = {name: value for name, value in attributes.items() if name in ATTRIBUTES}
    return replace(facts, object=replace(facts.object, **chosen)) if chosen else facts  # type: ignore[arg-type]


def _with_deal(facts: Facts, what: Suppositions) -> Facts:
    deal = facts.deal
    if deal is None:
        return facts
    if what.newcomer is not None:
        facts = _with_newcomer(facts, *what.newcomer)
    acquirer = NEWCOMER if what.newcomer is not None else what.acquirer
    deal = replace(
        deal,
        share=deal.share if what.share is None else what.share,
        seller=what.seller or deal.seller,
        acquirer=acquirer or deal.acquirer,
    )
    if acquirer is not None and what.newcomer is None:
        facts = _as_acquirer(facts, _declared(facts, acquirer))
    return replace(facts, deal=deal)


def _with_newcomer(facts: Facts, kind: Kind, country: str) -> Facts:
    known = country or None
    if kind is Kind.COMPANY and known not in (None, HOME):
        kind = Kind.FOREIGN_COMPANY
    facts = _with_party(facts, Party(NEWCOMER, kind, known), _NEWCOMER_NAMES)
    return _as_acquirer(facts, _declared(facts, NEWCOMER))


def _declared(facts: Facts, id: str) -> DeclaredParty:
    party, registered = facts.network.parties[id], facts.by_id.get(id)
    own = registered if registered is not None and id != NEWCOMER else None
    return DeclaredParty(
        id=id,
        role="acquirer",
        kind=_WORDS_OF_KIND.get(party.kind, "entity"),
        name=facts.names_of(id).any,
        country=party.country,
        identifier=own.identifier if own else "",
        identifier_fits=own.identifier_fits if own else True,
        registered=own.id if own else None,
    )


def _as_acquirer(facts: Facts, acquirer: DeclaredParty) -> Facts:
    """Whoever was declared as the acquirer is it no longer."""
    others = tuple(one for one in facts.declared if one.role != "acquirer" and one.id != acquirer.id)
    return replace(facts, declared=(*others, acquirer))


def _with_party(facts: Facts, party: Party, names: Names) -> Facts:
    kind = _WORDS_OF_KIND.get(party.kind, "entity")
    shown = PartyFacts(party.id, kind, names, party.country)
    ownership = replace(facts.ownership, parties=(*facts.ownership.parties, party))
    return replace(facts, parties=(*facts.parties, shown), ownership=ownership)


# --- missing facts -------------------------------------------------------------------------------------------------


def gaps(facts: Facts) -> tuple[Gap, ...]:
    """Missing facts around the object and the acquirer, the nearest first. None where the records are refused."""
    try:
        view = facts.network.on(facts.as_of)
    except RefusedData:
        return ()
    found: list[Gap] = []
    for id in _above(facts, view):
        found += _of_party(facts, view, id)
        if len(found) >= MOST_GAPS:
            break
    return tuple(found[:MOST_GAPS])


def _above(facts: Facts, view: View) -> Iterator[str]:
    deal = facts.deal
    starts = [*facts.object.targets, *([deal.acquirer] if deal and deal.acquirer else [])]
    waiting = [id for id in dict.fromkeys(starts) if id in view.parties]
    seen = set(waiting)
    while waiting:
        id = waiting.pop(0)
        yield id
        register = view.registers.get(id)
        for stake in register.stakes if register else ():
            for holder in stake.right_holders:
                if holder in view.parties and holder not in seen:
                    seen.add(holder)
                    waiting.append(holder)


def _of_party(facts: Facts, view: View, id: str) -> Iterator[Gap]:
    party = view.parties[id]
    if _of_unknown_country(party):
        yield Gap(f"country:{id}", Missing.COUNTRY, None, id, Range(ZERO, ONE))
    rows = _rows(facts, id)
    for i, row in rows:
        if row.votes is not None and not row.votes.exact:
            yield Gap(f"size:{i}", Missing.SIZE, id, row.on_behalf_of or row.owner, row.votes)
        if _hides(facts, row):
            yield Gap(f"holder:{i}", Missing.HOLDER, id, row.owner, row.votes or Range(ZERO, ONE))
    register = view.registers.get(id)
    if register and register.rest and (rows or party.kind is not Kind.FOREIGN_COMPANY):
        yield Gap(f"rest:{id}", Missing.REST, id, None, _rest(rows))


def _rows(facts: Facts, company: str) -> list[tuple[int, Holding]]:
    return [
        (i, row)
        for i, row in enumerate(facts.ownership.holdings)
        if row.company == company and in_force(row.valid_from, row.valid_to, facts.as_of)
    ]


def _of_unknown_country(party: Party) -> bool:
    countries = set(party.citizenships) or ({party.country} if party.country else set())
    return party.kind not in (Kind.STATELESS, Kind.OBJECT, Kind.UNKNOWN) and (
        not countries or (HOME in countries and len(countries) > 1)
    )


def _hides(facts: Facts, row: Holding) -> bool:
    """An undisclosed holder: a bucket, or a nominee whose principal is not named."""
    bucket = facts.network.parties[row.owner].kind is Kind.UNKNOWN
    return row.on_behalf_of is None and (bucket or row.nominee)


def _rest(rows: list[tuple[int, Holding]]) -> Range:
    """What the records leave: at least what is over when every holder has its most."""
    shares = [row.votes or Range(ZERO, ZERO) for _, row in rows]
    low, high = (sum((getattr(share, end) for share in shares), ZERO) for end in ("low", "high"))
    return Range(max(ZERO, ONE - high), max(ZERO, ONE - low))


def _settled(facts: Facts, gap: Gap, value: Fraction | str) -> Facts:
    match gap.missing:
        case Missing.SIZE if isinstance(value, Fraction):
            if not gap.range.low <= value <= gap.range.high:
                raise OutOfRange(gap)
            return _with_row(facts, gap, lambda row: _of_size(row, value))
        case Missing.COUNTRY if isinstance(value, str) and gap.party is not None:
            return _of_country(facts, gap.party, value)
        case Missing.HOLDER if isinstance(value, str):
            facts, holder = _with_holder(facts, gap, value)
            return _with_row(facts, gap, lambda row: _held_by(facts, row, holder))
        case Missing.REST if isinstance(value, str) and gap.company is not None:
            return _rest_to(facts, gap, value)
    return facts


def _with_row(facts: Facts, gap: Gap, change: Callable[[Holding], Holding]) -> Facts:
    index = int(gap.key.partition(":")[2])
    rows = list(facts.ownership.holdings)
    rows[index] = change(rows[index])
    return replace(facts, ownership=replace(facts.ownership, holdings=tuple(rows)))


def _of_size(row: Holding, share: Fraction) -> Holding:
    """The capital is supposed with the votes where both were recorded alike."""
    point = Range.point(share)
    return replace(row, votes=point, capital=point if row.capital == row.votes else row.capital)


def _of_country(facts: Facts, id: str, country: str) -> Facts:
    def known(party: Party) -> Party:
        if party.id != id:
            return party
        foreign = party.kind is Kind.COMPANY and country != HOME
        kind = Kind.FOREIGN_COMPANY if foreign else party.kind
        return replace(party, country=country, citizenships=(), kind=kind)

    def shown(party: PartyFacts | DeclaredParty) -> PartyFacts | DeclaredParty:
        return replace(party, country=country) if party.id == id else party

    return replace(
        facts,
        parties=tuple(map(shown, facts.parties)),  # type: ignore[arg-type]
        declared=tuple(map(shown, facts.declared)),  # type: ignore[arg-type]
        ownership=replace(facts.ownership, parties=tuple(map(known, facts.ownership.parties))),
    )


def _with_holder(facts: Facts, gap: Gap, country: str) -> tuple[Facts, str]:
    """One supposed person for each missing holder: nobody named elsewhere, so no group and no control by accident."""
    holder = Party(f"supposed:{gap.key}", Kind.NATURAL, country)
    return _with_party(facts, holder, _HOLDER_NAMES), holder.id


def _held_by(facts: Facts, row: Holding, holder: str) -> Holding:
    if facts.network.parties[row.owner].kind is Kind.UNKNOWN:
        return replace(row, owner=holder)
    return replace(row, on_behalf_of=holder, nominee=False)


def _rest_to(facts: Facts, gap: Gap, country: str) -> Facts:
    """The undeclared rest belongs to one person of the country, and nobody else is left out."""
    facts, holder = _with_holder(facts, gap, country)
    rows = [row for _, row in _rows(facts, gap.company or "")]
    low, high = (
        sum((getattr(row.capital or Range(ZERO, ZERO), end) for row in rows), ZERO) for end in ("low", "high")
    )
    capital = Range(max(ZERO, ONE - high), max(ZERO, ONE - low))
    held = Holding(holder, gap.company or "", gap.range, capital, source=SOURCE)
    parties = tuple(
        replace(party, complete=True) if party.id == gap.company else party
        for party in facts.ownership.parties
    )
    ownership = replace(facts.ownership, parties=parties, holdings=(*facts.ownership.holdings, held))
    return replace(facts, ownership=ownership)
