"""A network seen on one day and one basis: own shares out, nominees and trust managers resolved."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from registry.ownership.register import Register, Stake
from registry.ownership.terms import (
    ANYTHING,
    ENTITIES,
    NOTHING,
    ONE,
    ZERO,
    Basis,
    Capital,
    DataError,
    Holding,
    Kind,
    Link,
    LinkType,
    Party,
    Range,
    RefusedData,
    in_force,
    total,
)


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A holder nobody can name, one per company: behind the bucket or the nominee `behind`.

    `hidden`: the undisclosed principal of a nominee, who may be anyone, also a person named elsewhere.
    Otherwise a member of the public ("free float"): a person of unknown country who is none of the parties.
    """

    behind: str
    company: str
    hidden: bool


Managers = Mapping[tuple[str, str], list[Link]]
"""Links of trust management by company and owner of the managed stake."""


@dataclass(frozen=True)
class View:
    """Registers of every entity, the links in force, and the anonymous holders standing in for the unknown.

    `votes` is the view in which control is decided: itself on the basis of votes, a second one for capital.
    `rows` and `managers` are what each register was made from, so that a view of changed facts can take over
    the registers that the change has left alone.
    """

    parties: Mapping[str, Party]
    registers: Mapping[str, Register]
    links: tuple[Link, ...]
    anonymous: Mapping[str, Anonymous]
    basis: Basis
    as_of: date | None
    _votes: "View | None" = field(default=None, repr=False)
    rows: Mapping[str, list[Holding]] = field(default_factory=dict, repr=False)
    managers: Managers = field(default_factory=dict, repr=False)

    @property
    def votes(self) -> "View":
        """The same network on votes: control is by votes on either basis."""
        return self._votes or self

    @cached_property
    def held(self) -> Mapping[str, Collection[str]]:
        """For each right holder, the companies in which it has a stake."""
        found: dict[str, dict[str, None]] = {}
        for company, register in self.registers.items():
            for stake in register.stakes:
                found.setdefault(stake.owner, {})[company] = None
                for manager in stake.managers:
                    found.setdefault(manager, {})[company] = None
        return found

    @cached_property
    def met(self) -> dict[object, object]:
        """Sets of persons already met with this view, kept by `who`."""
        return {}

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Anonymous holders who may be anyone."""
        return frozenset(id for id, who in self.anonymous.items() if who.hidden)

    def register(self, company: str) -> Register:
        """The register of an entity; RefusedData when there is no such party or it can have no holders."""
        if company not in self.parties:
            raise RefusedData([DataError("unknown_party", party=company)])
        if company not in self.registers:
            raise RefusedData([DataError("not_a_company", company=company)])
        return self.registers[company]


def resolve(
    parties: Mapping[str, Party],
    holdings: Iterable[Holding],
    links: Iterable[Link],
    as_of: date | None,
    basis: Basis,
    like: View | None = None,
) -> View:
    """Build the view; RefusedData names every company whose register cannot be true.

    `like`: the view of nearly the same facts on the same day and basis, whose registers are taken over where
    nothing they were made from has changed.
    """
    names = _Names(parties)
    current = [link for link in links if in_force(link.valid_from, link.valid_to, as_of)]
    managers = _managers(current)
    rows: dict[str, list[Holding]] = defaultdict(list)
    for holding in holdings:
        if in_force(holding.valid_from, holding.valid_to, as_of):
            rows[holding.company].append(holding)
    same = _unchanged(like, parties, rows, managers) if like else {}
    registers, errors = {}, []
    for party in parties.values():
        if party.id in same:
            registers[party.id] = same[party.id]
        elif party.kind in ENTITIES:
            built = _register(party, rows.get(party.id, []), basis, names, managers)
            if isinstance(built, Register):
                registers[party.id] = built
            else:
                errors.append(built)
    if errors:
        raise RefusedData(sorted(errors, key=lambda error: str(error.company)))
    if like:
        names.anonymous |= {id: who for id, who in like.anonymous.items() if who.company in same}
    shown = tuple(names.of_link(link) for link in current)
    return View(parties, registers, shown, names.anonymous, basis, as_of, rows=dict(rows), managers=managers)


def _unchanged(
    like: View, parties: Mapping[str, Party], rows: Mapping[str, list[Holding]], managers: Managers
) -> dict[str, Register]:
    """Registers made of the very same rows; none where a newcomer bears the name of a stand-in."""
    if any(id in parties for id in like.anonymous):
        return {}
    moved = {
        key[0]
        for key in managers.keys() | like.managers.keys()
        if managers.get(key) != like.managers.get(key)
    }
    return {
        id: register
        for id, register in like.registers.items()
        if id not in moved
        and parties.get(id) is like.parties[id]
        and rows.get(id, []) == like.rows.get(id, [])
    }


class _Names:
    """Gives each unknown holder an identifier of its own, never one that a party has."""

    def __init__(self, parties: Mapping[str, Party]) -> None:
        self.parties = parties
        self.anonymous: dict[str, Anonymous] = {}

    def _stand_in(self, behind: str, company: str, hidden: bool) -> str:
        name = f"{behind}@{company}" if not hidden else f"{behind}@{company}?"
        while name in self.parties:
            name += "'"
        self.anonymous[name] = Anonymous(behind, company, hidden)
        return name

    def named(self, person: str, company: str) -> str:
        """The person, or its stand-in in this company when it is a bucket of undisclosed holders."""
        if self.parties[person].kind is Kind.UNKNOWN:
            return self._stand_in(person, company, hidden=False)
        return person

    def holder(self, row: Holding) -> str:
        """Whose stake the row is: a disclosed principal carries it; an undisclosed one is an unknown."""
        if row.on_behalf_of is not None:
            return self.named(row.on_behalf_of, row.company)
        if row.nominee:
            return self._stand_in(row.owner, row.company, hidden=True)
        return self.named(row.owner, row.company)

    def of_link(self, link: Link) -> Link:
        """The link with a bucket at either end replaced by a stand-in known to this link only."""
        return replace(link, a=self.named(link.a, link.b), b=self.named(link.b, link.a))


def _managers(links: Iterable[Link]) -> Managers:
    found: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        if link.type is LinkType.TRUST_MANAGER and link.owner is not None:
            found[link.b, link.owner].append(link)
    return found


def _register(
    party: Party,
    rows: list[Holding],
    basis: Basis,
    names: _Names,
    managers: Managers,
) -> Register | DataError:
    held = [(row, names.holder(row)) for row in rows]
    placed = _Placed.of(party.capital, [row for row, holder in held if holder == party.id])
    own, lots = NOTHING, []
    for row, holder in held:
        share = _share(row, basis, placed, rows)
        if isinstance(share, DataError):
            return share
        if holder != party.id:
            lots.append((row, holder, share))
        elif row.shares is None:
            own = Range(own.low + share.low, own.high + share.high)
    stakes = tuple(_stakes(lots, names, managers))
    return _checked(party, stakes, own)


def _checked(party: Party, stakes: tuple[Stake, ...], own: Range) -> Register | DataError:
    """Never rescaled: lower bounds above 1, or a complete list that cannot reach 1, are refused."""
    plain = Register(party.id, stakes, party.complete, own=own)
    low, high = plain.total.low + own.low, plain.total.high + own.high
    if low > 1:
        return DataError("sum_over_100", company=party.id, sum=low)
    if party.complete and high < 1:
        return DataError("sum_under_100", company=party.id, sum=high)
    if not own.high:
        return plain
    if own.low == 1 or (own.high >= 1 and party.complete and high == own.high):
        return Register(party.id, void=True, own=own)
    scale = Range(ONE / (ONE - own.low), _largest_factor(stakes, own))
    if scale.exact and scale.low != 1:
        stakes = tuple(replace(s, low=s.low * scale.low, high=s.high * scale.low) for s in stakes)
        scale = Range.point(1)
    return Register(party.id, stakes, party.complete, scale, own=own)


def _largest_factor(stakes: tuple[Stake, ...], own: Range) -> Fraction:
    """1 / (1 - own shares) at their most; finite, since beyond 1 / low or 1 / high nothing can change."""
    low = total(stake.low for stake in stakes)
    most = [ONE / low] if low else []
    if own.high < 1:
        most.append(ONE / (ONE - own.high))
    elif not low:
        most.append(max([ONE / stake.high for stake in stakes if stake.high] or [ONE / (ONE - own.low)]))
    return max(min(most), ONE / (ONE - own.low))


@dataclass(frozen=True, slots=True)
class _Placed:
    """How many shares count on each basis once the company's own are out; None: the capital is unknown."""

    counted: Mapping[Basis, Fraction] | None

    @staticmethod
    def of(capital: Capital | None, own: list[Holding]) -> "_Placed":
        """Own shares in rows and those in `treasury` are the same shares: the greater number counts."""
        if capital is None:
            return _Placed(None)
        bought = {
            kind: sum((r.shares for r in own if r.shares and r.share_class == kind), ZERO)
            for kind in ("common", "preferred")
        }
        votes = capital.common - max(capital.treasury, bought["common"])
        return _Placed({Basis.VOTES: votes, Basis.CAPITAL: votes + capital.preferred - bought["preferred"]})


def _share(row: Holding, basis: Basis, placed: _Placed, rows: list[Holding]) -> Range | DataError:
    """The row as a share on the basis; a preferred share has no vote, an unstated size may be anything."""
    if row.share_class not in ("common", "preferred"):
        return DataError("unknown_share_class", company=row.company, party=row.owner, detail=row.share_class)
    if row.shares is not None and placed.counted is None:
        return DataError("no_capital", company=row.company, party=row.owner)
    if basis is Basis.VOTES and row.share_class == "preferred":
        return NOTHING
    if row.shares is not None and placed.counted is not None:
        return _counted(row, row.shares, placed.counted[basis])
    stated = row.votes if basis is Basis.VOTES else row.capital
    if stated is None:
        return NOTHING if _stated_elsewhere(row, basis, rows) else ANYTHING
    if stated.low.numerator < 0 or (stated.low is not stated.high and stated.low > stated.high):
        return DataError(
            "bad_range", company=row.company, party=row.owner, detail=f"{stated.low} to {stated.high}"
        )
    return stated


def _counted(row: Holding, shares: Fraction, of: Fraction) -> Range | DataError:
    if shares < 0:
        return DataError("bad_range", company=row.company, party=row.owner, detail=f"{shares} shares")
    if row.owner == row.company:
        return NOTHING
    if of <= 0:
        return DataError("no_shares_count", company=row.company, party=row.owner)
    return Range.point(shares / of)


def _stated_elsewhere(row: Holding, basis: Basis, rows: list[Holding]) -> bool:
    """Whether another row of the same owner says how much it has on this basis."""
    return any(
        other.shares is not None or (other.votes if basis is Basis.VOTES else other.capital) is not None
        for other in rows
        if other is not row and other.owner == row.owner and other.on_behalf_of == row.on_behalf_of
    )


def _stakes(lots: list[tuple[Holding, str, Range]], names: _Names, managers: Managers) -> Iterator[Stake]:
    """One stake for each right holder (with the same managers), its lots added up.

    A company that manages a stake in itself adds nobody: its own shares have no vote either.
    """
    stakes: dict[tuple[str, tuple[str, ...]], list[tuple[Holding, Range]]] = {}
    evidence: dict[tuple[str, tuple[str, ...]], tuple[Link, ...]] = {}
    for row, holder, share in lots:
        managed = tuple(managers.get((row.company, row.on_behalf_of or row.owner), ())) if managers else ()
        people = {names.named(link.a, row.company) for link in managed} - {holder, row.company}
        key = holder, tuple(sorted(people)) if people else ()
        stakes.setdefault(key, []).append((row, share))
        evidence[key] = managed
    for (owner, managing), parts in stakes.items():
        low, high = _added_up([share for _, share in parts])
        yield Stake(owner, low, high, managing, tuple(row for row, _ in parts), evidence[owner, managing])


def _added_up(shares: list[Range]) -> tuple[Fraction, Fraction]:
    low = total(share.low for share in shares) if len(shares) > 1 else shares[0].low
    if all(share.low is share.high or share.exact for share in shares):
        return low, low
    return low, total(share.high for share in shares)
