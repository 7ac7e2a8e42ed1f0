"""From rows to a network: everybody above some parties, on one day, in four queries.

Shares are never multiplied in SQL: the database only finds who stands above whom (each party once, so that rings of
owners end), and `registry.ownership` computes.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections
from django.db.models import Q, QuerySet

from registry import models
from registry.models.objects import in_force
from registry.models.parties import PartyKind
from registry.ownership.network import Network
from registry.ownership.terms import HOME, Holding, Kind, Link, LinkType, Party, Range

MUTUAL = (LinkType.SPOUSE, LinkType.CLOSE_RELATIVE, LinkType.COMMON_BOARD_MAJORITY, LinkType.AGREEMENT)
"""Ties that make one group of their ends, so that they are followed both ways."""

_DAY = "(valid_from IS NULL OR valid_from <= %s) AND (valid_to IS NULL OR valid_to > %s)"
# One step up: table, the party below, the party above, and what else must hold.
_STEPS = (
    ("registry_holding", "company_id", "owner_id", ""),
    ("registry_holding", "company_id", "on_behalf_of_id", ""),
    ("registry_link", "b_id", "a_id", ""),
    ("registry_link", "b_id", "owner_id", ""),
    ("registry_link", "a_id", "b_id", f"AND type IN ({', '.join(repr(str(tie)) for tie in MUTUAL)})"),
)
# UNION, so that rings of owners end. PostgreSQL takes one recursive reference only and uses an index for each arm when
# the arms are lateral; SQLite knows no LATERAL but takes an arm for each step.
_LATERAL = """
WITH RECURSIVE found(id) AS (
    SELECT id FROM registry_party WHERE {start}
    UNION
    SELECT step.high FROM found, LATERAL ({arms}) AS step(high) WHERE step.high IS NOT NULL
)
SELECT id FROM found
"""
_ARMS = """
WITH RECURSIVE found(id) AS (
    SELECT id FROM registry_party WHERE {start}
    UNION
    {arms}
)
SELECT id FROM found
"""


@dataclass(frozen=True)
class Neighbourhood:
    """Parties with everybody above them, the objects they operate, and the rows as the engine's values."""

    rows: dict[str, models.Party]
    parties: tuple[Party, ...]
    holdings: tuple[Holding, ...]
    links: tuple[Link, ...]

    @property
    def network(self) -> Network:
        """RefusedData where the rows contradict each other."""
        return Network(self.parties, self.holdings, self.links)


def narrowed(whole: Neighbourhood, start: Collection[str], objects: Collection[str] = ()) -> Neighbourhood:
    """The part of a wider neighbourhood that `neighbourhood` would have found above fewer parties (by key)."""
    found = {*start} | {link.a for link in whole.links if link.b in objects}
    waiting = [*found]
    up: dict[str, set[str]] = {}
    for low, high in _steps_up(whole):
        up.setdefault(low, set()).add(high)
    while waiting:
        fresh = up.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += fresh
    links = tuple(link for link in whole.links if link.a in found and (link.b in found or link.b in objects))
    places = {link.b for link in links}
    return Neighbourhood(
        rows={key: row for key, row in whole.rows.items() if key in found},
        parties=tuple(
            party for party in whole.parties if party.id in (places if party.kind is Kind.OBJECT else found)
        ),
        holdings=tuple(row for row in whole.holdings if row.owner in found and row.company in found),
        links=links,
    )


def _steps_up(whole: Neighbourhood) -> Iterable[tuple[str, str]]:
    """(party below, party above), by the same ties that the database follows."""
    for row in whole.holdings:
        yield row.company, row.owner
        if row.on_behalf_of is not None:
            yield row.company, row.on_behalf_of
    for link in whole.links:
        yield link.b, link.a
        if link.owner is not None:
            yield link.b, link.owner
        if link.type in MUTUAL:
            yield link.a, link.b


def neighbourhood(
    start: Collection[int], *, as_of: date, objects: Collection[int] = (), using: str = "default"
) -> Neighbourhood:
    """Everybody who owns, manages or is tied to the parties with these ids, on the day [valid_from, valid_to).

    `objects` are ids of strategic objects whose operators and managers come with it, under the object's code.
    Four queries, whatever the size: ids, parties, holdings, links.
    """
    ids = _above({*start}, {*objects}, as_of, using)
    rows = {party.pk: party for party in models.Party.objects.using(using).filter(pk__in=ids)}
    holdings = (
        models.Holding.objects.using(using)
        .filter(in_force(as_of), company_id__in=ids, owner_id__in=ids)
        .order_by("pk")
    )
    links = (
        models.Link.objects.using(using)
        .filter(in_force(as_of), Q(b_id__in=ids) | Q(object_id__in=objects), a_id__in=ids)
        .select_related("object")
        .order_by("pk")
    )
    return _values(rows, holdings, links)


def above(start: Collection[int], *, as_of: date, most: int | None = None) -> set[int]:
    """Ids of these parties and of everybody who owns, manages or is tied to them on the day, however far up.

    `most`: where there are more, one more than so many, found without looking for all.
    """
    return set(_above({*start}, set(), as_of, "default", most))


def below(start: Collection[int], *, as_of: date) -> set[int]:
    """Ids of these parties and of everybody they own, command or are tied to on the day, however far down.

    Whatever the engine says of other parties, a change at these cannot move it.
    """
    down = [(table, high, low, also) for table, low, high, also in _STEPS if not also]
    return set(
        _found(f"id IN ({_places({*start})})", sorted({*start}), [*down, _STEPS[-1]], as_of, "default")
    )


def _above(start: set[int], objects: set[int], as_of: date, using: str, most: int | None = None) -> list[int]:
    """Ids of the start, of those who operate the objects, and of everybody above them."""
    chosen, parameters = f"id IN ({_places(start)})", list[Any](sorted(start))
    if objects:
        places = _places(objects)
        operating = f"SELECT a_id FROM registry_link WHERE object_id IN ({places}) AND {_DAY}"  # noqa: S608
        chosen, parameters = f"{chosen} OR id IN ({operating})", [*parameters, *sorted(objects), as_of, as_of]
    return _found(chosen, parameters, _STEPS, as_of, using, most)


def _found(
    start: str,
    parameters: Sequence[Any],
    steps: Sequence[tuple[str, str, str, str]],
    as_of: date,
    using: str,
    most: int | None = None,
) -> list[int]:
    connection = connections[using]
    sql = _recursion(start, steps, lateral=connection.vendor == "postgresql")
    # Unsorted and limited, both databases stop the recursion where there are enough.
    sql += "ORDER BY id" if most is None else f"LIMIT {int(most) + 1}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, *[as_of, as_of] * len(steps)])
        return [id for (id,) in cursor.fetchall()]


def _recursion(start: str, steps: Sequence[tuple[str, str, str, str]], *, lateral: bool) -> str:
    """The statement, put together from the constants above; every value is a parameter."""
    arms = [_lateral_arm(*step) if lateral else _arm(*step) for step in steps]
    if lateral:
        return _LATERAL.format(start=start, arms=" UNION ALL ".join(arms))
    return _ARMS.format(start=start, arms=" UNION ".join(arms))


def _lateral_arm(table: str, low: str, high: str, also: str) -> str:
    return f"SELECT {high} FROM {table} WHERE {low} = found.id {also} AND {_DAY}"  # noqa: S608


def _arm(table: str, low: str, high: str, also: str) -> str:
    return (
        f"SELECT {high} FROM found JOIN {table} ON {low} = found.id "  # noqa: S608
        f"WHERE {high} IS NOT NULL {also} AND {_DAY}"
    )


def _places(ids: set[int]) -> str:
    return ", ".join(["%s"] * len(ids)) or "NULL"


def _values(
    rows: dict[int, models.Party], holdings: Iterable[models.Holding], links: Iterable[models.Link]
) -> Neighbourhood:
    keys = {pk: row.key for pk, row in rows.items()}
    known = list(links)
    codes = dict.fromkeys(link.object.code for link in known if link.object is not None)
    return Neighbourhood(
        rows={row.key: row for row in rows.values()},
        parties=(*(party(row) for row in rows.values()), *(Party(code, Kind.OBJECT) for code in codes)),
        holdings=tuple(_holding(row, keys) for row in holdings),
        links=tuple(_link(row, keys) for row in known),
    )


def party(row: models.Party) -> Party:
    """The engine's value of a party. An entity without a country may be of any: never taken for a resident."""
    country = row.country or None
    return Party(
        id=row.key,
        kind=kind(row.kind, country, stateless=row.stateless),
        country=country,
        citizenships=tuple(row.citizenships or ()),
        complete=row.register_complete,
    )


def kind(name: str, country: str | None, *, stateless: bool = False) -> Kind:
    """The engine's kind: a foreign legal person is foreign whoever owns it, so it is told apart here."""
    match PartyKind(name):
        case PartyKind.STATE:
            return Kind.STATE
        case PartyKind.INDIVIDUAL:
            return Kind.STATELESS if stateless else Kind.NATURAL
        case PartyKind.ENTITY:
            return Kind.COMPANY if country in (HOME, None) else Kind.FOREIGN_COMPANY
        case PartyKind.TRUST:
            return Kind.TRUST
        case PartyKind.UNKNOWN:
            return Kind.UNKNOWN


def holding_values(rows: QuerySet[models.Holding]) -> tuple[Holding, ...]:
    """Holdings of any dates as the engine's values. One query."""
    found = list(rows.select_related("owner", "company", "on_behalf_of").order_by("pk"))
    parties = {
        each.pk: each.key for row in found for each in (row.owner, row.company, row.on_behalf_of) if each
    }
    return tuple(_holding(row, parties) for row in found)


def _holding(row: models.Holding, keys: dict[int, str]) -> Holding:
    return Holding(
        owner=keys[row.owner_id],
        company=keys[row.company_id],
        votes=Range(*row.votes),
        capital=Range(*row.capital),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        on_behalf_of=None if row.on_behalf_of_id is None else keys[row.on_behalf_of_id],
        nominee=row.nominee,
        source=row.source,
    )


def _link(row: models.Link, keys: dict[int, str]) -> Link:
    return Link(
        type=LinkType(row.type),
        a=keys[row.a_id],
        b=row.object.code if row.object is not None else keys[row.b_id or 0],
        owner=None if row.owner_id is None or row.b_id is None else keys[row.owner_id],
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )
