"""What the registry answers: searches in any letter case and language, an object's page, the lists on any day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from registry.models import Holding, Link, ListEdition, ListEntry, Party, StrategicObject, Title
from registry.models.objects import in_force
from registry.names import folded


def every_word(text: str, *columns: str) -> Q:
    """Every word of `text` occurs, in any letter case, in at least one of the casefolded `columns`."""
    wanted = Q()
    for word in folded(text).split():
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__contains": word})
        wanted &= anywhere
    return wanted


def search_parties(text: str) -> QuerySet[Party]:
    """Parties by name in any of three languages, key, BIN or IIN."""
    return Party.objects.filter(every_word(text, "search"))


def search_objects(
    text: str = "", *, category: str = "", list_name: str = "", on: date | None = None
) -> QuerySet[StrategicObject]:
    """Objects by name, code or region, or by the names, key or BIN of an owner or of the company a stake is in.

    Ordered by code. `list_name` keeps what stands on that list on the day `on` (default: today).
    """
    found = StrategicObject.objects.filter(_words(text)) if text.strip() else StrategicObject.objects.all()
    if category:
        found = found.filter(category=category)
    if list_name:
        found = found.filter(pk__in=_entries_on(on or timezone.localdate(), list_name).values("object"))
    return found.order_by("code")


def _words(text: str) -> Q:
    wanted = Q()
    for word in folded(text).split():
        owned = Title.objects.filter(object=OuterRef("pk"), owner__search__contains=word)
        wanted &= Q(search__contains=word) | Q(stake_in__search__contains=word) | Q(Exists(owned))
    return wanted


def editions_on(day: date) -> QuerySet[ListEdition]:
    """The edition of each list in force on `day`: the latest that took effect by then."""
    later = ListEdition.objects.filter(
        list=OuterRef("list"), effective_from__gt=OuterRef("effective_from"), effective_from__lte=day
    )
    return ListEdition.objects.filter(effective_from__lte=day).exclude(Exists(later))


def listed_on(day: date, list_name: str = "") -> QuerySet[StrategicObject]:
    """Objects on either list (or on the one named) on `day`, with `listed_as` naming the list."""
    mine = _entries_on(day, list_name).filter(object=OuterRef("pk")).order_by("edition__list")
    return (
        StrategicObject.objects.filter(pk__in=_entries_on(day, list_name).values("object"))
        .annotate(listed_as=Subquery(mine.values("edition__list")[:1]))
        .order_by("code")
    )


def list_of(object_id: int, day: date) -> str | None:
    """The list ('A' or 'B') the object stands on on `day`, or None where it stands on none."""
    entry = _entries_on(day).filter(object_id=object_id).order_by("edition__list").first()
    return entry.edition.list if entry else None


def _entries_on(day: date, list_name: str = "") -> QuerySet[ListEntry]:
    editions = editions_on(day)
    if list_name:
        editions = editions.filter(list=list_name)
    return ListEntry.objects.filter(edition__in=editions).select_related("edition")


@dataclass(frozen=True, slots=True)
class Listing:
    """A time the object stood on a list: [since, until), by which act, and the act that ended it."""

    list: str
    since: date
    act: str
    until: date | None = None
    ended_by: str = ""


def list_history(object_id: int) -> list[Listing]:
    """Every time the object stood on a list, oldest first; editions that kept it are one period."""
    with_it = set(ListEntry.objects.filter(object_id=object_id).values_list("edition_id", flat=True))
    editions = ListEdition.objects.order_by("list", "effective_from")
    periods = [
        period
        for _name, of_list in groupby(editions, key=lambda edition: edition.list)
        for period in _periods(of_list, with_it)
    ]
    return sorted(periods, key=lambda period: period.since)


def _periods(editions: Iterable[ListEdition], with_it: set[int]) -> Iterable[Listing]:
    began: ListEdition | None = None
    for edition in editions:
        if edition.pk in with_it:
            began = began or edition
        elif began is not None:
            yield Listing(began.list, began.effective_from, began.act, edition.effective_from, edition.act)
            began = None
    if began is not None:
        yield Listing(began.list, began.effective_from, began.act)


@dataclass(frozen=True, slots=True)
class ObjectPage:
    """Everything the registry knows of one object on the day `on`.

    `targets` are the companies whose holders decide the checks: the one a stake is in, else the owners.
    """

    object: StrategicObject
    on: date
    titles: Sequence[Title]
    past_titles: Sequence[Title]
    targets: Sequence[Party]
    holdings: Sequence[Holding]
    links: Sequence[Link]
    listings: Sequence[Listing]

    @property
    def owners(self) -> list[Party]:
        return [title.owner for title in self.titles]

    @property
    def listed_as(self) -> str | None:
        """The list it stands on on that day, or None."""
        for period in self.listings:
            if period.since <= self.on and (period.until is None or self.on < period.until):
                return period.list
        return None


def object_page(code: str, *, on: date | None = None) -> ObjectPage:
    """One object by its code, in six queries; StrategicObject.DoesNotExist where there is none."""
    day = on or timezone.localdate()
    thing = StrategicObject.objects.select_related("stake_in", "underlying").get(code=code)
    titles = list(thing.titles.select_related("owner").order_by("-valid_from", "pk"))
    current = [title for title in titles if _holds(title, day)]
    targets = [thing.stake_in] if thing.stake_in else [title.owner for title in current]
    return ObjectPage(
        object=thing,
        on=day,
        titles=current,
        past_titles=[title for title in titles if title not in current],
        targets=targets,
        holdings=list(_holdings(targets, day)),
        links=list(_links(thing, targets, day)),
        listings=list_history(thing.pk),
    )


def _holds(title: Title, day: date) -> bool:
    return (title.valid_from is None or title.valid_from <= day) and (
        title.valid_to is None or day < title.valid_to
    )


def _holdings(companies: Sequence[Party], day: date) -> QuerySet[Holding]:
    return (
        Holding.objects.filter(in_force(day), company__in=companies)
        .select_related("owner", "company", "on_behalf_of")
        .order_by("company__key", "pk")
    )


def _links(thing: StrategicObject, parties: Sequence[Party], day: date) -> QuerySet[Link]:
    about = Q(object=thing) | Q(b__in=parties) | Q(a__in=parties)
    return (
        Link.objects.filter(about & in_force(day)).select_related("a", "b", "object", "owner").order_by("pk")
    )
