"""The child process that looks into one file: it reads it on standard input and writes one JSON line.

It runs without Django, settings or secrets. First it gives up what it does not need (time, memory, writing,
network, other programs), then it says it has started, and only then it touches the file: whatever happens
after that is the file's doing. Started by `inspection` as `child.py <cpu seconds> <memory bytes>`.
"""

import ctypes
import hashlib
import json
import resource
import sys
from typing import Any

from commission.documents import images, office, pdf
from commission.documents.kinds import JPEG_START, PDF_START, PNG_START, ZIP_START
from commission.documents.verdicts import Code, Rejected, Structure

STARTED = "started"
OPEN_FILES = 64
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_NO_NEW_PRIVILEGES = 38
_FORBIDDEN_EVENTS = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "ctypes.",
)
_READERS = (
    (PDF_START, pdf.inspect),
    (JPEG_START, images.inspect),
    (PNG_START, images.inspect),
    (ZIP_START, office.inspect),
)


def main() -> None:
    """Confine this process, inspect standard input, print the verdict."""
    confine(cpu_seconds=int(sys.argv[-2]), memory_bytes=int(sys.argv[-1]))
    _say(STARTED)
    _say(json.dumps(verdict_on(sys.stdin.buffer.read())))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def verdict_on(data: bytes) -> dict[str, Any]:
    """The verdict as JSON: accepted, code, pages, content_type, and the hash of what was really read."""
    answer: dict[str, Any] = {"accepted": False, "code": "", "pages": None, "content_type": ""}
    answer["sha256"] = hashlib.sha256(data).hexdigest()
    try:
        structure = _structure(data)
    except Rejected as rejected:
        return answer | {"code": str(rejected.code)}
    except (MemoryError, RecursionError):
        return answer | {"code": str(Code.TOO_COMPLEX)}
    except Exception:  # readers fail on damaged files in every way there is; each of them means the same
        return answer | {"code": str(Code.UNREADABLE)}
    return answer | {"accepted": True, "pages": structure.pages, "content_type": structure.content_type}


def _structure(data: bytes) -> Structure:
    if not data:
        raise Rejected(Code.EMPTY)
    for start, reader in _READERS:
        if data.startswith(start):
            return reader(data)
    raise Rejected(Code.CONTENT_MISMATCH)


def confine(*, cpu_seconds: int, memory_bytes: int) -> None:
    """Give up for good what inspecting a file does not need."""
    _leave_the_network()
    for limit, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),  # not one byte can be written to a file
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _lower(limit, most)
    sys.addaudithook(_refuse_forbidden)


def _lower(limit: int, most: int) -> None:
    hard = resource.getrlimit(limit)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (most, most))


def _leave_the_network() -> None:
    """Move to a network of our own without interfaces, where the system lets us; never gain rights again."""
    libc = ctypes.CDLL(None)
    if libc.unshare(_NEW_NETWORK) != 0:
        libc.unshare(_NEW_USER | _NEW_NETWORK)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def _refuse_forbidden(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop whatever a reader might try beyond reading, also where the system keeps us in its network."""
    writes = event == "open" and isinstance(arguments[1], str) and bool(set(arguments[1]) & set("wax+"))
    if writes or event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
