"""Verify an exported journal with nothing but Python: python3 verify_export.py FILE [ENTRY HASH]

FILE is what `manage.py verify_journal --export FILE` wrote: a hash and a canonical text a line. With ENTRY and HASH
(from a notice or a checkpoint kept elsewhere) that entry must exist and have that hash. Exit 0: it holds; 1: not.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

GENESIS = hashlib.sha256(b"strategic-objects-commission journal, version 1").hexdigest()


def problems(lines: list[str], pinned: tuple[int, str] | None) -> list[str]:
    """One sentence for each thing that does not hold."""
    found: list[str] = []
    hashes: dict[int, str] = {}
    previous = GENESIS
    for number, line in enumerate(lines, start=1):
        stored, _, text = line.partition(" ")
        try:
            body = json.loads(text)
        except ValueError:
            return [*found, f"line {number} is no entry"]
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != stored:
            found.append(f"entry {number}: its text was changed")
        if body["seq"] != number:
            found.append(f"entry {number}: it says that it is entry {body['seq']}")
        if body["previous"] != previous:
            found.append(f"entry {number}: it does not continue the entry before it")
        previous = hashes[number] = stored
    if pinned is not None and hashes.get(pinned[0]) != pinned[1]:
        found.append(f"entry {pinned[0]}: not there, or not with the hash that was kept")
    return found


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    # A hash copied from a printed page may bring spaces along.
    pinned = (int(sys.argv[2]), re.sub("[^0-9a-f]", "", sys.argv[3])) if len(sys.argv) == 4 else None
    broken = problems(lines, pinned)
    for sentence in broken:
        sys.stdout.write(sentence + "\n")
    head = lines[-1].partition(" ")[0] if lines else GENESIS
    sys.stdout.write(f"{len(lines)} entries, head {head}\n")
    raise SystemExit(1 if broken else 0)
