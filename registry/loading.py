"""Filling an empty registry: the illustrative data, the bodies of NSL 15, the calendar. Many rows, few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from registry.holidays import FIRST_YEAR, LAST_YEAR, exceptional_days
from registry.illustrative import building
from registry.illustrative.reading import fingerprint, rows
from registry.journal.writing import Act, act
from registry.models import (
    CalendarDay,
    ListEdition,
    ListEntry,
    Party,
    RegistryChange,
    StateBody,
    StrategicObject,
    User,
)
from registry.models.naming import Named
from registry.recording import ChangeKind, outbox_row
from registry.whole import refuse_excess

Row = TypeVar("Row", bound=Model)

ILLUSTRATIVE_ACT = "Illustrative edition, not a Government act"
# The Law "On National Security" is of 6 January 2012: no case can be about an earlier day.
ILLUSTRATIVE_SINCE = date(2012, 1, 6)


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a load added; all zero where they were there already."""

    bodies: int = 0
    parties: int = 0
    objects: int = 0
    titles: int = 0
    holdings: int = 0
    links: int = 0
    listed: int = 0


def load_illustrative(*, by: User | None = None) -> Loaded:
    """Load the shipped illustrative registry into an empty one; harmless where it is loaded already.

    ValidationError where the registry holds anything else: real and illustrative records never mix by accident.
    """
    with act(by=by) as acting:
        if StrategicObject.objects.exists() or Party.objects.exists():
            _refuse_a_mixture()
            return Loaded()
        return _load(acting)


def load_bodies(*, by: User | None = None) -> int:
    """Add the state bodies of NSL 15(1) that routing names by code; how many were missing."""
    with act(by=by) as acting:
        known = set(StateBody.objects.values_list("code", flat=True))
        added = _create(acting, [body for body in building.bodies() if body.code not in known], "NSL 15(1)")
        if added:
            acting.record("bodies_loaded", "registry", codes=sorted(body.code for body in added))
        return len(added)


def seed_calendar(*, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR, by: User | None = None) -> int:
    """Add the exceptional days of these years that nobody has entered; how many were added.

    A day that a keeper has changed or removed stays as the keeper left it.
    """
    with act(by=by) as acting:
        touched = set(CalendarDay.history.values_list("day", flat=True))
        days = [
            CalendarDay(
                day=each.day,
                is_working=each.is_working,
                name=each.names[0],
                name_ru=each.names[1],
                name_kk=each.names[2],
                source=each.source,
            )
            for each in exceptional_days(first_year, last_year)
            if each.day not in touched
        ]
        package = f"holidays {version('holidays')}"
        _create(acting, days, package)
        if days:
            acting.record(
                "calendar_seeded",
                "registry",
                package=package,
                first=first_year,
                last=last_year,
                days=len(days),
            )
        return len(days)


def _refuse_a_mixture() -> None:
    parties = set(Party.objects.filter(illustrative=True).values_list("key", flat=True))
    objects = set(StrategicObject.objects.filter(illustrative=True).values_list("code", flat=True))
    missing = (building.codes(rows("persons"), "key") - parties) | (
        building.codes(rows("objects"), "code") - objects
    )
    if missing:
        raise ValidationError(
            _("The registry is not empty. The illustrative data can only be loaded into an empty registry."),
            code="not_empty",
        )


def _load(acting: Act) -> Loaded:
    bodies = load_bodies()
    parties = {party.key: party for party in _create(acting, building.parties())}
    objects = {made.code: made for made in _create_objects(acting, parties)}
    titles = _create(acting, building.titles(parties, objects))
    holdings = building.holdings(parties)
    for company in parties.values():
        refuse_excess(company, [lot for lot in holdings if lot.company is company])
    _create(acting, holdings)
    links = _create(acting, building.links(parties, objects))
    _load_what_checks_read(acting, parties, objects)
    entries = _create(acting, _entries(acting, objects))
    loaded = Loaded(bodies, len(parties), len(objects), len(titles), len(holdings), len(links), len(entries))
    acting.record(
        "illustrative_loaded", "registry", files=fingerprint(), parties=loaded.parties, objects=loaded.objects,
        titles=loaded.titles, holdings=loaded.holdings, links=loaded.links, listed=loaded.listed,
    )  # fmt: skip
    return loaded


def _load_what_checks_read(acting: Act, parties: building.Parties, objects: building.Objects) -> None:
    """Dated facts, contracts with their holders, rows of the dated tables and their confirmations."""
    _create(acting, building.object_facts(objects))
    contracts = {each.number: each for each in _create(acting, building.contracts())}
    _create(acting, building.operating_rights(parties, contracts))
    _create(acting, building.dated_rows())
    _create(acting, building.confirmations())


def _create_objects(acting: Act, parties: building.Parties) -> list[StrategicObject]:
    """Things first, then the stakes that follow them: an object must exist before another points at it."""
    made = building.objects(parties)
    follows = building.underlying()
    things = _create(acting, [each for each in made if each.code not in follows])
    by_code = {each.code: each for each in things}
    stakes = [each for each in made if each.code in follows]
    for stake in stakes:
        stake.underlying = by_code[follows[stake.code]]
    return [*things, *_create(acting, stakes)]


def _entries(acting: Act, objects: building.Objects) -> list[ListEntry]:
    listed = building.listed(objects)
    editions = [
        ListEdition(list=name, effective_from=ILLUSTRATIVE_SINCE, act=ILLUSTRATIVE_ACT, illustrative=True)
        for name in sorted(listed)
    ]
    return [
        ListEntry(edition=edition, object=each)
        for edition in _create(acting, editions)
        for each in listed[edition.list]
    ]


def _create(acting: Act, made: Sequence[Row], document: str = building.SOURCE) -> list[Row]:
    """Insert many rows with their history and outbox rows in a few statements."""
    if not made:
        return []
    for row in made:
        row.clean()
        if isinstance(row, Named):
            row.prepare()
    saved: list[Row] = bulk_create_with_history(
        list(made), type(made[0]), default_user=acting.by, default_change_reason=document
    )
    # Marked as handled: nothing can depend yet on what is only now being filled.
    now = timezone.now()
    outbox = [outbox_row(row, row.pk, ChangeKind.ADDED, acting.by, handled_at=now) for row in saved]
    RegistryChange.objects.bulk_create(outbox)
    return saved
