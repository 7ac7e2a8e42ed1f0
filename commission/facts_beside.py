"""What stands beside the ownership of an object: dated facts, contracts, peers, tables, and what a case adds.

Rows in force on the day are frozen with the facts, so that a finding can be repeated after the tables have changed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Q

from commission.law import facts as law
from commission.models import Application, Document, LinkedConsent, Opinion, StatedFact
from commission.states import Answer, Conformity, Kind, Stated
from registry.models import (
    DatedRow,
    ListEntry,
    ObjectFact,
    OperatingRight,
    StrategicObject,
    SubsoilContract,
    TableConfirmation,
    Title,
)
from registry.models.objects import Tri, in_force
from registry.models.recorded import FactName

_TRI: dict[str, bool | None] = {Tri.TRUE: True, Tri.FALSE: False}
_ATTRIBUTES = (
    FactName.TRUNK_LINE,
    FactName.LONG_DISTANCE,
    FactName.INTERNATIONAL,
    FactName.LAND_LINES,
    FactName.MEDIA,
    FactName.SUBSOIL,
    FactName.PRINT,
    FactName.STARTED_UP,
)


@dataclass(frozen=True)
class Beside:
    """Beside the object on the day; `party_ids` are the parties that the wider network must reach."""

    recorded: tuple[ObjectFact, ...]
    underlying_category: str
    contracts: tuple[law.Contract, ...]
    peers: tuple[law.Peer, ...]
    rows: tuple[law.Row, ...]
    confirmations: tuple[law.Confirmation, ...]
    party_ids: frozenset[int]

    def described(self, facts: law.ObjectFacts) -> law.ObjectFacts:
        """The object's facts with the dated ones, which prevail over the object's own page."""
        changes: dict[str, Any] = {"underlying_category": self.underlying_category}
        for name in _ATTRIBUTES:
            if self._rows(name):
                changes[str(name)] = self._answer(name)
        if self._rows(FactName.SATELLITE_ONLY):
            changes["land_lines"] = _not_both(
                self._answer(FactName.SATELLITE_ONLY), changes.get("land_lines", facts.land_lines)
            )
        centres = {row.country or None for row in self._rows(FactName.CONTROL_CENTRE)}
        if centres:
            changes["control_centre"] = centres.pop() if len(centres) == 1 else None
        changes["conformity"] = self._answer(FactName.CONFORMITY)
        changes["conformity_act"] = next((row.number for row in self._rows(FactName.CONFORMITY)), "")
        changes["trades"] = self._answer(FactName.GOODS)
        changes["goods"] = tuple(dict.fromkeys(c for row in self._rows(FactName.GOODS) for c in row.codes))
        return replace(facts, **changes)

    def _rows(self, name: FactName) -> list[ObjectFact]:
        return [row for row in self.recorded if row.fact == name]

    def _answer(self, name: FactName) -> bool | None:
        """Yes or no where all rows in force say so; rows that contradict each other leave it unknown."""
        answers = {_TRI.get(row.answer) for row in self._rows(name)}
        return answers.pop() if len(answers) == 1 else None


def _not_both(satellite_only: bool | None, land_lines: bool | None) -> bool | None:
    """Whoever has satellite lines only has no land lines; both at once cannot be, so neither is known."""
    if satellite_only is None:
        return land_lines
    if satellite_only:
        return None if land_lines else False
    return land_lines


def load(subject: StrategicObject, *, editions: Collection[int], as_of: date) -> Beside:
    """Five queries, whatever the size: facts, rights, peers' titles, rows, confirmations.

    `editions` are the ids of the lists' editions in force: peers are the objects on them.
    """
    rights = list(_rights(as_of))
    titles = list(_titles(subject, editions, as_of))
    return Beside(
        recorded=_recorded(subject, as_of),
        underlying_category=subject.underlying.category if subject.underlying else "",
        contracts=tuple(_contracts(rights)),
        peers=tuple(_peers(titles)),
        rows=tuple(_row(row) for row in DatedRow.objects.filter(in_force(as_of)).order_by("pk")),
        confirmations=tuple(
            law.Confirmation(row.table, row.valid_from, row.given_by, row.source)
            for row in TableConfirmation.objects.filter(in_force(as_of)).order_by("pk")
        ),
        party_ids=frozenset(
            {right.holder_id for right in rights} | {_held_through(title).pk for title in titles}
        ),
    )


def _recorded(subject: StrategicObject, as_of: date) -> tuple[ObjectFact, ...]:
    """The object's own rows; of a fact that it has none of, those of the object it follows."""
    rows = list(
        ObjectFact.objects.filter(
            in_force(as_of), object__in=[subject.pk, subject.underlying_id or 0]
        ).order_by("pk")
    )
    own = {row.fact for row in rows if row.object_id == subject.pk}
    return tuple(row for row in rows if row.object_id == subject.pk or row.fact not in own)


def _rights(as_of: date) -> Iterable[OperatingRight]:
    return (
        OperatingRight.objects.filter(in_force(as_of), in_force(as_of, "contract__"))
        .select_related("contract__object", "holder")
        .order_by("contract__number", "pk")
    )


def _contracts(rights: Iterable[OperatingRight]) -> Iterable[law.Contract]:
    holders: dict[SubsoilContract, list[str]] = defaultdict(list)
    for right in rights:
        holders[right.contract].append(right.holder.key)
    for contract, keys in holders.items():
        yield law.Contract(
            number=contract.number,
            area=law.Names(contract.name_en, contract.name_ru, contract.name_kk),
            holders=tuple(keys),
            area_km2=None if contract.area_km2 is None else Fraction(contract.area_km2),
            object=contract.object.code if contract.object else None,
        )


def _titles(subject: StrategicObject, editions: Collection[int], as_of: date) -> Iterable[Title]:
    """Titles to the things of the object's category: a stake is compared with the things its object is one of."""
    category = subject.underlying.category if subject.underlying else subject.category
    listed = ListEntry.objects.filter(edition__in=editions).values("object_id")
    return (
        Title.objects.filter(in_force(as_of), Q(object__category=category), object__in=listed)
        .select_related("object__stake_in", "owner")
        .order_by("object__code", "pk")
    )


def _held_through(title: Title) -> Any:
    """Whose owners count: of a stake its company, of a thing its owner."""
    return title.object.stake_in or title.owner


def _peers(titles: Iterable[Title]) -> Iterable[law.Peer]:
    found: dict[StrategicObject, dict[str, None]] = defaultdict(dict)
    for title in titles:
        found[title.object][_held_through(title).key] = None
    for thing, keys in found.items():
        yield law.Peer(thing.code, law.Names(thing.name_en, thing.name_ru, thing.name_kk), tuple(keys))


def _row(row: DatedRow) -> law.Row:
    return law.Row(
        table=row.table,
        names=law.Names(row.name_en, row.name_ru, row.name_kk),
        act=row.act,
        number=row.number,
        category=row.category,
        kind=Kind(row.kind) if row.kind else None,
        country=row.country,
        goods=row.codes,
        most=None if row.most is None else Fraction(row.most) / 100,
        whose=row.whose,
        ban=row.ban,
        aspect=row.aspect,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        illustrative=row.illustrative,
    )


# --- what a case adds ----------------------------------------------------------------------------------------------


def consents(application: Application) -> tuple[law.Consent, ...]:
    """Consents of other bodies, as the parties and the officer entered them."""
    return tuple(
        law.Consent(row.purpose, row.number, row.on, row.most, row.body, row.needed)
        for row in LinkedConsent.objects.filter(application=application).order_by("pk")
    )


def statements(application: Application) -> tuple[law.Statement, ...]:
    return tuple(
        law.Statement(Stated(row.fact), row.answer, row.where)
        for row in StatedFact.objects.filter(application=application).order_by("pk")
    )


def papers(application: Application) -> tuple[law.Paper, ...]:
    """Every document of the case that was not taken back, the authority's own included."""
    rows = Document.objects.casefile().filter(application=application).order_by("pk")
    return tuple(law.Paper(row.pk, row.code, row.marking) for row in rows)


def opinions(application: Application) -> tuple[law.Opinion, ...]:
    """Answers sent, the newest of each body first; a draft is the body's own business."""
    sent = (
        Opinion.objects.filter(
            consultation__application=application, sent_at__isnull=False, revoked_at__isnull=True
        )
        .select_related("consultation__body")
        .order_by("-pk")
    )
    return tuple(
        law.Opinion(
            row.consultation.body.code,
            Answer(row.answer),
            Conformity(row.conformity) if row.conformity else None,
        )
        for row in sent
    )
