"""Files by their SHA-256: quarantine until the inspection accepts them, then the store; never a given name.

MEDIA_ROOT/quarantine/incoming/<random>   being received
MEDIA_ROOT/quarantine/<sha256>            whole, waiting for the inspection
MEDIA_ROOT/quarantine/<sha256>.refused    the verdict on a refused file; the file itself is gone
MEDIA_ROOT/store/<aa>/<sha256>            accepted, read-only
MEDIA_ROOT/store/<aa>/<sha256>.accepted   which inspectors accepted it, and what they found
"""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import uuid4

from django.conf import settings
from django.http import FileResponse

from commission.documents import kinds

_DIGEST = re.compile(r"[0-9a-f]{64}")
_READ_BYTES = 1024 * 1024
STORED_MODE = 0o440


class Unavailable(Exception):
    """The file of a document is not in the store, or is not what was stored: an operator must restore it."""


class Downloadable(Protocol):
    """What `download_response` needs of a document."""

    sha256: str
    file_name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Received:
    """A file we hold. `content_type` is ours, after name and first bytes; never the browser's."""

    sha256: str
    size: int
    content_type: str
    file_name: str


def quarantine_path(sha256: str) -> Path:
    """Where a received file waits."""
    return _folder("quarantine") / _checked(sha256)


def refusal_path(sha256: str) -> Path:
    """Where the verdict on a refused file is kept, so that a repeated job says the same."""
    return _folder("quarantine") / f"{_checked(sha256)}.refused"


def stored_path(sha256: str) -> Path:
    """Where an accepted file lies."""
    return _folder("store", _checked(sha256)[:2]) / sha256


def approval_path(sha256: str) -> Path:
    """Where the verdict on an accepted file is kept, so that the same bytes are not inspected twice."""
    return stored_path(sha256).with_suffix(".accepted")


def new_incoming_path() -> Path:
    """A name nobody can guess for a file that is being received."""
    return _folder("quarantine", "incoming") / uuid4().hex


def accept(sha256: str) -> None:
    """Move a file from the quarantine to the store; nothing happens if it is there already."""
    target = stored_path(sha256)
    with suppress(FileNotFoundError):
        os.chmod(quarantine_path(sha256), STORED_MODE)
        os.replace(quarantine_path(sha256), target)
        sync_folder(target.parent)
    if not target.exists():
        raise Unavailable(sha256)


def keep(data: bytes, *, file_name: str, content_type: str) -> Received:
    """Put bytes that this system made itself (a notice, minutes) straight into the store."""
    sha256 = hashlib.sha256(data).hexdigest()
    incoming = new_incoming_path()
    try:
        with open(incoming, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(incoming, STORED_MODE)
        os.replace(incoming, stored_path(sha256))
    finally:
        incoming.unlink(missing_ok=True)
    sync_folder(stored_path(sha256).parent)
    return Received(sha256=sha256, size=len(data), content_type=content_type, file_name=file_name)


def open_stored(sha256: str) -> BinaryIO:
    """An accepted file opened for reading, after comparing its bytes with its hash."""
    try:
        file = open(stored_path(sha256), "rb")  # noqa: SIM115 - the caller closes it
    except FileNotFoundError as error:
        raise Unavailable(sha256) from error
    if digest(file) != sha256:
        file.close()
        raise Unavailable(sha256)
    return file


def download_response(document: Downloadable) -> FileResponse:
    """The document as an attachment that no browser will run, show in our origin or cache.

    The type is one of ours, whatever the row says; the name travels encoded (RFC 6266).
    """
    content_type = (
        document.content_type if document.content_type in kinds.ACCEPTED else "application/octet-stream"
    )
    response = FileResponse(
        open_stored(document.sha256),
        as_attachment=True,
        filename=document.file_name,
        content_type=content_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def digest(file: BinaryIO) -> str:
    """SHA-256 of a whole open file, which is rewound before and after."""
    file.seek(0)
    running = hashlib.sha256()
    while block := file.read(_READ_BYTES):
        running.update(block)
    file.seek(0)
    return running.hexdigest()


def remove_orphans(
    referred: Callable[[list[str]], set[str]], *, older_than: timedelta = timedelta(days=30)
) -> int:
    """Delete files that no document refers to and that nobody touched for `older_than`; how many.

    `referred` gets a batch of hashes and answers with those that documents still name: the store knows no
    tables. The age protects a file whose document is being written at this moment.
    """
    before = time.time() - older_than.total_seconds()
    removed = 0
    for batch in _batches(path for path in _all_files() if _touched(path) < before):
        known = referred([path.stem for path in batch])
        for path in batch:
            if path.stem not in known and _touched(path) < before:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _all_files() -> Iterator[Path]:
    for top in ("quarantine", "store"):
        yield from (path for path in _folder(top).rglob("*") if path.is_file())


def _batches(paths: Iterable[Path], size: int = 500) -> Iterator[list[Path]]:
    batch: list[Path] = []
    for path in paths:
        batch.append(path)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _touched(path: Path) -> float:
    """When the file was last written or received again; never old once it is gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()


def _checked(sha256: str) -> str:
    if not _DIGEST.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return sha256


def _folder(*parts: str) -> Path:
    folder = Path(settings.MEDIA_ROOT, *parts)
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    return folder
