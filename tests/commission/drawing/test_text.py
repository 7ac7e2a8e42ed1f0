"""Lines never wider than their room, in every script, and no letter lost."""

import pytest

from commission.drawing.text import width, wrap

LONG = (
    "Акционерное общество «Национальная компания по развитию стратегических коммуникационных объектов»",
    "«Қазақстан Республикасының ұлттық инфокоммуникациялық холдингі» акционерлік қоғамы",
    "Very-Long-Hyphenated-Holding-And-Participation-Company-With-Limited-Liability",
    "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenfabrikbeteiligungsgesellschaft",
    "中国石油天然气集团有限公司海外勘探开发分公司",
)


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("room", [40, 90, 180])
def test_every_line_fits_and_the_lines_together_are_the_name(name: str, room: int):
    lines = wrap(name, 13, room)
    assert [line for line in lines if width(line, 13) > room] == []
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_a_letter_of_the_table_is_measured_by_the_typeface():
    # Noto Sans Bold: "M" advances 940 to 960 thousandths, so 13 units of type take at most 12.48.
    assert width("M", 13) == 960 * 13 / 1000
    assert width("MM", 10) == 19.2


def test_words_stay_whole_where_they_fit():
    assert wrap("Steppe Fibre LLP", 10, 60) == ("Steppe", "Fibre LLP")
    assert wrap("", 10, 60) == ()
