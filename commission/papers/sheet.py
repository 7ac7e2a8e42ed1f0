"""A paper as parts and blocks: plain values that one template shows, in a PDF and in a file for editing alike."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from commission.papers import words
from commission.papers.proof import Proof
from commission.papers.rendering import render

OFFICIAL = ("kk", "ru")
AUTHORS = {
    "kk": "Стратегиялық объектілер жөніндегі комиссия",
    "ru": "Комиссия по стратегическим объектам",
    "en": "Commission on Strategic Objects",
}


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of (label, value); those without a value are left out."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs; a line feed parts them. `field` names the text where an officer may edit it."""

    text: str
    field: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Small:
    text: str
    kind: str = "small"


@dataclass(frozen=True, slots=True)
class Caution:
    text: str
    kind: str = "caution"


@dataclass(frozen=True, slots=True)
class Numbered:
    """Items counted from one. `field` as in `Text`, one line an item."""

    items: tuple[str, ...]
    field: str = ""
    kind: str = "numbered"


@dataclass(frozen=True, slots=True)
class Table:
    """`widths`: 0 for a column as wide as what stands in it, else its part of the rest."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The one sentence that everybody looks for."""

    lead: str
    words: str
    after: str = ""
    refused: bool = False
    kind: str = "verdict"


@dataclass(frozen=True, slots=True)
class Signatures:
    """Rows of (office, name, note); the name of whoever has not signed is empty."""

    rows: tuple[tuple[str, str, str], ...]
    kind: str = "signatures"


Block = Heading | Facts | Text | Small | Caution | Numbered | Table | Verdict | Signatures


@dataclass(frozen=True, slots=True)
class Part:
    """One language of a paper; `foot` is the left line under each page."""

    language: str
    title: str
    foot: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole paper. `dated` is its own day, `reference` what stands beside it; `draft`: not issued, no proof.

    The journal's head and the proof are no content: the same content keeps its number (`content`).
    """

    reference: str
    dated: date
    parts: tuple[Part, ...]
    illustrative: bool = False
    under_2012_text: bool = False
    dense: bool = False
    draft: bool = False
    journal_seq: int = 0
    journal_hash: str = ""
    proof: Proof | None = None


NO_CONTENT = ("draft", "journal_seq", "journal_hash", "proof")


def build(sheet: Sheet) -> bytes:
    """The paper as PDF/A; the same data give the same bytes."""
    return render("sheet", shown(sheet), dated=sheet.dated)


def shown(sheet: Sheet) -> dict[str, Any]:
    """The paper as the template takes it."""
    first = sheet.parts[0]
    return {
        "title": " / ".join(dict.fromkeys(f"{part.title} {sheet.reference}" for part in sheet.parts)),
        "author": AUTHORS[first.language],
        "reference": sheet.reference,
        "illustrative": sheet.illustrative,
        "under_2012_text": sheet.under_2012_text,
        "dense": sheet.dense,
        "draft": sheet.draft,
        "journal_seq": str(sheet.journal_seq),
        "journal_hash": sheet.journal_hash,
        "proof": sheet.proof.shown() if sheet.proof else None,
        "parts": [
            {
                "lang": part.language,
                "title": part.title,
                "foot": part.foot,
                "dated": words.day(sheet.dated),
                "blocks": [_plain(block) for block in part.blocks if not is_empty(block)],
            }
            for part in sheet.parts
        ],
    }


def is_empty(block: Block) -> bool:
    """Whether a block would show nothing."""
    if isinstance(block, Facts):
        return not any(value for _label, value in block.rows)
    if isinstance(block, Numbered):
        return not block.items
    if isinstance(block, Table | Signatures):
        return not block.rows
    return isinstance(block, Text) and not block.text.strip()


def _plain(block: Block) -> dict[str, Any]:
    return {field.name: getattr(block, field.name) for field in fields(block)}
