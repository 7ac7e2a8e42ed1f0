"""The inspection of a received file: a child process looks into it, this one only reads the verdict."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from commission.documents import child, images, kinds, office, pdf, polyglots, storage, verdicts
from commission.documents.child import STARTED
from commission.documents.verdicts import Code, Verdict

_ROOT = Path(__file__).resolve().parents[2]
# -I: no environment, no user packages, no current folder; so the project's root is named, behind the standard
# library.
_COMMAND = "import sys; sys.path.append(sys.argv[1]); from commission.documents import child; child.main()"
_ANSWER_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use. The wall clock stays under the soft time limit of the worker's tasks (60 s)."""

    cpu_seconds: int = 30
    memory_bytes: int = 768 * 1024 * 1024
    wall_seconds: float = 50.0


class InspectionFailed(Exception):
    """The inspection itself could not run; nothing is known about the file. The job tries again."""


def inspect(sha256: str, *, content_type: str = "", limits: Limits = Limits()) -> Verdict:
    """The verdict on a received file: accepted, it is in the store afterwards; refused, gone from the disk.

    Repeating it is harmless: a refused file's verdict is remembered beside the quarantine, that on an
    accepted one beside the store, where the same bytes need no second look by the same inspectors. With
    `content_type` (the one `receive` gave) a workbook named .docx is refused.
    """
    path = _place(sha256)
    if path is None:
        return _remembered(sha256)
    with open(path, "rb") as file:
        known = _approved(sha256, file)
        answer = known or _ask_child(file, limits)
    verdict = _verdict(answer, sha256, content_type)
    if verdict.accepted:
        storage.accept(sha256)
        if not known:
            _approve(sha256, answer)
    else:
        _refuse(sha256, verdict)
    return verdict


def _place(sha256: str) -> Path | None:
    places = (storage.quarantine_path(sha256), storage.stored_path(sha256))
    return next((path for path in places if path.exists()), None)


@cache
def inspectors() -> str:
    """What the verdict depends on beside the bytes: our readers and the libraries they use."""
    running = hashlib.sha256()
    for module in (child, images, kinds, office, pdf, polyglots, verdicts):
        running.update(Path(str(module.__file__)).read_bytes())
    for library in ("pillow", "pypdf"):
        running.update(version(library).encode())
    return running.hexdigest()


def _approved(sha256: str, file: BinaryIO) -> dict[str, Any] | None:
    """The answer that the same inspectors gave on the same bytes, if they did."""
    try:
        record = json.loads(storage.approval_path(sha256).read_text())
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(record, dict) or record.get("inspectors") != inspectors():
        return None
    return record if storage.digest(file) == sha256 else None


def _approve(sha256: str, answer: dict[str, Any] | None) -> None:
    written = storage.new_incoming_path()
    written.write_text(json.dumps({**(answer or {}), "inspectors": inspectors()}))
    os.replace(written, storage.approval_path(sha256))


def _remembered(sha256: str) -> Verdict:
    """The verdict that an earlier inspection of the same bytes left."""
    try:
        return Verdict(accepted=False, code=storage.refusal_path(sha256).read_text())
    except FileNotFoundError:
        return Verdict(accepted=False, code=Code.MISSING)


def _refuse(sha256: str, verdict: Verdict) -> None:
    """Remember the verdict, then delete the file: whenever the power fails, one of them is there."""
    record = storage.refusal_path(sha256)
    written = storage.new_incoming_path()
    written.write_text(verdict.code)
    os.replace(written, record)
    storage.quarantine_path(sha256).unlink(missing_ok=True)


def _verdict(answer: dict[str, Any] | None, sha256: str, content_type: str) -> Verdict:
    """What the child's answer means; a child that died on the file, or was turned by it, has no good one."""
    if answer is None:
        return Verdict(accepted=False, code=Code.TOO_COMPLEX)
    if answer.get("sha256") != sha256:
        return Verdict(accepted=False, code=Code.ALTERED)
    if answer.get("accepted") is not True:
        return Verdict(accepted=False, code=_known(answer.get("code")))
    if answer.get("content_type") not in ({content_type} if content_type else kinds.ACCEPTED):
        return Verdict(accepted=False, code=Code.CONTENT_MISMATCH)
    pages = answer.get("pages")
    return Verdict(accepted=True, code="", pages=pages if isinstance(pages, int) else None)


def _known(code: object) -> str:
    return str(code) if code in set(Code) else Code.UNREADABLE


def _ask_child(file: BinaryIO, limits: Limits) -> dict[str, Any] | None:
    """The child's answer; None if it started and then died or ran out of time; else InspectionFailed."""
    with subprocess.Popen(
        [
            sys.executable,
            "-I",
            "-B",
            "-c",
            _COMMAND,
            str(_ROOT),
            str(limits.cpu_seconds),
            str(limits.memory_bytes),
        ],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    ) as child:
        alarm = threading.Timer(limits.wall_seconds, child.kill)
        alarm.start()
        try:
            assert child.stdout is not None
            said = child.stdout.read(_ANSWER_BYTES).decode(errors="replace").splitlines()
        finally:
            alarm.cancel()
            child.kill()
    if not said or said[0] != STARTED:
        raise InspectionFailed(f"the inspecting process did not start (exit status {child.returncode})")
    return _parsed(said[1]) if len(said) > 1 else None


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(line)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
