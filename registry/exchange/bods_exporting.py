"""The registry, or what stands above some parties, as BODS 0.4 statements."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from registry.exchange.bods import writing
from registry.exchange.bods.terms import PartyFact, Stake, Tie
from registry.exchange.bods.writing import Dated
from registry.models import Holding, Link, Party, StrategicObject
from registry.networks import MUTUAL
from registry.ownership.terms import Range

_AT_ONCE = 500
_REMEMBERED = "bods"


class UnknownNames(Exception):
    """There is no object or party of these names."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(", ".join(sorted(names)))


def export_bods(
    *, objects: Collection[str] = (), parties: Collection[str] = (), published: date | None = None
) -> str:
    """A file of everybody who ever stood above these objects' owners and these parties; of all, without any named.

    Strategic objects, their operators and managers are no parties of the standard and stay behind.
    """
    ids = _start(objects, parties) if objects or parties else None
    if ids is not None:
        ids = _above(ids)
    rows = [*_parties(ids), *_stakes(ids), *_ties(ids)]
    return writing.text(writing.package(rows, published=published or timezone.localdate()))


def _start(objects: Collection[str], parties: Collection[str]) -> set[int]:
    things = StrategicObject.objects.filter(code__in=objects).values_list("code", "stake_in_id", "holders")
    keys = dict(Party.objects.filter(key__in=parties).values_list("key", "pk"))
    known = {code for code, _stake, _owner in things}
    missing = ({*objects} - known) | ({*parties} - keys.keys())
    if missing:
        raise UnknownNames(missing)
    return {pk for _code, stake, owner in things for pk in ([stake] if stake else [owner]) if pk} | {
        *keys.values()
    }


def _above(start: set[int]) -> set[int]:
    """Everybody who on any day held, managed or was tied to somebody here; level by level, each party once."""
    found, level = set(start), set(start)
    while level:
        ends = _holders(level) | _tied(level)
        level = ends - found
        found |= level
    return found


def _holders(ids: set[int]) -> set[int]:
    rows = Holding.objects.filter(company_id__in=ids).values_list("owner_id", "on_behalf_of_id")
    return {pk for row in rows for pk in row if pk}


def _tied(ids: set[int]) -> set[int]:
    up = Link.objects.filter(b_id__in=ids).values_list("a_id", "owner_id")
    across = Link.objects.filter(a_id__in=ids, b_id__isnull=False, type__in=MUTUAL).values_list(
        "b_id", "a_id"
    )
    return {pk for row in (*up, *across) for pk in row if pk}


def _changed(model: Any) -> dict[int, date]:
    """The day of each row's newest version: what a statement's date is."""
    newest = model.history.values_list("id").annotate(at=Max("history_date"))
    return {pk: timezone.localdate(at) for pk, at in newest}


def _within(rows: "QuerySet[Any]", ids: set[int] | None, *fields: str) -> "QuerySet[Any]":
    """Rows all of whose ends are among the parties."""
    if ids is None:
        return rows
    for field in fields:
        rows = rows.filter(Q(**{f"{field}__in": ids}) | Q(**{f"{field}__isnull": True}))
    return rows


def _parties(ids: set[int] | None) -> Iterator[Dated]:
    changed = _changed(Party)
    today = timezone.localdate()
    rows = Party.objects.all() if ids is None else Party.objects.filter(pk__in=ids)
    for row in rows.order_by("key").prefetch_related("identifiers"):
        yield Dated(_fact(row), changed.get(row.pk, today))


def _fact(row: Party) -> PartyFact:
    return PartyFact(
        record=row.key, statement="", publisher="", kind=row.kind,
        names=(row.name_en, row.name_ru, row.name_kk), country=row.country,
        citizenships=tuple(row.citizenships or ()), number=row.identifier,
        identifiers=tuple(
            (each.scheme, each.value)
            for each in row.identifiers.all()
            if not each.scheme.startswith(_REMEMBERED)
        ),
        key=row.key, stateless=row.stateless, state_body=row.state_body, listed=row.listed,
        complete=row.register_complete, illustrative=row.illustrative, note=row.note,
    )  # fmt: skip


def _stakes(ids: set[int] | None) -> Iterator[Dated]:
    changed = _changed(Holding)
    today = timezone.localdate()
    rows = _within(Holding.objects.all(), ids, "owner_id", "company_id", "on_behalf_of_id")
    for row in rows.select_related("owner", "company", "on_behalf_of").order_by("company_id", "pk"):
        stake = Stake(
            owner=row.owner.key, company=row.company.key, votes=Range(*row.votes), capital=Range(*row.capital),
            start=row.valid_from, end=row.valid_to, statement="", nominee=row.nominee,
            principal=row.on_behalf_of.key if row.on_behalf_of else None, illustrative=row.illustrative,
            note=row.note,
        )  # fmt: skip
        yield Dated(stake, changed.get(row.pk, today), row.source)


def _ties(ids: set[int] | None) -> Iterator[Dated]:
    changed = _changed(Link)
    today = timezone.localdate()
    rows = _within(Link.objects.filter(b__isnull=False), ids, "a_id", "b_id", "owner_id")
    for row in rows.select_related("a", "b", "owner").order_by("pk"):
        assert row.b is not None
        tie = Tie(
            type=row.type, a=row.a.key, b=row.b.key, owner=row.owner.key if row.owner else None,
            start=row.valid_from, end=row.valid_to, statement="", illustrative=row.illustrative, note=row.note,
        )  # fmt: skip
        yield Dated(tie, changed.get(row.pk, today), row.source)
