"""The journal's arithmetic, free of Django: canonical bytes, hashes, and how a chain is verified.

An outsider needs nothing but an export (one canonical text and hash a line) and this page.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

VERSION = 1
GENESIS = hashlib.sha256(b"strategic-objects-commission journal, version 1").hexdigest()


def canonical(
    *,
    seq: int,
    at: datetime,
    act: str,
    actor: int | None,
    subject: str,
    payload: dict[str, Any],
    previous: str,
) -> str:
    """The one text of an entry: JSON, keys sorted, no spaces, UTC; `previous` binds it to its place."""
    body = {
        "act": act,
        "actor": actor,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "payload": payload,
        "previous": previous,
        "seq": seq,
        "subject": subject,
        "v": VERSION,
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """SHA-256 of the canonical text's UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as stored: the columns people search by must agree with the text that was hashed."""

    seq: int
    act: str
    actor: int | None
    subject: str
    at: datetime
    canonical: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold, and why."""

    seq: int
    reason: str


def _disagreements(row: Row) -> Iterator[str]:
    body = json.loads(row.canonical)
    stored = {
        "seq": row.seq,
        "act": row.act,
        "actor": row.actor,
        "subject": row.subject,
        "previous": row.previous,
    }
    yield from (
        f"column {name} differs from the hashed text"
        for name, value in stored.items()
        if body.get(name) != value
    )
    if body.get("at") != row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"):
        yield "column at differs from the hashed text"


def breaks(rows: Iterable[Row], *, head: tuple[int, str] | None = None) -> Iterator[Break]:
    """Every place where `rows` (in order of seq, from 1) or their agreement with `head` (seq, hash) fails."""
    seq, previous = 0, GENESIS
    for row in rows:
        if row.seq != seq + 1:
            yield Break(seq + 1, f"entry missing: next is {row.seq}")
        if row.previous != previous:
            yield Break(row.seq, "does not continue the entry before it")
        if digest(row.canonical) != row.hash:
            yield Break(row.seq, "text was changed: its hash differs")
        else:
            yield from (Break(row.seq, reason) for reason in _disagreements(row))
        seq, previous = row.seq, row.hash
    if head is not None and head != (seq, previous):
        yield Break(seq, f"the head says entry {head[0]} ends the chain")
