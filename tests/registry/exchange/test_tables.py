"""Tables in and out."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.exchange.importing import ImportRefused, import_registry
from registry.exchange.tables import (
    PARTY_COLUMNS,
    PARTY_REQUIRED,
    Unreadable,
    holdings_table,
    neutral,
    parties_table,
    read_table,
    write_csv,
)
from registry.models import Holding, Party
from tests.registry.builders import DOCUMENT, hold, party

PARTY_HEADER = "key,kind,name_en\n"


def refused(**texts: str) -> list[str]:
    with pytest.raises(ImportRefused) as error:
        import_registry(**texts, by=None, document=DOCUMENT, dry_run=False)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''-x"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(cell: str):
    assert neutral(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "KTO", "О'Коннор", "'quoted'", "5-10", "АО «=»"])
def test_an_ordinary_cell_is_left_alone(cell: str):
    assert neutral(cell) == cell


@settings(deadline=None)  # a busy machine is no failure
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Z"]), max_size=20))
def test_what_is_written_is_read_back(text: str):
    table = write_csv([PARTY_COLUMNS, ["K", "entity", text, *[""] * (len(PARTY_COLUMNS) - 3)]])
    [line] = read_table("f", table, PARTY_COLUMNS, PARTY_REQUIRED)
    assert line["name_en"] == text


@pytest.mark.parametrize(
    "text", [PARTY_HEADER + "A,entity,x\n", "\ufeffkey;kind;name\nA;entity;x\n", "KIND,Key\nentity,A\n"]
)
def test_commas_semicolons_a_byte_mark_and_any_order_of_columns_are_read(text: str):
    [line] = read_table("f", text, PARTY_COLUMNS, PARTY_REQUIRED)
    assert (line["key"], line["kind"], line.number) == ("A", "entity", 2)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("key\nA\n", 1),
        ("key,kind,colour\nA,entity,red\n", 1),
        ("key,kind,key\nA,entity,B\n", 1),
        ("key,kind\nA,entity\nB\n", 3),
        ('key,kind\nA,"entity\n', 2),
        ("key,kind\nA,\0\n", 1),
    ],
)
def test_what_is_no_table_is_refused_naming_the_line(text: str, line: int):
    with pytest.raises(Unreadable) as error:
        read_table("f", text, PARTY_COLUMNS, PARTY_REQUIRED)
    assert error.value.problem.line == line


@pytest.mark.django_db
def test_an_export_imports_again_without_a_change():
    company = party("ONE", name_ru="=ОПАСНО", note="+7 701 000 00 00")
    hold(party("TWO", country="NL"), company, "1/35", "10-15")
    parties, holdings = (
        write_csv(parties_table(Party.objects.all())),
        write_csv(holdings_table(Holding.objects.all())),
    )
    assert [
        cell for row in csv.reader(io.StringIO(parties)) for cell in row if cell.startswith(("=", "+"))
    ] == []
    done = import_registry(parties=parties, holdings=holdings, by=None, document=DOCUMENT, dry_run=False)
    assert (done.added, done.changed, done.unchanged) == (0, 0, 3)


@pytest.mark.django_db
def test_holdings_of_110_percent_in_a_file_are_refused_whole():
    problems = refused(
        parties=PARTY_HEADER + "A,entity,A\nB,entity,B\nPORT,entity,Port JSC\n",
        holdings="owner_key,owned_key,votes\nA,PORT,60\nB,PORT,50\n",
    )
    assert problems == [
        "holdings:2: Holdings of Port JSC add up to 110\u00a0% of the votes: correct the shares."
    ]
    assert not Party.objects.exists()


@pytest.mark.django_db
def test_shares_may_pass_the_whole_between_two_lines_of_one_file():
    one, two, company = party("A"), party("B"), party("C")
    hold(one, company, "70")
    hold(two, company, "30")
    done = import_registry(
        holdings="owner_key,owned_key,votes\nB,C,60\nA,C,40\n", by=None, document=DOCUMENT, dry_run=False
    )
    assert (done.changed, [str(h.votes[0]) for h in company.held_by.order_by("pk")]) == (2, ["2/5", "3/5"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("A,B,abc,,", "percentage"),
        ("A,B,120,,", "above 100"),
        ("A,NONE,5,,", "NONE"),
        ("A,B,5,2026-13-01,", "2026-13-01"),
        ("A,B,5,2026-03-01,2026-02-01", "end after it begins"),
    ],
)
def test_a_wrong_holding_is_named_with_what_to_do(row: str, word: str):
    party("A")
    party("B")
    [problem] = refused(holdings=f"owner_key,owned_key,votes,valid_from,valid_to\n{row}\n")
    assert problem.startswith("holdings:2: ")
    assert word in problem


@pytest.mark.django_db
def test_a_repeated_line_is_refused_naming_the_first():
    [problem] = refused(parties=PARTY_HEADER + "A,entity,A\nA,entity,A\n")
    assert problem == "parties:3: This repeats line 2."
