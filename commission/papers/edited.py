"""What an officer wrote between the marks of an edited DOCX (`word.py`), or why it cannot be taken as it is."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

_MARK = re.compile(r"\s*\[\[(/?)([a-z]+)\]\]")
_TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
# What is not in the flow of paragraphs would be lost without a word.
_ELSEWHERE = ("w:footnoteReference", "w:endnoteReference", "w:txbxContent", "w:drawing", "w:pict", "w:object")

# What hides the words that it wraps from whoever reads paragraph by paragraph.
_WRAPPED = ("w:sdt", "w:smartTag", "w:fldSimple", "w:customXml")


class Trouble(StrEnum):
    """Why an edited file cannot be read."""

    MARKS = "marks"
    TRACKED = "tracked"
    ELSEWHERE = "elsewhere"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


class Unreadable(Exception):
    """The file holds no text that could be taken; `trouble` says why, `field` where."""

    def __init__(self, trouble: Trouble, field: str = "") -> None:
        super().__init__(str(trouble))
        self.trouble, self.field = trouble, field


def texts_of(data: bytes, fields: tuple[str, ...]) -> dict[str, str]:
    """The text of each of `fields`, a line for each paragraph and row of a table; Unreadable where it is not clear.

    The file has been inspected before. Numbers that a text program counts by itself are written out.
    """
    try:
        made = docx.Document(io.BytesIO(data))
    except Exception as error:  # a package that is whole but no document of ours
        raise Unreadable(Trouble.UNREADABLE) from error
    body = made.element.body
    if any(True for name in _TRACKED for _found in body.iter(qn(name))):
        raise Unreadable(Trouble.TRACKED)
    if any(True for name in _WRAPPED for _found in body.iter(qn(name))):
        raise Unreadable(Trouble.ELSEWHERE)
    found = _between_marks(made)
    for field in fields:
        if field not in found:
            raise Unreadable(Trouble.MARKS, field)
        if not found[field]:
            raise Unreadable(Trouble.EMPTY, field)
    return {field: "\n".join(found[field]) for field in fields}


def _between_marks(made: Any) -> dict[str, list[str]]:
    """Lines by field; only what is closed counts."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    inside = ""
    numbers = _Numbers(made)
    for block in made.iter_inner_content():
        mark = _MARK.match(block.text) if isinstance(block, Paragraph) else None
        if mark is not None:
            closing, field = bool(mark[1]), mark[2]
            if closing != bool(inside) or (closing and field != inside) or (not closing and field in found):
                raise Unreadable(Trouble.MARKS, field)
            if closing:
                found[field], inside = lines, ""
            else:
                inside, lines = field, []
        elif inside:
            _refuse_elsewhere(block, inside)
            lines += [line for line in _lines(block, numbers) if line]
    if inside:
        raise Unreadable(Trouble.MARKS, inside)
    return found


def _refuse_elsewhere(block: Any, field: str) -> None:
    element = block._element
    if any(True for name in _ELSEWHERE for _found in element.iter(qn(name))):
        raise Unreadable(Trouble.ELSEWHERE, field)


def _lines(block: Paragraph | Table, numbers: "_Numbers") -> Iterator[str]:
    if isinstance(block, Table):
        for row in block.rows:
            yield "; ".join(" ".join(cell.text.split()) for cell in row.cells if cell.text.strip())
        return
    counted = numbers.before(block)
    for line in block.text.split("\n"):
        if line.strip():
            yield f"{counted}{' '.join(line.split())}"
            counted = ""


class _Numbers:
    """Numbers of lists that the text program counts: they are no part of a paragraph's text."""

    def __init__(self, made: Any) -> None:
        self.counts: Counter[tuple[str, int]] = Counter()
        self.formats = self._formats(made)

    def before(self, paragraph: Paragraph) -> str:
        """'3. ' or '– ' for an item of a list, else nothing."""
        properties = paragraph._p.pPr
        listed: Any = properties.numPr if properties is not None else None
        if listed is None and paragraph.style is not None:
            styled = paragraph.style.element.pPr
            listed = styled.numPr if styled is not None else None
        if listed is None or listed.numId is None or listed.numId.val == 0:
            return ""
        number, level = str(listed.numId.val), listed.ilvl.val if listed.ilvl is not None else 0
        for deeper in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[deeper]
        self.counts[number, level] += 1
        if self.formats.get((number, level)) == "bullet":
            return "– "
        return ".".join(str(self.counts[number, above] or 1) for above in range(level + 1)) + ". "

    @staticmethod
    def _formats(made: Any) -> dict[tuple[str, int], str]:
        try:
            numbering = made.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return {}
        kinds = {
            (abstract.get(qn("w:abstractNumId")), int(level.get(qn("w:ilvl")))): format_.get(qn("w:val"))
            for abstract in numbering.iter(qn("w:abstractNum"))
            for level in abstract.iter(qn("w:lvl"))
            for format_ in level.iter(qn("w:numFmt"))
        }
        return {
            (number.get(qn("w:numId")), level): kind
            for number in numbering.iter(qn("w:num"))
            for link in number.iter(qn("w:abstractNumId"))
            for (abstract, level), kind in kinds.items()
            if abstract == link.get(qn("w:val"))
        }
