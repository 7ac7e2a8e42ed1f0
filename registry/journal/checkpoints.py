"""Signed checkpoints: what a chain alone cannot show - that its end was cut off, or that all of it was rewritten.

A checkpoint says "entry `seq` had hash `hash`", is numbered, names the hash of the checkpoint before it, and is signed.
The file of checkpoints is meant to leave the host; verifying a copy kept elsewhere finds truncation, rewrite, rollback.
"""

import fcntl
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from registry.journal import signing
from registry.journal.chain import Break
from registry.models import Checkpoint, JournalEntry, JournalHead

VERSION = 1


class RolledBack(Exception):
    """The file knows checkpoints that the database does not: signing on would hide what was lost."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One signed line: the exact text, and what it says."""

    text: str
    signature: str
    number: int
    seq: int
    hash: str
    previous: str
    key: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def line(self) -> str:
        return json.dumps({"statement": self.text, "signature": self.signature}, ensure_ascii=False)


def key_path() -> Path:
    """Where this instance keeps its private checkpoint key."""
    return Path(settings.VAR_DIR) / "checkpoint-key.pem"


def folder() -> Path:
    """Where checkpoints and public keys are laid out for whoever carries them away."""
    return Path(settings.VAR_DIR) / "checkpoints"


def file_path() -> Path:
    """The file of signed lines."""
    return folder() / "checkpoints.jsonl"


def make_checkpoint() -> Statement | None:
    """Sign the journal's head and append it to the file; the last one again where nothing was added since.

    None where the journal is empty. RolledBack where the file is ahead of the database.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    signing.publish(signing.private_key(key_path()).public_key(), folder())
    with file_path().open("a+", encoding="utf-8") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        stream.seek(0)
        written = len(stream.readlines())
        if written > Checkpoint.objects.count():
            raise RolledBack(f"{file_path()} holds {written} checkpoints, the database fewer")
        _sign_head()
        stored = list(statements())
        # The rows are the truth: a crash between commit and this line is made good by the next run.
        stream.writelines(statement.line + "\n" for statement in stored[written:])
    return stored[-1] if stored else None


def statements() -> Iterator[Statement]:
    """The database's checkpoints as signed lines, in order."""
    for row in Checkpoint.objects.order_by("number"):
        yield Statement(
            _text(row.number, row.seq, row.hash, row.at, row.previous_hash, row.key_id),
            row.signature, row.number, row.seq, row.hash, row.previous_hash, row.key_id,
        )  # fmt: skip


def read(path: Path) -> list[Statement]:
    """The signed lines of a file; ValueError naming the first line that is none."""
    return [
        _parsed(number, line) for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
    ]


def verify(lines: Sequence[Statement], keys: signing.Keys) -> list[Break]:
    """Every way in which the journal of this database disagrees with `lines`, or the lines with themselves."""
    wanted = [statement.seq for statement in lines]
    hashes = dict(JournalEntry.objects.filter(seq__in=wanted).values_list("seq", "hash"))
    found = [*forged(lines, keys), *disagreements(lines, hashes.get)]
    found += _behind(lines, Checkpoint.objects.count())
    return found


def forged(lines: Iterable[Statement], keys: signing.Keys) -> Iterator[Break]:
    """Lines that are not signed by a known key, or do not continue the line before them."""
    number, previous = 0, ""
    for statement in lines:
        if statement.number != number + 1 or statement.previous != previous:
            yield Break(statement.seq, f"checkpoint {statement.number} does not continue checkpoint {number}")
        key = keys.get(statement.key)
        if key is None or not signing.is_signed(key, statement.text, statement.signature):
            yield Break(statement.seq, f"checkpoint {statement.number} is not signed by a known key")
        number, previous = statement.number, statement.digest


def disagreements(lines: Iterable[Statement], hash_at: Callable[[int], str | None]) -> Iterator[Break]:
    """Checkpoints whose entry is gone (the journal was cut off or rolled back) or has another hash (rewritten)."""
    for statement in lines:
        stored = hash_at(statement.seq)
        if stored is None:
            yield Break(
                statement.seq, f"checkpoint {statement.number} signed this entry, and it is gone: truncated"
            )
        elif stored != statement.hash:
            yield Break(
                statement.seq, f"checkpoint {statement.number} signed another hash: the journal was rewritten"
            )


def _behind(lines: Sequence[Statement], stored: int) -> list[Break]:
    last = lines[-1].seq if lines else 0
    if stored > len(lines):
        return [
            Break(
                last, f"the database holds {stored} checkpoints, the file {len(lines)}: the file was cut off"
            )
        ]
    if stored < len(lines):
        return [
            Break(last, f"the file holds {len(lines)} checkpoints, the database {stored}: it was rolled back")
        ]
    return []


@transaction.atomic
def _sign_head() -> None:
    head = JournalHead.objects.select_for_update(no_key=True).get(pk=1)
    last = Checkpoint.objects.order_by("number").last()
    if head.seq == 0 or (last is not None and last.seq >= head.seq):
        return
    key = signing.private_key(key_path())
    before = list(statements())[-1:]
    number = before[0].number + 1 if before else 1
    previous = before[0].digest if before else ""
    now, name = timezone.now(), signing.key_id(key.public_key())
    text = _text(number, head.seq, head.hash, now, previous, name)
    Checkpoint.objects.create(
        number=number, seq=head.seq, hash=head.hash, at=now, previous_hash=previous, key_id=name,
        signature=key.sign(text.encode("utf-8")).hex(),
    )  # fmt: skip


def _text(number: int, seq: int, digest: str, at: datetime, previous: str, key: str) -> str:
    body = {
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "hash": digest,
        "key": key,
        "number": number,
        "previous": previous,
        "seq": seq,
        "v": VERSION,
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def _parsed(number: int, line: str) -> Statement:
    try:
        outer = json.loads(line)
        text, signature = str(outer["statement"]), str(outer["signature"])
        body = json.loads(text)
        return Statement(
            text, signature, int(body["number"]), int(body["seq"]), str(body["hash"]), str(body["previous"]),
            str(body["key"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"line {number} is no checkpoint") from error
