"""The illustrative CSV files as plain rows, with the names the project added in Russian and Kazakh."""

import csv
import hashlib
from pathlib import Path

_HERE = Path(__file__).parent
FILES = (
    "bodies", "persons", "party_names", "objects", "object_names", "holdings", "links", "object_facts", "contracts",
    "dated_rows", "confirmations",
)  # fmt: skip

Rows = list[dict[str, str]]


def rows(name: str) -> Rows:
    """Rows of one shipped file, every value a stripped text."""
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(stream)]


def names(name: str, key: str) -> dict[str, dict[str, str]]:
    """Rows of a names file by their key column."""
    return {row[key]: row for row in rows(name)}


def fingerprint() -> str:
    """SHA-256 over all shipped files, cited in the journal instead of their contents."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((_HERE / f"{name}.csv").read_bytes())
    return digest.hexdigest()
