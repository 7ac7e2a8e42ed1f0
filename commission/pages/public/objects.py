"""The published side of the registry of strategic objects: searched and listed without ever naming a person."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from commission.pages.public.names import published_name
from commission.wording_acts import list_letter
from registry.models import ListEntry, StrategicObject, Title
from registry.models.objects import ListName, in_force
from registry.models.parties import PartyKind
from registry.names import folded
from registry.queries import editions_on, listed_on

PAGE = 20


def searchable(text: str) -> str:
    """`text` from a form without NUL, which PostgreSQL answers with an error (addresses are refused before)."""
    return text.replace("\x00", " ")


@dataclass(frozen=True, slots=True)
class ObjectFilter:
    """What the list of objects is narrowed to; empty means no narrowing."""

    q: str = ""
    list: str = ""
    category: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class ObjectsPage:
    """One page, in the order of codes, and the codes its neighbours start from."""

    rows: list[Any]
    before: str
    after: str


def search_published(words: str, *, also_unlisted: bool = False) -> QuerySet[StrategicObject]:
    """Objects found by every word of `words` in their own names, code and region, or in those of their owners.

    An owner who is a person is neither searched nor shown: a person's number must not tell what the person owns.
    """
    today = timezone.localdate()
    found = StrategicObject.objects.all() if also_unlisted else listed_on(today)
    for word in folded(searchable(words)).split():
        owned = Title.objects.filter(in_force(today), object=OuterRef("pk"), owner__search__contains=word)
        company = Q(stake_in__search__contains=word) & ~Q(stake_in__kind=PartyKind.INDIVIDUAL)
        owned = owned.exclude(owner__kind=PartyKind.INDIVIDUAL)
        found = found.filter(Q(search__contains=word) | company | Exists(owned))
    titles = Title.objects.filter(in_force(today)).select_related("owner").order_by("pk")
    entries = ListEntry.objects.filter(edition__in=editions_on(today)).select_related("edition")
    return (
        found.select_related("stake_in")
        .prefetch_related(
            Prefetch("titles", titles, to_attr="titles_now"),
            Prefetch("entries", entries, to_attr="entries_now"),
        )
        .order_by("code")
    )


def objects_page(narrowed: ObjectFilter, *, after: str = "", before: str = "") -> ObjectsPage:
    """A page of listed objects: those after the code `after`, or the last ones before `before`; keyset, no COUNT."""
    rows = _narrow(search_published(narrowed.q), narrowed)
    if before:
        found = list(rows.filter(code__lt=before).order_by("-code")[: PAGE + 1])[::-1]
        earlier, shown = len(found) > PAGE, found[-PAGE:]
        return ObjectsPage(shown, shown[0].code if earlier else "", shown[-1].code if shown else "")
    found = list((rows.filter(code__gt=after) if after else rows)[: PAGE + 1])
    shown = found[:PAGE]
    return ObjectsPage(
        shown, shown[0].code if after and shown else "", shown[-1].code if len(found) > PAGE else ""
    )


def _narrow(rows: QuerySet[StrategicObject], narrowed: ObjectFilter) -> QuerySet[StrategicObject]:
    if narrowed.category:
        rows = rows.filter(category=narrowed.category)
    if narrowed.region:
        rows = rows.filter(region=narrowed.region)
    if narrowed.list:
        editions = editions_on(timezone.localdate()).filter(list=narrowed.list)
        rows = rows.filter(Exists(ListEntry.objects.filter(object=OuterRef("pk"), edition__in=editions)))
    return rows


def regions() -> list[str]:
    """Regions that occur in the registry."""
    return list(
        StrategicObject.objects.exclude(region="")
        .order_by("region")
        .values_list("region", flat=True)
        .distinct()
    )


def owner_names(row: StrategicObject) -> str:
    """Who owns an object found by `search_published`, or the company that a stake is in."""
    names = [published_name(title.owner) for title in row.titles_now]  # type: ignore[attr-defined]
    return ", ".join(dict.fromkeys(names))


def list_names(row: StrategicObject) -> str:
    """The lists an object found by `search_published` stands on today, as letters."""
    return ", ".join(sorted({list_letter(entry.edition.list) for entry in row.entries_now}))  # type: ignore[attr-defined]


def list_sizes() -> dict[str, int]:
    """List name -> how many objects stand on it today."""
    entries = ListEntry.objects.filter(edition__in=editions_on(timezone.localdate()))
    counted = dict(entries.order_by().values_list("edition__list").annotate(Count("object", distinct=True)))
    return {name: counted.get(name, 0) for name in ListName.values}
