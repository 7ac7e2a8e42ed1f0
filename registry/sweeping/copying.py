"""PostgreSQL's binary COPY as numpy arrays: whole columns at once, never row by row in Python.

A row of the format is a count of fields and, for each field, its length and its bytes, all in network order. Where
every field has one length, so has every row, and the stream is an array of records.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

Column = NDArray[Any] | bytes | None
"""A column to write: an array, the same bytes in every row, or NULL in every row."""
Expression = tuple[str, str]
"""What to read: SQL, and numpy's name of its type (i8 for bigint, f8 for double precision)."""

_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
# PostgreSQL refuses a message above 1 GB; smaller ones also keep our own memory small.
_ROWS_A_MESSAGE = 1 << 16
_PAGES_A_MESSAGE = 128
_SENT = {"i8": "int8send", "f8": "float8send"}


def write_table(table: str, columns: dict[str, Column], rows: int) -> None:
    """COPY `rows` rows into `table`; arrays have that length, integers and floats of the column's own width."""
    names = ", ".join(columns)
    with _cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(_SIGNATURE)
        for first in range(0, rows, _ROWS_A_MESSAGE):
            last = min(rows, first + _ROWS_A_MESSAGE)
            copy.write(_packed([_part(column, first, last) for column in columns.values()], last - first))
        copy.write(_END)


@dataclass(frozen=True)
class Pages:
    """Some of a table's pages: from `first` up to, and without, `last`."""

    first: int
    last: int


def halves(table: str) -> list[Pages]:
    """A table's pages in two parts, for two connections to read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s) / current_setting('block_size')::int", [table])
        (last,) = cursor.fetchone()
    return [Pages(0, last // 2), Pages(last // 2, last)]


def read_table(
    table: str,
    columns: Sequence[Expression],
    where: str,
    parameters: Sequence[Any] = (),
    pages: Pages | None = None,
) -> list[NDArray[Any]]:
    """Expressions over the rows of a table, none of them null, as arrays. `pages`: only the rows that stand there.

    The server packs many rows into one message, because a message for each row costs more than its contents: on the
    server, on the way, and here. Pages are taken in their order, so that it sorts and groups nothing.
    """
    record = np.dtype([(f"c{number}", f">{type}") for number, (_, type) in enumerate(columns)])
    packed = " || ".join(f"{_SENT[type]}({sql})" for sql, type in columns)
    query = f"SELECT count(*), string_agg({packed}, '') FROM {table} WHERE {where}"  # noqa: S608
    with (
        _cursor() as cursor,
        cursor.copy(f"COPY ({_by_spans(query, pages)}) TO STDOUT (FORMAT BINARY)", parameters) as copy,
    ):
        copy.set_types(["int8", "bytea"])
        found = np.concatenate([np.empty(0, record), *(_span(record, *row) for row in copy.rows())])
    return [found[name].astype(type) for name, (_, type) in zip(record.names or (), columns, strict=True)]


def _by_spans(query: str, pages: Pages | None) -> str:
    """The query about some pages, a row for each span of them."""
    if pages is None:
        return query
    within = "ctid >= ('(' || first || ',0)')::tid AND ctid < ('(' || least(first + %d, %d) || ',0)')::tid"
    return (
        f"SELECT span.* FROM generate_series({pages.first}, {pages.last - 1}, {_PAGES_A_MESSAGE}) AS spans(first) "  # noqa: S608
        f"CROSS JOIN LATERAL ({query} AND {within % (_PAGES_A_MESSAGE, pages.last)}) AS span"
    )


def _span(record: "np.dtype[Any]", rows: int, packed: bytes | None) -> NDArray[Any]:
    found = np.frombuffer(packed or b"", record)
    if found.size != rows:
        raise ValueError("fewer rows came than were counted: an expression is null")
    return found


@contextmanager
def _cursor() -> Iterator[Any]:
    with connection.cursor() as cursor:
        yield cursor.cursor


def _record(types: Sequence["np.dtype[Any]"]) -> "np.dtype[Any]":
    fields: list[tuple[str, Any]] = [("count", ">i2")]
    for number, kind in enumerate(types):
        fields += [(f"l{number}", ">i4"), (f"v{number}", kind)]
    return np.dtype(fields)


def _part(column: Column, first: int, last: int) -> Column:
    return column[first:last] if isinstance(column, np.ndarray) else column


def _packed(columns: Sequence[Column], rows: int) -> bytes:
    types = [_stored_type(column) for column in columns]
    packed = np.zeros(rows, _record(types))
    packed["count"] = len(columns)
    for number, (column, kind) in enumerate(zip(columns, types, strict=True)):
        packed[f"l{number}"] = -1 if column is None else kind.itemsize
        if column is not None:
            packed[f"v{number}"] = (
                np.frombuffer(column, kind) if isinstance(column, bytes) and column else column
            )
    return packed.tobytes()


def _stored_type(column: Column) -> "np.dtype[Any]":
    if column is None:
        return np.dtype("V0")
    if isinstance(column, bytes):
        return np.dtype(f"V{len(column)}")
    return column.dtype.newbyteorder(">")
