import hashlib
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from commission.documents import child
from commission.papers import coverage, rendering
from commission.papers.coverage import is_covered, printable
from commission.papers.rendering import render
from tests.commission.papers.reading import text

FONTS = Path(rendering.__file__).parent / "fonts"


@pytest.mark.parametrize(
    "hostile",
    ["#panic()", "*bold*", "$x^2$", "= Heading", '#read("/etc/passwd")', "<label> @ref", "\\u{41} // x"],
)
def test_data_are_shown_and_never_read_as_markup(hostile):
    assert hostile in text(render("illustrative_document", {"title": hostile}))


def test_kazakh_letters_are_in_the_text_and_in_the_fonts():
    letters = "ӘҒҚҢӨҰҮҺІ әғқңөұүһі"

    assert all(map(is_covered, letters))
    assert letters in text(render("illustrative_document", {"title": letters}))


def test_every_character_promised_by_the_coverage_has_a_glyph():
    runs = coverage._RUNS
    chars = "".join(chr(code) for first, last in runs for code in range(first, last + 1))

    # A PDF/A with a missing glyph is refused by the renderer itself.
    assert render("illustrative_document", {"title": chars})


def test_a_character_without_a_glyph_is_printed_as_its_code_point():
    shown = printable({"names": ["中国 Oil", "a\u202eb", 7, None, "−5 →"]})

    assert shown == {"names": ["[U+4E2D][U+56FD] Oil", "a[U+202E]b", 7, None, "–5 ->"]}
    assert "[U+4E2D]" in text(render("illustrative_document", {"title": "中"}))


def test_a_paper_is_the_same_bytes_every_time_and_carries_its_own_date():
    first = render("illustrative_document", {"title": "A"}, dated=date(2026, 11, 21))

    assert first == render("illustrative_document", {"title": "A"}, dated=date(2026, 11, 21))
    information = PdfReader(io.BytesIO(first)).metadata
    assert information is not None
    assert information.creation_date_raw == "D:20261121000000Z"


def test_a_paper_is_an_archival_and_tagged_pdf_with_our_fonts_alone():
    pdf = render("illustrative_document", {"title": "Ұ"})
    reader = PdfReader(io.BytesIO(pdf))
    stream: Any = reader.root_object["/Metadata"].get_object()
    metadata = stream.get_data().decode()
    marks: Any = reader.root_object["/MarkInfo"]

    assert re.search(r"pdfaid:part[>=\"]+2", metadata)
    assert re.search(r"pdfuaid:part[>=\"]+1", metadata)
    assert marks["/Marked"]
    assert {str(font).partition("+")[2] for font in fonts(reader)} == {"NotoSans-Regular", "NotoSans-Bold"}


def fonts(reader):
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            yield font.get_object()["/BaseFont"]


def test_a_paper_of_ours_passes_our_own_inspection():
    assert child.verdict_on(render("illustrative_document", {"title": "A"}))["accepted"]


def test_the_fonts_are_the_recorded_ones_and_small():
    recorded = (FONTS / "VENDORED.md").read_text()

    for path in FONTS.glob("*.ttf"):
        data = path.read_bytes()
        assert f"| `{path.name}` | `{hashlib.sha256(data).hexdigest()}` |" in recorded
        assert len(data) < 200_000
