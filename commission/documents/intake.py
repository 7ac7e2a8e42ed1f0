"""What the web process does with an upload: copy it into the quarantine under its hash. It parses nothing.

The name, the size and the first bytes are checked at once, so that a person hears of an obvious mistake
without waiting; everything else is for the inspection in a child process.
"""

import hashlib
import os
from pathlib import Path

import filetype  # type: ignore[import-untyped]
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise

from commission.documents import kinds, names, storage
from commission.documents.messages import verdict_text
from commission.documents.storage import Received as Received
from commission.documents.verdicts import Code

HEAD_BYTES = 8192


class Refused(Exception):
    """The file was not taken and nothing of it was kept. `message` says what to do next."""

    def __init__(self, code: Code) -> None:
        super().__init__(str(code))
        self.code = str(code)
        self.message: Promise | str = verdict_text(code)


def receive(uploaded_file: UploadedFile) -> Received:
    """Put an upload into the quarantine; `Refused` if it cannot be a document of ours."""
    name = names.normalised(uploaded_file.name or "")
    if code := names.defect(name):
        raise Refused(code)
    if uploaded_file.size is not None and uploaded_file.size > settings.MAX_DOCUMENT_BYTES:
        raise Refused(Code.TOO_LARGE)
    content_type = names.content_type(name)
    incoming = storage.new_incoming_path()
    try:
        sha256, size, head = _copy(uploaded_file, incoming)
        if code := _defect(head, content_type):
            raise Refused(code)
        _put(incoming, sha256)
    finally:
        incoming.unlink(missing_ok=True)
    return Received(sha256=sha256, size=size, content_type=content_type, file_name=name)


def _copy(uploaded_file: UploadedFile, target: Path) -> tuple[str, int, bytes]:
    """Stream the upload to `target` and on to the disk itself; its hash, size and first bytes."""
    running, size, head = hashlib.sha256(), 0, b""
    with open(target, "xb", opener=_private) as file:
        for chunk in uploaded_file.chunks():
            size += len(chunk)
            if size > settings.MAX_DOCUMENT_BYTES:
                raise Refused(Code.TOO_LARGE)
            running.update(chunk)
            head += chunk[: HEAD_BYTES - len(head)]
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return running.hexdigest(), size, head


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o640)


def _put(incoming: Path, sha256: str) -> None:
    """Give the file its name. One that is stored already counts as touched, so that no clean-up takes it."""
    stored = storage.stored_path(sha256)
    try:
        os.utime(stored)
    except FileNotFoundError:
        target = storage.quarantine_path(sha256)
        os.replace(incoming, target)
        storage.refusal_path(sha256).unlink(
            missing_ok=True
        )  # it is inspected afresh: our rules may have changed
        storage.sync_folder(target.parent)


def _defect(head: bytes, content_type: str) -> Code | None:
    """What the first bytes already tell."""
    if not head:
        return Code.EMPTY
    if content_type in kinds.OFFICE and head.startswith(kinds.COMPOUND_START):
        return Code.OLD_OFFICE
    guess = filetype.guess(head)
    found = guess.mime if guess else None
    # Many programs order a package's parts so that its kind is not in the first bytes: the inspection tells
    # then.
    if found == content_type or (content_type in kinds.OFFICE and found == "application/zip"):
        return None
    return Code.CONTENT_MISMATCH
