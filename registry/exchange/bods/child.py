"""The process that reads one uploaded BODS file apart from everything else: standard input in, one JSON line out.

It runs without Django, settings or secrets, within limits it sets for itself before it looks at the file. Started by
`registry.exchange.apart` as `child.py <cpu seconds> <memory bytes>`.
"""

import json
import resource
import sys
from typing import Any

from registry.exchange.bods import mapping, reading
from registry.exchange.bods.terms import Package, Refused, Unreadable
from registry.ownership.terms import ANYTHING

STARTED = "started"
MOST_NAMED = 200


def main() -> None:
    """Confine this process, read standard input, print what the file says."""
    confine(cpu_seconds=int(sys.argv[-2]), memory_bytes=int(sys.argv[-1]))
    sys.stdout.write(STARTED + "\n")
    sys.stdout.flush()
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())) + "\n")


def confine(*, cpu_seconds: int, memory_bytes: int) -> None:
    """Give up for good what reading a file does not need."""
    for limit, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),  # not one byte can be written to a file
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(limit)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))


def answer(data: bytes) -> dict[str, Any]:
    """What the file says as plain values, or why it is refused."""
    try:
        return _contents(mapping.read(reading.decoded(data)))
    except Unreadable as error:
        return {"unreadable": {"code": error.code, "values": error.values}}
    except (MemoryError, RecursionError):
        return {"unreadable": {"code": "too_complex", "values": {}}}
    except Refused as refused:
        listed = [
            {"statement": each.statement, "code": each.code, "values": dict(each.values)}
            for each in refused.problems[:MOST_NAMED]
        ]
        return {"problems": listed, "count": len(refused.problems)}


def _contents(package: Package) -> dict[str, Any]:
    return {
        "statements": package.statements,
        "parties": [
            {"record": each.record, "kind": each.kind, "name": each.name, "country": each.country,
             "citizenships": list(each.citizenships), "number": each.number}
            for each in package.parties.values()
        ],
        "stakes": [
            {"owner": each.principal or each.owner, "company": each.company, "undisclosed": each.nominee,
             "votes": None if each.votes == ANYTHING else [str(bound) for bound in each.votes],
             "capital": None if each.capital == ANYTHING else [str(bound) for bound in each.capital],
             "start": each.start.isoformat() if each.start else "",
             "end": each.end.isoformat() if each.end else ""}
            for each in package.stakes
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main()
