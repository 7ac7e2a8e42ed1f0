"""Papers as DOCX: what is written, what comes back, and what is refused."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from commission.papers.edited import Trouble, Unreadable, texts_of
from commission.papers.sheet import Part, Text
from commission.papers.word import editable
from tests.commission.papers.extremes import KAZAKH, sheets

SHEETS = sheets()
EDITABLE = {"consultation": ("kk", "ru"), "decree_draft": ("kk", "ru"), "report": ("text",)}


def opened(kind):
    return docx.Document(io.BytesIO(editable(SHEETS[kind])))


def saved(made) -> bytes:
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def paragraph(made, text):
    return next(one for one in made.paragraphs if text in one.text)


@pytest.mark.parametrize("kind", EDITABLE)
def test_what_was_written_comes_back_to_the_letter(kind):
    expected = {
        block.field: block.text if hasattr(block, "text") else "\n".join(block.items)
        for part in SHEETS[kind].parts
        for block in part.blocks
        if getattr(block, "field", "")
    }
    # Runs of spaces at the end of a line are nobody's words.
    wanted = {
        field: "\n".join(" ".join(line.split()) for line in text.splitlines())
        for field, text in expected.items()
    }
    assert texts_of(editable(SHEETS[kind]), EDITABLE[kind]) == wanted


def test_the_file_holds_the_facts_the_kazakh_letters_and_counts_its_pages():
    made = opened("consultation")
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]

    assert "C-2026-00042" in cells
    assert any(KAZAKH in cell for cell in cells)
    assert "15(1)(1)" in cells
    foot = made.sections[0].footer.paragraphs[0]._p.xml
    assert "PAGE" in foot
    assert "NUMPAGES" in foot
    assert [one.text for one in made.paragraphs if "{" in one.text] == []


def test_an_edited_text_with_a_list_and_a_table_is_read_with_its_numbers():
    made = opened("consultation")
    end = paragraph(made, "[[/ru]]")
    end.insert_paragraph_before("Первое", style="List Number")
    end.insert_paragraph_before("Второе", style="List Number")
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Доля", "25,5 %"
    end._p.addprevious(table._tbl)

    read = texts_of(saved(made), ("ru",))["ru"].splitlines()
    assert read[-3:] == ["1. Первое", "2. Второе", "Доля; 25,5 %"]


def test_words_with_braces_and_angles_are_only_words():
    text = "{{ 7 * 7 }} <b>&amp;</b> {% for %}"
    sheet = replace(SHEETS["report"], parts=(Part("ru", "Отчёт", "№", (Text(text, field="text"),)),))
    assert texts_of(editable(sheet), ("text",)) == {"text": text}


def _trouble(made, fields=("kk", "ru")) -> tuple[Trouble, str]:
    with pytest.raises(Unreadable) as caught:
        texts_of(saved(made), fields)
    return caught.value.trouble, caught.value.field


def test_a_lost_mark_is_refused():
    made = opened("consultation")
    mark = paragraph(made, "[[/kk]]")._p
    mark.getparent().remove(mark)
    assert _trouble(made) == (Trouble.MARKS, "ru")


def test_an_empty_text_is_refused():
    made = opened("consultation")
    inside = False
    for one in list(made.paragraphs):
        if "[[/ru]]" in one.text:
            inside = False
        if inside:
            one._p.getparent().remove(one._p)
        if "[[ru]]" in one.text:
            inside = True
    assert _trouble(made) == (Trouble.EMPTY, "ru")


def test_tracked_changes_are_refused():
    made = opened("consultation")
    paragraph(made, "Просим указать")._p.append(OxmlElement("w:ins"))
    assert _trouble(made) == (Trouble.TRACKED, "")


def test_a_footnote_or_picture_in_the_text_is_refused():
    made = opened("consultation")
    run = paragraph(made, "Просим указать").add_run()._r
    note = OxmlElement("w:footnoteReference")
    note.set(qn("w:id"), "2")
    run.append(note)
    assert _trouble(made) == (Trouble.ELSEWHERE, "ru")


def test_a_content_control_is_refused_wherever_it_stands():
    made = opened("consultation")
    made.element.body.insert(0, OxmlElement("w:sdt"))
    assert _trouble(made) == (Trouble.ELSEWHERE, "")


def test_a_package_that_is_no_document_is_refused():
    with pytest.raises(Unreadable) as caught:
        texts_of(b"PK\x03\x04 nothing", ("ru",))
    assert caught.value.trouble == Trouble.UNREADABLE
