"""What a check may know: the facts of one application (or one object) on one day, frozen.

Nothing else reaches a check, so the same facts give the same finding on any later day. Party ids are registry keys,
or `declared:<id>` for a party that only the applicant names. An attribute that is None is not known: never "no".
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from commission.law.codec import LATER, decode, encode, later
from commission.states import Answer, Capacity, Conformity, Kind, Purpose, SaleMode, Stated
from registry.ownership.network import Network
from registry.ownership.terms import Holding, Link, Party

FORMAT = 1
"""Version of the JSON below; a change of shape takes the next number."""


@dataclass(frozen=True)
class Names:
    """A name in up to three languages; empty where there is none."""

    en: str = ""
    ru: str = ""
    kk: str = ""

    @property
    def any(self) -> str:
        return self.en or self.ru or self.kk

    def __iter__(self) -> Iterator[str]:
        return iter((self.en, self.ru, self.kk))


@dataclass(frozen=True)
class PartyFacts:
    """What the registry says of a party. `country` None: not known. `identifier`: BIN or IIN, may be empty.

    `identifier_fits`: it has the form of a BIN or IIN and its last digit fits the others.
    """

    id: str
    kind: str
    names: Names
    country: str | None = None
    identifier: str = ""
    identifier_fits: bool = True
    state_body: bool = False
    listed: bool = False
    illustrative: bool = False


@dataclass(frozen=True)
class DeclaredParty:
    """A party as the applicant names it. `id` is its node in the network; `registered` the key it claims to be."""

    id: str
    role: str
    kind: str
    name: str
    country: str | None = None
    identifier: str = ""
    identifier_fits: bool = True
    registered: str | None = None


@dataclass(frozen=True)
class ListEdition:
    """The edition of a Government list in force on the day (NSL 13(4))."""

    list: str
    act: str
    effective_from: date


@dataclass(frozen=True)
class ObjectFacts:
    """The strategic object on the day: a thing, or a stake in `stake_in`.

    `editions` are those of either list in force; `listed` names the list whose edition holds the object.
    `underlying` is the object a stake follows, `underlying_category` its category; `owned_listed` the listed objects
    that `stake_in` owns. `started_up`: the network is in operation, `conformity`: it meets the rules on search
    operations by the act of this number. `trades`: goods cross the border, `goods` are their codes.
    """

    code: str
    names: Names
    category: str
    owners: tuple[str, ...] = ()
    stake_in: str | None = None
    listed: str | None = None
    editions: tuple[ListEdition, ...] = ()
    underlying: str | None = None
    owned_listed: tuple[str, ...] = ()
    trunk_line: bool | None = None
    long_distance_operator: bool | None = None
    international_operator: bool | None = None
    land_lines: bool | None = None
    media_owner: bool | None = None
    subsoil_right: bool | None = None
    capacity_mw: Fraction | None = None
    control_centre: str | None = None
    illustrative: bool = False
    print_distribution: bool | None = later(None)
    started_up: bool | None = later(None)
    conformity: bool | None = later(None)
    conformity_act: str = later("")
    trades: bool | None = later(None)
    goods: tuple[str, ...] = later(())
    underlying_category: str = later("")

    @property
    def field(self) -> str:
        """The category that limits speak of: a stake counts under the category of the object it follows."""
        return self.underlying_category or self.category

    @property
    def places(self) -> tuple[str, ...]:
        """Codes under which operators and managers of the thing are recorded: a stake follows its object."""
        return (self.code,) if self.underlying is None else (self.code, self.underlying)

    @property
    def targets(self) -> tuple[str, ...]:
        """Whose ownership the checks look at: the company of a stake, else the owners of the thing."""
        return self.owners if self.stake_in is None else (self.stake_in,)


@dataclass(frozen=True)
class Deal:
    """The transaction. `share` is the fraction of all voting shares of the company, or of a thing, that passes."""

    kind: Kind | None = None
    mode: SaleMode | None = None
    share: Fraction | None = None
    seller: str | None = None
    acquirer: str | None = None
    capacity: Capacity | None = None
    price: Fraction | None = None
    valuation: Fraction | None = None
    contract_date: date | None = None


@dataclass(frozen=True)
class RelatedCase:
    """Another application on the same object or company, or by the same acquirer."""

    reference: str
    state: str
    object: str
    company: str | None = None
    acquirer: str | None = None
    share: Fraction | None = None
    kind: Kind | None = None
    filed_on: date | None = None


@dataclass(frozen=True)
class Consent:
    """A linked consent or decision: what it is for (a `Purpose`), and the largest resulting share it covers.

    `needed` False: the parties state, with a reason, that the deal needs none.
    """

    check_id: str
    number: str
    on: date | None
    most: Fraction | None = None
    body: str = later("")
    needed: bool = later(True)


@dataclass(frozen=True)
class Contract:
    """A subsoil or strategic-resource contract in force, and who holds the right to conduct operations under it.

    `object`: the strategic object with which the right passes, if it does.
    """

    number: str
    area: Names
    holders: tuple[str, ...] = ()
    area_km2: Fraction | None = None
    object: str | None = None


@dataclass(frozen=True)
class Peer:
    """Another listed object of the same category: who owns it, or whose shares it is."""

    code: str
    names: Names
    owners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row in force of a dated table (`registry.models.limits`); an empty scope means: all."""

    table: str
    names: Names
    act: str
    number: str = ""
    category: str = ""
    kind: Kind | None = None
    country: str = ""
    goods: tuple[str, ...] = ()
    most: Fraction | None = None
    whose: str = "foreigners"
    ban: bool = True
    aspect: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    illustrative: bool = False


@dataclass(frozen=True)
class Confirmation:
    """A keeper's word that a table is complete, from the day `on`."""

    table: str
    on: date
    by: str
    document: str = ""


@dataclass(frozen=True)
class Statement:
    """What the parties state about the transaction; no statement: not known."""

    fact: Stated
    answer: bool
    where: str = ""


@dataclass(frozen=True)
class Paper:
    """A document of the case, by number in the database, with its marking."""

    id: int
    code: str
    marking: str


@dataclass(frozen=True)
class Opinion:
    """What a consulted body has answered; `conformity` from the national security bodies only."""

    body: str
    answer: Answer
    conformity: Conformity | None = None


@dataclass(frozen=True)
class Ownership:
    """Parties, holdings and links around the object and the acquirer, in force on the day."""

    parties: tuple[Party, ...] = ()
    holdings: tuple[Holding, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All that the checks read. `deal` is None where an object is looked at without a transaction.

    `wider` is the ownership around holders of contracts and owners of `peers` as well; only the checks of
    concentration look so far. `peers` and `papers` None: not read.
    """

    reference: str
    revision: int
    as_of: date
    regime: str
    law_version: str
    object: ObjectFacts
    deal: Deal | None = None
    parties: tuple[PartyFacts, ...] = ()
    declared: tuple[DeclaredParty, ...] = ()
    related: tuple[RelatedCase, ...] = ()
    consents: tuple[Consent, ...] = ()
    ownership: Ownership = field(default_factory=Ownership)
    wider: Ownership | None = field(default=None, metadata=LATER)
    contracts: tuple[Contract, ...] = later(())
    peers: tuple[Peer, ...] | None = later(None)
    rows: tuple[Row, ...] = later(())
    confirmations: tuple[Confirmation, ...] = later(())
    statements: tuple[Statement, ...] = later(())
    papers: tuple[Paper, ...] | None = later(None)
    opinions: tuple[Opinion, ...] = later(())

    @cached_property
    def network(self) -> Network:
        """The network before the deal; RefusedData where its rows contradict each other."""
        return Network(self.ownership.parties, self.ownership.holdings, self.ownership.links)

    @cached_property
    def by_id(self) -> dict[str, PartyFacts]:
        """The registry's parties by id."""
        return {party.id: party for party in self.parties}

    def stated(self, fact: Stated) -> bool | None:
        """What the parties state; None where they state nothing."""
        return next((one.answer for one in self.statements if one.fact is fact), None)

    def where(self, fact: Stated) -> str:
        return next((one.where for one in self.statements if one.fact is fact), "")

    def opinion(self, body: str) -> Opinion | None:
        """What the body with this code has answered, or None."""
        return next((one for one in self.opinions if one.body == body), None)

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows in force of a dated table."""
        return tuple(row for row in self.rows if row.table == name)

    def confirmed(self, table: str) -> Confirmation | None:
        """The newest word that the table is complete."""
        given = [one for one in self.confirmations if one.table == table]
        return max(given, key=lambda one: one.on, default=None)

    def consents_for(self, purpose: Purpose) -> tuple[Consent, ...]:
        return tuple(one for one in self.consents if one.check_id == purpose)

    def names_of(self, party: str) -> Names:
        """How to call a party, whether the registry or only the applicant knows it."""
        if party in self.by_id:
            return self.by_id[party].names
        for declared in self.declared:
            if declared.id == party:
                return Names(declared.name, declared.name, declared.name)
        return Names(party, party, party)

    def to_json(self) -> dict[str, Any]:
        """An exact, JSON-able image; `from_json` gives equal facts back."""
        return {"format": FORMAT, **encode(self)}

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "Facts":
        """The facts that `to_json` was called on. ValueError for another format."""
        if raw.get("format") != FORMAT:
            raise ValueError(f"facts of format {raw.get('format')!r} cannot be read")
        facts: Facts = decode(cls, {name: value for name, value in raw.items() if name != "format"})
        return facts

    def sha256(self) -> str:
        """Hash of the canonical JSON (sorted keys, no spaces, UTF-8)."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
