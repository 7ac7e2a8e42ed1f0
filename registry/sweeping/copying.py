"""PostgreSQL's binary COPY as numpy arrays: whole columns at once, never row by row in Python.

A row of the format is a count of fields and, for each field, its length and its bytes, all in network order. Where
every field has one length, so has every row, and the stream is an array of records.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

Column = NDArray[Any] | bytes | None
"""A column to write: an array, the same bytes in every row, or NULL in every row."""

_SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
# PostgreSQL refuses a message above 1 GB; smaller ones also keep our own memory small.
_ROWS_A_MESSAGE = 1 << 16
_BLOCK_BITS = 14
# Of an array: dimensions, whether it has nulls, the elements' type, and the one dimension's size and first index.
_ARRAY_HEAD = 20


def write_table(table: str, columns: dict[str, Column], rows: int) -> None:
    """COPY `rows` rows into `table`; arrays have that length, integers and floats of the column's own width."""
    names = ", ".join(columns)
    with _cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(_SIGNATURE)
        for first in range(0, rows, _ROWS_A_MESSAGE):
            last = min(rows, first + _ROWS_A_MESSAGE)
            copy.write(_packed([_part(column, first, last) for column in columns.values()], last - first))
        copy.write(_END)


def read_query(sql: str, types: Sequence[str], parameters: Sequence[Any] = ()) -> list[NDArray[Any]]:
    """The columns of a query, `types` being numpy's names of them (i8, f8), none of them null.

    The query's first column is left out: it is the row's key. Rows come as arrays of some thousands, because a message
    for each row costs more than its contents: on the server, on the way, and here.
    """
    columns = [f"c{number}" for number in range(len(types))]
    arrays = ", ".join(f"array_agg({name})" for name in columns)
    grouped = f"SELECT {arrays} FROM ({sql}) AS rows(key, {', '.join(columns)}) GROUP BY key >> {_BLOCK_BITS}"  # noqa: S608
    blocks: list[list[NDArray[Any]]] = [[] for _ in types]
    with _cursor() as cursor, cursor.copy(f"COPY ({grouped}) TO STDOUT (FORMAT BINARY)", parameters) as copy:
        for number, message in enumerate(copy):
            data = bytes(message)
            start = 0 if number else len(_SIGNATURE)
            if len(data) - start > len(_END):
                for block, part in zip(blocks, _arrays(data, start + 2, types), strict=True):
                    block.append(part)
    return [np.concatenate([np.empty(0, type), *block]) for block, type in zip(blocks, types, strict=True)]


def _arrays(data: bytes, place: int, types: Sequence[str]) -> Iterator[NDArray[Any]]:
    """The one-dimensional arrays of a row, whose fields begin at `place`: dimensions, then length and value of each."""
    for name in types:
        length = int.from_bytes(data[place : place + 4], "big")
        element = np.dtype([("length", ">i4"), ("value", np.dtype(name).newbyteorder(">"))])
        count = int.from_bytes(data[place + 16 : place + 20], "big")
        if length != _ARRAY_HEAD + count * element.itemsize:
            raise ValueError("an array of the COPY stream has another length than expected: is a value null?")
        yield np.frombuffer(data, element, count, place + 4 + _ARRAY_HEAD)["value"].astype(name)
        place += 4 + length


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
