"""From rows to the facts that checks read: one application (or one object) on one day, in a score of queries.

What the applicant declares is merged into the registry's network: a declared party that is a registered one uses the
registry's node, and declared holdings stand beside the recorded ones. Where both speak of the same stake, the
registry's row counts; the identities check compares the rest.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from commission import facts_beside
from commission.law import facts as law
from commission.law.identities import same_name
from commission.law.versions import law_version
from commission.models import Application, DeclaredHolding, DeclaredParty
from commission.states import Capacity, Kind, SaleMode, State
from registry.identifiers import is_identifier
from registry.models import ListEdition, ListEntry, Party, StrategicObject, Title
from registry.models.objects import in_force
from registry.networks import Neighbourhood, kind, narrowed, neighbourhood
from registry.ownership.terms import Holding, Range
from registry.ownership.terms import Party as Node

MOST_RELATED = 100
"""Related cases kept, the newest first."""

_TRI = {"true": True, "false": False}
_NO_CASE = (State.DRAFT, State.NOT_ADMITTED)


def load(application: Application, *, as_of: date) -> law.Facts:
    """The facts of the application's package on the day. ValueError when no object has been chosen."""
    if application.object_id is None:
        raise ValueError(f"{application.reference} names no object")
    subject = _subject(application.object_id, as_of)
    declared = _Declared.of(application)
    related = list(_related(application, subject, declared))
    beside = facts_beside.load(subject.row, editions=subject.editions, as_of=as_of)
    whole = neighbourhood(
        {
            *subject.party_ids,
            *declared.party_ids,
            *(case.party_id for case in related if case.party_id),
            *beside.party_ids,
        },
        as_of=as_of,
        objects=subject.object_ids,
    )
    around = narrowed(
        whole,
        {
            *subject.party_keys,
            *(party.key for party in declared.registered.values()),
            *(case.key for case in related if case.key),
        },
        subject.codes,
    )
    deal = _deal(application, subject, declared)
    return law.Facts(
        reference=application.reference,
        revision=application.revision,
        as_of=as_of,
        regime=application.regime,
        law_version=law_version(application.regime),
        object=beside.described(subject.facts),
        deal=deal,
        parties=_parties(whole, declared.matched),
        declared=declared.facts,
        related=tuple(case.facts(declared) for case in related),
        consents=facts_beside.consents(application),
        ownership=_merged(around, declared),
        wider=_merged(whole, declared),
        contracts=beside.contracts,
        peers=beside.peers,
        rows=beside.rows,
        confirmations=beside.confirmations,
        statements=facts_beside.statements(application),
        papers=facts_beside.papers(application),
        opinions=facts_beside.opinions(application),
    )


def load_object(object_id: int, *, as_of: date, regime: str = "R1") -> law.Facts:
    """The facts of an object without a transaction: what the checks say of it as it stands."""
    subject = _subject(object_id, as_of)
    beside = facts_beside.load(subject.row, editions=subject.editions, as_of=as_of)
    whole = neighbourhood({*subject.party_ids, *beside.party_ids}, as_of=as_of, objects=subject.object_ids)
    around = narrowed(whole, subject.party_keys, subject.codes)
    return law.Facts(
        reference=subject.facts.code,
        revision=0,
        as_of=as_of,
        regime=regime,
        law_version=law_version(regime),
        object=beside.described(subject.facts),
        parties=_parties(whole, ()),
        ownership=law.Ownership(around.parties, around.holdings, around.links),
        wider=law.Ownership(whole.parties, whole.holdings, whole.links),
        contracts=beside.contracts,
        peers=beside.peers,
        rows=beside.rows,
        confirmations=beside.confirmations,
    )


def load_above(object_id: int, *, as_of: date) -> law.Facts:
    """The object with everybody above it: enough to draw who owns it, not for the checks."""
    subject = _subject(object_id, as_of)
    around = neighbourhood(subject.party_ids, as_of=as_of, objects=subject.object_ids)
    return law.Facts(
        reference=subject.facts.code,
        revision=0,
        as_of=as_of,
        regime="R1",
        law_version=law_version("R1"),
        object=subject.facts,
        parties=_parties(around, ()),
        ownership=law.Ownership(around.parties, around.holdings, around.links),
    )


def joined(facts: law.Facts, party: Party) -> law.Facts:
    """The facts with a party of the registry and everybody above it; what they know already stays as it is."""
    around = neighbourhood({party.pk}, as_of=facts.as_of)
    shown = {one.id for one in facts.parties}
    return replace(
        facts,
        parties=(*facts.parties, *(one for one in _parties(around, ()) if one.id not in shown)),
        ownership=_with_all(facts.ownership, around),
        wider=None if facts.wider is None else _with_all(facts.wider, around),
    )


def _with_all(known: law.Ownership, around: Neighbourhood) -> law.Ownership:
    """A register that is known is known whole: rows are added for new companies only."""
    ids = {party.id for party in known.parties}
    return law.Ownership(
        (*known.parties, *(party for party in around.parties if party.id not in ids)),
        (*known.holdings, *(row for row in around.holdings if row.company not in ids)),
        (*known.links, *(link for link in around.links if link.b not in ids)),
    )


# --- the object ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Subject:
    """The object's row, its owners and its facts."""

    row: StrategicObject
    owners: tuple[Party, ...]
    facts: law.ObjectFacts
    editions: tuple[int, ...]

    @property
    def party_ids(self) -> set[int]:
        return {owner.pk for owner in self.owners} | (
            {self.row.stake_in_id} if self.row.stake_in_id else set()
        )

    @property
    def party_keys(self) -> set[str]:
        return {owner.key for owner in self.owners} | (
            {self.row.stake_in.key} if self.row.stake_in else set()
        )

    @property
    def codes(self) -> set[str]:
        return {self.row.code} | ({self.row.underlying.code} if self.row.underlying else set())

    @property
    def object_ids(self) -> set[int]:
        return {self.row.pk} | ({self.row.underlying_id} if self.row.underlying_id else set())


def _subject(object_id: int, as_of: date) -> _Subject:
    """Four queries: the object, titles (its own and those of the stake's company), editions, entries."""
    row = StrategicObject.objects.select_related("stake_in", "underlying").get(pk=object_id)
    titles = list(
        Title.objects.filter(in_force(as_of), Q(object=row) | Q(owner_id=row.stake_in_id or 0))
        .select_related("owner", "object")
        .order_by("pk")
    )
    editions = _editions(as_of)
    entries = list(
        ListEntry.objects.filter(
            edition__in=[edition.pk for edition in editions],
            object__in={row.pk, *(title.object_id for title in titles)},
        ).values_list("object_id", "edition__list")
    )
    listed = dict(sorted(entries, key=lambda entry: entry[1], reverse=True))
    owners = tuple(title.owner for title in titles if title.object_id == row.pk)
    owned = tuple(sorted({t.object.code for t in titles if t.object_id != row.pk and t.object_id in listed}))
    described = _object_facts(row, owners, listed.get(row.pk), owned, editions)
    return _Subject(row, owners, described, tuple(edition.pk for edition in editions))


def _editions(as_of: date) -> list[ListEdition]:
    """Of either list the edition in force on the day."""
    newest: dict[str, ListEdition] = {}
    for edition in ListEdition.objects.filter(effective_from__lte=as_of).order_by("effective_from"):
        newest[edition.list] = edition
    return [newest[name] for name in sorted(newest)]


def _object_facts(
    row: StrategicObject,
    owners: tuple[Party, ...],
    listed: str | None,
    owned: tuple[str, ...],
    editions: Iterable[ListEdition],
) -> law.ObjectFacts:
    return law.ObjectFacts(
        code=row.code,
        names=law.Names(row.name_en, row.name_ru, row.name_kk),
        category=row.category,
        owners=tuple(owner.key for owner in owners),
        stake_in=row.stake_in.key if row.stake_in else None,
        listed=listed,
        editions=tuple(law.ListEdition(e.list, e.act, e.effective_from) for e in editions),
        underlying=row.underlying.code if row.underlying else None,
        owned_listed=owned,
        trunk_line=_TRI.get(row.trunk_line),
        long_distance_operator=_TRI.get(row.long_distance_operator),
        international_operator=_TRI.get(row.international_operator),
        land_lines=_TRI.get(row.land_lines),
        media_owner=_TRI.get(row.media_owner),
        subsoil_right=_TRI.get(row.subsoil_right),
        capacity_mw=_exact(row.capacity_mw),
        control_centre=row.control_centre_country or None,
        illustrative=row.illustrative,
    )


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


# --- what the applicant declares -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Declared:
    """Declared parties with the registered parties they are, and the stakes declared between them."""

    rows: tuple[DeclaredParty, ...]
    holdings: tuple[DeclaredHolding, ...]
    registered: dict[int, Party]
    matched: tuple[Party, ...]

    @classmethod
    def of(cls, application: Application) -> "_Declared":
        """Three queries: parties, holdings, and the registered parties that bear a declared number.

        A number alone makes nobody somebody else: without an explicit choice the name must fit as well.
        """
        rows = tuple(application.declared_parties.select_related("party").order_by("pk"))
        holdings = tuple(application.declared_holdings.order_by("pk"))
        numbers = {row.identifier for row in rows if row.identifier}
        matched = tuple(Party.objects.filter(identifier__in=numbers or {"-"}).order_by("pk"))
        registered = {row.pk: row.party for row in rows if row.party is not None}
        for row in rows:
            if row.pk not in registered and row.identifier:
                same = [party for party in matched if _is(row, party)]
                if len(same) == 1:
                    registered[row.pk] = same[0]
        return cls(rows, holdings, registered, matched)

    @property
    def party_ids(self) -> set[int]:
        return {party.pk for party in self.registered.values()}

    def node(self, row: DeclaredParty) -> str:
        """The party's id in the network."""
        return self.registered[row.pk].key if row.pk in self.registered else f"declared:{row.pk}"

    def in_role(self, role: str) -> DeclaredParty | None:
        return next((row for row in self.rows if row.role == role), None)

    @property
    def facts(self) -> tuple[law.DeclaredParty, ...]:
        return tuple(
            law.DeclaredParty(
                id=self.node(row),
                role=row.role,
                kind=row.kind,
                name=row.name,
                country=row.country or None,
                identifier=row.identifier,
                identifier_fits=is_identifier(row.identifier),
                registered=self.registered[row.pk].key if row.pk in self.registered else None,
            )
            for row in self.rows
        )

    @property
    def newcomers(self) -> Iterator[Node]:
        """Nodes for parties that only the applicant names; the applicant's own only where a stake speaks of it."""
        ends = {id for stake in self.holdings for id in (stake.owner_id, stake.company_id)}
        for row in self.rows:
            if row.pk not in self.registered and (row.role != "applicant" or row.pk in ends):
                country = row.country or None
                yield Node(self.node(row), kind(row.kind, country), country)


def _is(row: DeclaredParty, party: Party) -> bool:
    names = law.Names(party.name_en, party.name_ru, party.name_kk)
    return party.identifier == row.identifier and same_name(row.name, names)


def _merged(around: Neighbourhood, declared: _Declared) -> law.Ownership:
    """The registry's rows and the declared ones beside them; the same stake is never counted twice."""
    recorded = {(row.on_behalf_of or row.owner, row.company) for row in around.holdings}
    nodes = {row.pk: declared.node(row) for row in declared.rows}
    added = []
    for stake in declared.holdings:
        ends = nodes[stake.owner_id], nodes[stake.company_id]
        if ends not in recorded:
            share = Range(stake.low, stake.high)
            # The form asks for one figure: it is taken for votes and for capital alike.
            added.append(Holding(*ends, votes=share, capital=share, source=f"declared:{stake.pk}"))
    return law.Ownership((*around.parties, *declared.newcomers), (*around.holdings, *added), around.links)


# --- the transaction -----------------------------------------------------------------------------------------------


def _deal(application: Application, subject: _Subject, declared: _Declared) -> law.Deal:
    acquirer = declared.in_role("acquirer")
    return law.Deal(
        kind=Kind(application.kind) if application.kind else None,
        mode=SaleMode(application.sale_mode) if application.sale_mode else None,
        share=application.share,
        seller=_seller(subject, declared),
        acquirer=declared.node(acquirer) if acquirer is not None else None,
        capacity=Capacity(application.capacity) if application.capacity else None,
        price=_exact(application.price),
        valuation=_exact(application.valuation),
        contract_date=application.contract_date,
    )


def _seller(subject: _Subject, declared: _Declared) -> str | None:
    """Whose thing or stake passes: the applicant where it is an owner, else the only owner, else nobody certain."""
    owners = [owner.key for owner in subject.owners]
    applicant = declared.in_role("applicant")
    if applicant is not None and declared.node(applicant) in owners:
        return declared.node(applicant)
    return owners[0] if len(owners) == 1 else None


# --- other cases ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Related:
    """Another case as read: its acquirer by registry id, key and number."""

    row: Application
    party_id: int | None
    key: str | None
    number: str
    declared_id: int | None

    def facts(self, declared: _Declared) -> law.RelatedCase:
        row = self.row
        stake = row.object.stake_in if row.object else None
        return law.RelatedCase(
            reference=row.reference,
            state=row.state,
            object=row.object.code if row.object else "",
            company=stake.key if stake else None,
            acquirer=self._acquirer(declared),
            share=row.share,
            kind=Kind(row.kind) if row.kind else None,
            filed_on=timezone.localdate(row.submitted_at) if row.submitted_at else None,
        )

    def _acquirer(self, declared: _Declared) -> str | None:
        """The same number is the same person, also where neither case names a registered party."""
        own = declared.in_role("acquirer")
        if own is not None and self.number and self.number == own.identifier:
            return declared.node(own)
        if self.key is not None:
            return self.key
        return None if self.declared_id is None else f"declared:{self.declared_id}"


def _related(application: Application, subject: _Subject, declared: _Declared) -> Iterator[_Related]:
    """Cases on the same object, on the same company's shares, or by the same acquirer. One query."""
    acquirers = DeclaredParty.objects.filter(application=OuterRef("pk"), role="acquirer")
    same = Q(object=subject.row)
    if subject.row.stake_in_id:
        same |= Q(object__stake_in=subject.row.stake_in_id)
    own = declared.in_role("acquirer")
    if own is not None and own.pk in declared.registered:
        same |= Q(acquirer_party=declared.registered[own.pk].pk)
    if own is not None and own.identifier:
        same |= Q(acquirer_number=own.identifier)
    cases = (
        Application.objects.annotate(
            acquirer_party=Subquery(acquirers.values("party_id")[:1]),
            acquirer_key=Subquery(acquirers.values("party__key")[:1]),
            acquirer_number=Subquery(acquirers.values("identifier")[:1]),
            acquirer_id=Subquery(acquirers.values("pk")[:1]),
        )
        .filter(same)
        .exclude(pk=application.pk)
        .exclude(state__in=_NO_CASE)
        .select_related("object__stake_in")
        .order_by("-pk")[:MOST_RELATED]
    )
    for row in cases:
        yield _Related(row, row.acquirer_party, row.acquirer_key, row.acquirer_number or "", row.acquirer_id)


def _parties(around: Neighbourhood, matched: Collection[Party]) -> tuple[law.PartyFacts, ...]:
    rows = {row.key: row for row in (*around.rows.values(), *matched)}
    return tuple(_party(rows[key]) for key in sorted(rows))


def _party(row: Party) -> law.PartyFacts:
    return law.PartyFacts(
        id=row.key,
        kind=row.kind,
        names=law.Names(row.name_en, row.name_ru, row.name_kk),
        country=row.country or None,
        identifier=row.identifier,
        identifier_fits=is_identifier(row.identifier),
        state_body=row.state_body,
        listed=row.listed,
        illustrative=row.illustrative,
    )
