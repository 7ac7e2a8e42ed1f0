"""What an uploaded BODS file says, read in a child process: the web process parses nothing that a user made."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.exchange.bods.child import STARTED
from registry.exchange.bods.terms import Problem, Refused, Unreadable

_ROOT = Path(__file__).resolve().parents[2]
# -I: no environment, no user packages, no current folder; so the project's root is named.
_COMMAND = "import sys; sys.path.append(sys.argv[1]); from registry.exchange.bods import child; child.main()"
_ANSWER_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use; the wall clock stays well under the time a page may take."""

    cpu_seconds: int = 15
    memory_bytes: int = 768 * 1024 * 1024
    wall_seconds: float = 20.0


class ReaderFailed(Exception):
    """The child could not be started; nothing is known about the file."""


def read_apart(data: bytes, *, limits: Limits = Limits()) -> dict[str, Any]:
    """The file's parties and stakes as plain values; Unreadable or Refused as the reader itself would say."""
    said = _ask_child(data, limits)
    if not said or said[0] != STARTED:
        raise ReaderFailed("the reading process did not start")
    answer = _parsed(said[1]) if len(said) > 1 else None
    if answer is None:
        raise Unreadable("too_complex")
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"]["code"], **answer["unreadable"]["values"])
    if "problems" in answer:
        raise Refused(
            [Problem(each["statement"], each["code"], each["values"]) for each in answer["problems"]]
        )
    return answer


def _ask_child(data: bytes, limits: Limits) -> list[str]:
    with subprocess.Popen(
        [
            sys.executable, "-I", "-B", "-c", _COMMAND, str(_ROOT), str(limits.cpu_seconds),
            str(limits.memory_bytes),
        ],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"LANG": "C.UTF-8"},
        cwd="/", start_new_session=True,
    ) as child:  # fmt: skip
        alarm = threading.Timer(limits.wall_seconds, child.kill)
        alarm.start()
        try:
            said, _errors = child.communicate(data)
        finally:
            alarm.cancel()
            child.kill()
    return said[:_ANSWER_BYTES].decode(errors="replace").splitlines()


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(line)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
