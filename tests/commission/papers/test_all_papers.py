"""Every kind of paper with extreme data: nothing is lost, nothing leaves the page, both languages say the same."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typst
from PIL import Image

from commission.papers import sheet as sheet_module
from commission.papers.coverage import printable
from commission.papers.proof import Proof
from commission.papers.rendering import breakable
from commission.papers.sheet import Numbered, Part, Sheet, Table, Text, build, shown
from tests.commission.papers.extremes import KAZAKH, sheets
from tests.commission.papers.reading import pages

SHEETS = sheets()
PROOF = Proof("L-2026-00042", date(2026, 11, 25), "7KQ2M-9XH4D", "https://commission.example/check/")
PAPERS = Path(sheet_module.__file__).parent
PPI = 50
# Numbers of any shape: dates, shares, references, hashes apart.
_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")


@pytest.fixture(scope="module")
def made() -> dict[str, list[str]]:
    """The pages' texts of every kind."""
    return {
        kind: pages(build(replace(sheet, proof=PROOF, journal_seq=480, journal_hash="cd" * 32)))
        for kind, sheet in SHEETS.items()
    }


def _squeezed(text: str) -> str:
    """Without spaces and the breaks that a long word may take: what must be there to the letter."""
    return re.sub(r"[\s\u200b]", "", text)


def _said(part: Part) -> list[str]:
    """Every text that the blocks of a part hold."""
    said: list[str] = []
    for block in part.blocks:
        if isinstance(block, Text):
            said += block.text.splitlines()
        elif isinstance(block, Numbered):
            said += block.items
        elif isinstance(block, Table):
            said += [line for row in block.rows for cell in row for line in cell.splitlines()]
    return [text for text in said if text.strip()]


@pytest.mark.parametrize("kind", SHEETS)
def test_nothing_is_cut(made, kind):
    # A paragraph that goes on on the next page has that page's foot in its middle: each word is looked for alone.
    whole = _squeezed("".join(made[kind]))
    words = {word for part in SHEETS[kind].parts for text in _said(part) for word in text.split()}
    assert {word for word in words if _squeezed(word) not in whole} == set()


@pytest.mark.parametrize("kind", SHEETS)
def test_the_margins_stay_white(kind):
    """Drawn as pictures: nothing stands in the margins, so no word, cell or line runs off the page."""
    drawn = typst.compile(
        str(PAPERS / "sheet.typ"),
        root=str(PAPERS),
        font_paths=[str(PAPERS / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(breakable(printable(shown(replace(SHEETS[kind], proof=PROOF)))))},
        format="png",
        ppi=PPI,
    )
    pictures = drawn if isinstance(drawn, list) else [drawn]
    inked = []
    for number, page in enumerate(pictures, start=1):
        picture = Image.open(io.BytesIO(page)).convert("L")
        wide, high = picture.size
        for margin in (
            (0, 0, _px(22), high),
            (wide - _px(18), 0, wide, high),
            (0, high - _px(6), wide, high),
        ):
            if picture.crop(margin).getextrema()[0] < 250:
                inked.append((number, margin))
    assert inked == []


def _px(mm: int) -> int:
    return round(mm * PPI / 25.4)


@pytest.mark.parametrize("kind", SHEETS)
def test_each_page_has_its_number_and_the_journals_head(made, kind):
    count = len(made[kind])
    for number, text in enumerate(made[kind], start=1):
        assert f"{number} / {count}" in text
        assert "480, SHA-256 " + "cd" * 32 in text


@pytest.mark.parametrize("kind", SHEETS)
def test_every_language_has_number_code_and_address_of_the_check(made, kind):
    text = " ".join(made[kind])
    assert text.count("7KQ2M-9XH4D") == len(SHEETS[kind].parts)
    assert text.count("L-2026-00042, 25.11.2026") == len(SHEETS[kind].parts)
    assert text.count("№ L-2026-00042") == len(SHEETS[kind].parts)
    assert text.count("https://commission.example/check/") == len(SHEETS[kind].parts)


@pytest.mark.parametrize("kind", SHEETS)
def test_kazakh_letters_are_read_back(made, kind):
    text = " ".join(made[kind])
    assert KAZAKH in text


@pytest.mark.parametrize("kind", [kind for kind, sheet in SHEETS.items() if len(sheet.parts) == 2])
def test_both_languages_have_the_same_figures_and_dates(kind):
    kazakh, russian = SHEETS[kind].parts
    assert (kazakh.language, russian.language) == ("kk", "ru")
    assert _figures(kazakh) == _figures(russian)


def _figures(part: Part) -> list[str]:
    return sorted(_FIGURES.findall(repr(part.blocks)))


def test_a_sheet_without_a_number_says_that_it_is_a_draft():
    sheet: Sheet = replace(SHEETS["consultation"], draft=True)
    text = " ".join(pages(build(sheet)))
    assert "Проект: не выпущен, без номера, силы не имеет." in text
    assert "Жоба: шығарылмаған, нөмірі жоқ, күші жоқ." in text
    assert "Код проверки" not in text


def test_the_same_sheet_is_the_same_bytes():
    assert build(SHEETS["agenda"]) == build(SHEETS["agenda"])


def test_a_text_of_thousands_of_letters_without_a_space_is_printed_whole():
    letters = Part("ru", "Отчёт", "Заявление", (Text("Щ" * 20_000),))
    text = "".join(pages(build(Sheet("C-2026-00042", date(2026, 11, 25), (letters,)))))
    assert text.count("Щ") == 20_000
