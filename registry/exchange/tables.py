"""Persons and holdings as CSV: reading with the number of every wrong row, writing without live formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.models import Holding, Party
from registry.shares import Bounds

PARTY_COLUMNS = (
    "key", "kind", "name_en", "name_ru", "name_kk", "country", "identifier", "state_body", "listed",
    "register_complete", "note",
)  # fmt: skip
PARTY_REQUIRED = ("key", "kind")
HOLDING_COLUMNS = ("owner_key", "owned_key", "votes", "capital", "valid_from", "valid_to", "nominee", "note")
HOLDING_REQUIRED = ("owner_key", "owned_key", "votes")
# The shipped illustrative files and the tables people already have use these names.
_SYNONYMS = {
    "name": "name_en",
    "votes_percent": "votes",
    "capital_percent": "capital",
    "company_key": "owned_key",
}

MAX_CHARACTERS = 20_000_000
# What a spreadsheet takes for a formula, also behind apostrophes of our own.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file is refused: which file, which line of it (1 is the header), and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file with the number of its line."""

    number: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


class Unreadable(Exception):
    """The file is no table at all; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_table(file: str, text: str, columns: Sequence[str], required: Sequence[str]) -> list[Line]:
    """Rows of a CSV text (comma or semicolon), by column name. Unreadable where the header or a row does not fit."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(Problem(file, 1, _("The file is too large: split it.")))
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise Unreadable(Problem(file, 1, _("This is not a text file: save it as CSV in UTF-8.")))
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = _header(file, next(reader, []), columns, required)
        return list(_lines(file, reader, header))
    except csv.Error as error:
        raise Unreadable(Problem(file, reader.line_num, _("A quotation mark is not closed."))) from error


def _header(file: str, cells: list[str], columns: Sequence[str], required: Sequence[str]) -> list[str]:
    names = [_SYNONYMS.get(cell.strip().lower(), cell.strip().lower()) for cell in cells]
    unknown = [name for name in names if name not in columns]
    missing = [name for name in required if name not in names]
    if unknown:
        message = _("Unknown column “%(name)s”. Known: %(known)s.") % {
            "name": unknown[0],
            "known": ", ".join(columns),
        }
        raise Unreadable(Problem(file, 1, message))
    if missing:
        raise Unreadable(Problem(file, 1, _("The column “%(name)s” is missing.") % {"name": missing[0]}))
    if len(set(names)) < len(names):
        raise Unreadable(Problem(file, 1, _("A column occurs twice.")))
    return names


def _lines(file: str, reader: "Iterator[list[str]]", header: list[str]) -> Iterator[Line]:
    number = 1
    for cells in reader:
        number += 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            message = _("The row has %(found)d cells, the header %(wanted)d.") % {
                "found": len(cells), "wanted": len(header)
            }  # fmt: skip
            raise Unreadable(Problem(file, number, message))
        yield Line(number, {name: _plain(cell.strip()) for name, cell in zip(header, cells, strict=True)})


def _plain(cell: str) -> str:
    """Undo `neutral`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def neutral(cell: str) -> str:
    """`cell` such that no spreadsheet takes it for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def write_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV text; `read_table` reads back exactly what was written."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([neutral(cell) for cell in row] for row in rows)
    return stream.getvalue()


def parties_table(parties: Iterable[Party]) -> Iterator[Sequence[str]]:
    """Header and rows of parties."""
    yield PARTY_COLUMNS
    for party in parties:
        yield (
            party.key, party.kind, party.name_en, party.name_ru, party.name_kk, party.country, party.identifier,
            _yes(party.state_body), _yes(party.listed), _yes(party.register_complete), party.note,
        )  # fmt: skip


def holdings_table(holdings: Iterable[Holding]) -> Iterator[Sequence[str]]:
    """Header and rows of holdings; shares as exact percentages or fractions, whatever the reader's language."""
    yield HOLDING_COLUMNS
    for holding in holdings:
        yield (
            holding.owner.key, holding.company.key, _shares(holding.votes), _shares(holding.capital),
            holding.valid_from.isoformat() if holding.valid_from else "",
            holding.valid_to.isoformat() if holding.valid_to else "",
            _yes(holding.nominee), holding.note,
        )  # fmt: skip


def _shares(bounds: Bounds) -> str:
    """Fractions of the whole are exact in every case and the same in every language."""
    low, high = (f"{bound.numerator}/{bound.denominator}" for bound in bounds)
    return low if low == high else f"{low} - {high}"


def _yes(value: bool) -> str:
    return "yes" if value else ""
