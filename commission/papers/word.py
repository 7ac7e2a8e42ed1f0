"""A paper as a DOCX for editing: the same blocks, with marked places whose text comes back.

The template is built here and filled by docxtpl; what stands in it besides the marked places is for reading only.
"""

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docxtpl import DocxTemplate  # type: ignore[import-untyped]

from commission.papers import words
from commission.papers.coverage import printable
from commission.papers.sheet import (
    AUTHORS,
    Block,
    Facts,
    Numbered,
    Part,
    Sheet,
    Signatures,
    Table,
    Text,
    Verdict,
    is_empty,
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_GOVERNMENTS = {
    "kk": "ҚАЗАҚСТАН РЕСПУБЛИКАСЫНЫҢ ҮКІМЕТІ",
    "ru": "ПРАВИТЕЛЬСТВО РЕСПУБЛИКИ КАЗАХСТАН",
    "en": "GOVERNMENT OF THE REPUBLIC OF KAZAKHSTAN",
}
# The marks: a word in double brackets, then what the officer is told about it.
_BEGIN = {
    "kk": "[[{field}]] Мәтін осы жолдан төмен жазылады. Бұл жолды өшірмеңіз.",
    "ru": "[[{field}]] Текст пишется ниже этой строки. Не удаляйте эту строку.",
    "en": "[[{field}]] The text is written below this line. Do not delete this line.",
}
_END = {
    "kk": "[[/{field}]] Мәтін осы жолдан жоғары аяқталады. Бұл жолды өшірмеңіз.",
    "ru": "[[/{field}]] Текст заканчивается выше этой строки. Не удаляйте эту строку.",
    "en": "[[/{field}]] The text ends above this line. Do not delete this line.",
}
_DRAFTS = {
    "kk": "Түзетуге арналған нұсқа: шығарылмаған, нөмірі жоқ.",
    "ru": "Версия для правки: не выпущена, без номера.",
    "en": "A version for editing: not issued, without a number.",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One paragraph or table of the file, as the template takes it."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def editable(sheet: Sheet) -> bytes:
    """The paper as a DOCX with its editable texts between marks."""
    filled = DocxTemplate(io.BytesIO(_template()))
    parts = [_part(part, sheet) for part in sheet.parts]
    filled.render(
        printable({"parts": parts, "foot": sheet.parts[0].foot}),
        autoescape=True,
    )
    written = io.BytesIO()
    filled.save(written)
    return written.getvalue()


def _part(part: Part, sheet: Sheet) -> dict[str, Any]:
    lines = [line for block in part.blocks if not is_empty(block) for line in _lines(block, part.language)]
    return {
        "government": _GOVERNMENTS[part.language],
        "commission": AUTHORS[part.language],
        "title": part.title,
        "dated": f"{words.day(sheet.dated)}    {sheet.reference}",
        "draft": _DRAFTS[part.language],
        "lines": [
            {"kind": line.kind, "text": line.text, "rows": [list(row) for row in line.rows]} for line in lines
        ],
    }


def _lines(block: Block, language: str) -> list[_Line]:
    if isinstance(block, Facts):
        return [_Line("table", rows=tuple(row for row in block.rows if row[1]))]
    if isinstance(block, Signatures):
        return [
            _Line(
                "table", rows=tuple((office, f"{name}  {note}".strip()) for office, name, note in block.rows)
            )
        ]
    if isinstance(block, Table):
        return [
            _Line("table", rows=tuple((row[0], "; ".join(row[1:])) for row in (block.heads, *block.rows)))
        ]
    if isinstance(block, Verdict):
        return [_Line("text", block.lead), _Line("strong", block.words)]
    if isinstance(block, Numbered):
        numbered = block.items if block.field else [f"{n}. {item}" for n, item in enumerate(block.items, 1)]
        return _between(block.field, [_Line("text", item) for item in numbered], language)
    if isinstance(block, Text):
        said = [_Line("text", line.strip()) for line in block.text.split("\n") if line.strip()]
        return _between(block.field, said, language)
    return [_Line(block.kind, block.text)]


def _between(field: str, lines: list[_Line], language: str) -> list[_Line]:
    if not field:
        return lines
    return [
        _Line("mark", _BEGIN[language].format(field=field)),
        *lines,
        _Line("mark", _END[language].format(field=field)),
    ]


@cache
def _template() -> bytes:
    """The template's own file: what is between the braces is filled by docxtpl."""
    made = docx.Document()
    _page(made)
    _say(made, "{%p for part in parts %}")
    _say(made, "{{ part.government }}", bold=True, centred=True)
    _say(made, "{{ part.commission }}", centred=True, quiet=True)
    made.add_heading("{{ part.title }}", level=1)
    _say(made, "{{ part.dated }}", quiet=True)
    _say(made, "{{ part.draft }}", quiet=True)
    _say(made, "{%p for line in part.lines %}")
    for kind, style in (
        ("heading", "Heading 2"),
        ("text", "Normal"),
        ("small", "Normal"),
        ("caution", "Normal"),
    ):
        _say(made, f"{{%p if line.kind == '{kind}' %}}")
        _say(made, "{{ line.text }}", style=style, quiet=kind in ("small", "caution"))
        _say(made, "{%p endif %}")
    _say(made, "{%p if line.kind == 'strong' %}")
    _say(made, "{{ line.text }}", bold=True)
    _say(made, "{%p endif %}")
    _say(made, "{%p if line.kind == 'mark' %}")
    _shaded(_say(made, "{{ line.text }}", quiet=True))
    _say(made, "{%p endif %}")
    _say(made, "{%p if line.kind == 'table' %}")
    table = made.add_table(rows=3, cols=2)
    table.style = "Table Grid"
    for row, (left, right) in zip(
        table.rows,
        (("{%tr for row in line.rows %}", ""), ("{{ row[0] }}", "{{ row[1] }}"), ("{%tr endfor %}", "")),
        strict=True,
    ):
        row.cells[0].text, row.cells[1].text = left, right
        row.cells[0].width, row.cells[1].width = Mm(55), Mm(111)
    _say(made, "{%p endif %}")
    _say(made, "{%p endfor %}")
    _say(made, "{%p endfor %}")
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _page(made: Document) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(24), Mm(20)
    foot = section.footer.paragraphs[0]
    foot.add_run("{{ foot }}    ")
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    """A number that the text program counts."""
    for kind, said in (("begin", ""), ("", name), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = said
        run.append(mark)


def _say(
    made: Document,
    text: str,
    *,
    style: str = "Normal",
    bold: bool = False,
    centred: bool = False,
    quiet: bool = False,
) -> Any:
    paragraph = made.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold = bold or None
    if quiet:
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x56, 0x60, 0x70)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _shaded(paragraph: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), "FFF6DF")
    paragraph._p.get_or_add_pPr().append(shade)
