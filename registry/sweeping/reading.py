"""The registry's rows as arrays, on one day: by binary COPY from PostgreSQL, by plain queries elsewhere.

Persons who are surely domestic are not read: they are what a holder is when nothing else is said of it.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray
from psycopg import sql

from registry.models import Party
from registry.networks import party
from registry.ownership.nationality import foreign
from registry.ownership.terms import ENTITIES, Kind, LinkType
from registry.sweeping.copying import Expression, Pages, halves, read_table

_DAY = "(valid_from IS NULL OR valid_from <= %s) AND (valid_to IS NULL OR valid_to > %s)"
# Everything the engine asks of a party, as one number; which parties share it is all that is needed here.
_SORT = {
    "postgresql": (
        "hashtextextended(kind, hashtextextended(country, "
        "jsonb_hash_extended(citizenships, stateless::int * 2 + register_complete::int)))",
        "i8",
    ),
    "sqlite": (
        "kind || '|' || country || '|' || stateless || '|' || register_complete || '|' || citizenships",
        "U",
    ),
}
_HOME_PERSON = "kind = 'individual' AND country = 'KZ' AND NOT stateless AND citizenships = '[]'"
# Whose stake it is: a disclosed principal carries it; below zero: nobody knows whose, this is the nominee.
_HOLDER = "COALESCE(on_behalf_of_id, CASE WHEN nominee THEN -owner_id ELSE owner_id END)"


@dataclass(frozen=True)
class Parties:
    """Columns over the parties read: what each is to the question "how much do foreigners hold?"."""

    id: NDArray[np.int64]
    entity: NDArray[np.bool_]
    complete: NDArray[np.bool_]
    foreign: NDArray[np.bool_]
    maybe: NDArray[np.bool_]
    anonymous: NDArray[np.bool_]


@dataclass(frozen=True)
class Holdings:
    """Columns over the holdings in force: right holder (below zero: nominee of somebody undisclosed), least votes.

    An open register's greatest votes never matter, since its rest may be anybody's: only for companies with a complete
    list of holders `most` has the sum of greatest votes.
    """

    holder: NDArray[np.int64]
    company: NDArray[np.int64]
    low: NDArray[np.float64]
    most: dict[int, float]


@dataclass(frozen=True)
class Tie:
    """A link that decides shares or control: who acts, upon which company, whose stake it manages."""

    type: LinkType
    a: int
    b: int
    owner: int | None


@dataclass(frozen=True)
class Rows:
    """The registry on the view date, or the part of it around some parties."""

    parties: Parties
    holdings: Holdings
    ties: tuple[Tie, ...]


def read(as_of: date, only: Collection[int] | None = None) -> Rows:
    """All rows in force on the day; `only`: those of these parties, which must hold everybody above them."""
    parties = _parties([_parties_columns(only)])
    return Rows(parties, _joined([_holdings(as_of, only)], _most(as_of, only)), _ties(as_of, only))


def read_at_once(as_of: date) -> Rows:
    """The same rows of a whole registry, over several connections of one snapshot.

    For PostgreSQL, where making up the stream is most of the work and one connection keeps one processor busy. The
    caller is in a transaction, which holds the snapshot, and in no savepoint; what it has written itself is not seen.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    with ThreadPoolExecutor(2) as threads:

        def both(read_half: Callable[..., Any], table: str, *arguments: Any) -> list[Future[Any]]:
            return [threads.submit(_apart, snapshot, read_half, *arguments, half) for half in halves(table)]

        parties = both(_parties_columns, "registry_party", None)
        holdings = both(_holdings, "registry_holding", as_of, None)
        most, ties = _most(as_of, None), _ties(as_of, None)
        return Rows(
            _parties([half.result() for half in parties]),
            _joined([half.result() for half in holdings], most),
            ties,
        )


def _apart(snapshot: str, read_part: Callable[..., Any], *arguments: Any) -> Any:
    """Do it in this thread's own connection, which sees what the snapshot saw."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
            return read_part(*arguments)
    finally:
        connection.close()


def _parties_columns(only: Collection[int] | None, pages: Pages | None = None) -> list[NDArray[Any]]:
    """Ids and sorts of the parties, without domestic persons."""
    among, parameters = _among("id", only)
    columns = [("id", "i8"), _SORT[connection.vendor]]
    return _columns("registry_party", columns, f"NOT ({_HOME_PERSON}){among}", parameters, pages)


def _parties(parts: Sequence[Sequence[NDArray[Any]]]) -> Parties:
    ids, sorts = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    _, first, which = np.unique(sorts, return_index=True, return_inverse=True)
    rows = Party.objects.in_bulk(ids[first].tolist())
    samples = [party(rows[id]) for id in ids[first].tolist()]
    truth = np.array([foreign(each) for each in samples], np.int8)[which] if samples else np.empty(0, np.int8)

    def are(test: Sequence[bool]) -> NDArray[np.bool_]:
        return np.array(test, bool)[which] if samples else np.empty(0, bool)

    anonymous = are([each.kind is Kind.UNKNOWN for each in samples])
    return Parties(
        id=ids,
        entity=are([each.kind in ENTITIES for each in samples]),
        complete=are([each.complete for each in samples]),
        foreign=(truth == 2) & ~anonymous,
        maybe=(truth == 1) | anonymous,
        anonymous=anonymous,
    )


def _holdings(as_of: date, only: Collection[int] | None, pages: Pages | None = None) -> list[NDArray[Any]]:
    """Right holders, companies and least votes of the holdings in force."""
    among, parameters = _among("company_id", only)
    columns = [(_HOLDER, "i8"), ("company_id", "i8"), (_votes("min"), "f8")]
    return _columns("registry_holding", columns, f"{_DAY}{among}", [as_of, as_of, *parameters], pages)


def _most(as_of: date, only: Collection[int] | None) -> dict[int, float]:
    """The sum of greatest votes in each company with a complete list of holders."""
    where, parameters = _among("company_id", only)
    complete = "company_id IN (SELECT id FROM registry_party WHERE register_complete) GROUP BY company_id"
    query = (
        f"SELECT company_id, SUM({_votes('max')}) FROM registry_holding WHERE {_DAY}{where} AND {complete}"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [as_of, as_of, *parameters])
        return dict(cursor.fetchall())


def _joined(parts: Sequence[Sequence[NDArray[Any]]], most: dict[int, float]) -> Holdings:
    holder, company, low = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Holdings(holder, company, low, most)


def _votes(end: str) -> str:
    real = "float8" if connection.vendor == "postgresql" else "real"
    return f"CAST(votes_{end}_num AS {real}) / votes_{end}_den"


def _ties(as_of: date, only: Collection[int] | None) -> tuple[Tie, ...]:
    """Ties between parties that give control, and trust management; the others make groups only."""
    wanted = (LinkType.BINDING_INSTRUCTIONS, LinkType.SOLE_EXECUTIVE, LinkType.TRUST_MANAGER)
    where, parameters = _among("b_id", only)
    query = (
        f"SELECT type, a_id, b_id, owner_id FROM registry_link WHERE b_id IS NOT NULL "  # noqa: S608
        f"AND type IN (%s, %s, %s) AND {_DAY}{where} ORDER BY id"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*map(str, wanted), as_of, as_of, *parameters])
        return tuple(Tie(LinkType(type), a, b, owner) for type, a, b, owner in cursor.fetchall())


def _among(column: str, only: Collection[int] | None) -> tuple[str, list[Any]]:
    if only is None:
        return "", []
    if connection.vendor == "postgresql":
        return f" AND {column} = ANY(%s)", [sorted(only)]
    # A literal list: SQLite takes 250,000 parameters at most, and these are integers of our own.
    return f" AND {column} IN ({', '.join(str(int(id)) for id in sorted(only))})", []


def _columns(
    table: str, columns: Sequence[Expression], where: str, parameters: Sequence[Any], pages: Pages | None
) -> list[NDArray[Any]]:
    if connection.vendor == "postgresql":
        return read_table(table, columns, where, parameters, pages)
    names = ", ".join(sql for sql, _ in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {table} WHERE {where}", parameters)  # noqa: S608
        rows = cursor.fetchall()
    found = zip(*rows, strict=True) if rows else [()] * len(columns)
    return [np.array(column, type) for column, (_, type) in zip(found, columns, strict=True)]
