"""manage.py ownership: what it prints and how it ends. Also the reader behind it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.ownership.cases import read
from registry.ownership.reading import Unreadable

ROOT = Path(__file__).parents[3]
WORKED = ROOT / "tests" / "cases" / "ownership.json"

ONE = {
    "id": "one",
    "parties": [
        {"id": "F", "kind": "natural", "country": "RU"},
        {"id": "K", "kind": "natural", "country": "KZ"},
        {"id": "T", "kind": "company", "country": "KZ"},
    ],
    "holdings": [
        {"owner": "F", "company": "T", "stake": 0.2},
        {"owner": "K", "company": "T", "stake": "4/5"},
    ],
    "links": [],
    "target": "T",
    "ask": {"threshold": "0.2"},
}


def write(folder: Path, content: object) -> str:
    file = folder / "case.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(file)


def changed(**parts: object) -> dict:
    return {**ONE, **parts}


def test_one_case_is_answered_exactly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ownership", write(tmp_path, ONE))
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert result["id"] == "one"
    assert result["result"]["foreign"]["M"] == {"min": "1/5", "max": "1/5"}
    assert result["result"]["verdict"]["M"] == "compliant"


def test_a_refused_case_ends_with_1_and_all_results_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="over-100") as ended:
        call_command("ownership", str(WORKED))
    assert ended.value.returncode == 1
    results = {each["id"]: each["result"] for each in json.loads(capsys.readouterr().out)["results"]}
    assert results == {case["id"]: case["expected"] for case in json.loads(WORKED.read_text())["cases"]}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"id": "x",\n "parties": [1', r"line 2, column 1\d"),
        ("", "line 1, column 1"),
        ("[1, 2]", "one case or"),
        ({"cases": None}, "cases"),
        ({"cases": [ONE, changed(id=7)]}, r"cases\[1\]\.id"),
        (changed(target=None), "target"),
        (changed(parties=[{"id": "F", "kind": "alien"}]), r"parties\[0\]\.kind: one of natural"),
        (changed(parties={"id": "F"}), "parties: a list"),
        (changed(holdings=[{"owner": "F", "company": "T"}]), r"holdings\[0\]\.stake: a stake or a number"),
        (
            changed(holdings=[{"owner": "F", "company": "T", "stake": "a fifth"}]),
            r"holdings\[0\]\.stake: a number",
        ),
        (
            changed(holdings=[{"owner": "F", "company": "T", "stake": "1/0"}]),
            r"holdings\[0\]\.stake: a number",
        ),
        (
            changed(holdings=[{"owner": "F", "company": "T", "stake": True}]),
            r"holdings\[0\]\.stake: a number",
        ),
        (changed(holdings=[{"owner": "F", "company": "T", "stake": {"min": "0"}}]), r"stake\.max"),
        (
            '{"id": "x", "target": "T", "holdings": [{"owner": "F", "company": "T", "stake": 1e999999999}]}',
            "size",
        ),
        ('{"id": "x", "target": "T", "holdings": [{"owner": "F", "company": "T", "stake": NaN}]}', "NaN"),
        ('{"id": "x", "id": "y"}', "twice"),
        (changed(as_of="1 May"), "as_of: a date"),
        (changed(links=[{"type": "friend", "a": "F", "b": "T"}]), r"links\[0\]\.type: one of spouse"),
        (changed(transaction=[{"op": "seize"}]), r"transaction\[0\]\.op: one of transfer"),
        (changed(ask={"groups": [[]]}), r"ask\.groups\[0\]"),
        (changed(ask={"lookthrough": "yes"}), r"ask\.lookthrough: true or false"),
        (changed(basis="money"), "basis: one of voting, capital"),
    ],
)
def test_an_unreadable_file_ends_with_2_and_one_line_that_names_the_place(
    content: object, place: str, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=place) as ended:
        call_command("ownership", write(tmp_path, content))
    assert ended.value.returncode == 2
    assert "\n" not in str(ended.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    binary = tmp_path / "case.bin"
    binary.write_bytes(b"\xff\xfe\x00")
    for file in (tmp_path / "none.json", tmp_path, binary):
        with pytest.raises(CommandError) as ended:
            call_command("ownership", str(file))
        assert ended.value.returncode == 2
        assert "\n" not in str(ended.value)


def test_numbers_are_exact_decimals() -> None:
    (case,) = read('{"id": "x", "target": "T", "holdings": [{"owner": "F", "company": "T", "stake": 0.1}]}')
    assert str(case.holdings[0].votes and case.holdings[0].votes.low) == "1/10"
    with pytest.raises(Unreadable, match="too long"):
        read('{"id": "x", "target": "T", "as_of": ' + "9" * 5000 + "}")


def test_refusals_of_transactions_and_questions_are_errors_of_their_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sale = [{"op": "transfer", "company": "T", "from": "F", "to": "K", "stake": "0.3"}]
    cases = [
        changed(id="sale", transaction=sale),
        changed(id="target", target="X"),
        changed(id="holder", ask={"holders": ["X"]}),
        changed(id="fine"),
    ]
    with pytest.raises(CommandError, match="refused: sale, target, holder"):
        call_command("ownership", write(tmp_path, {"cases": cases}))
    results = {each["id"]: each["result"] for each in json.loads(capsys.readouterr().out)["results"]}
    assert results["sale"] == {"errors": [{"code": "not_enough", "company": "T", "party": "F", "sum": "1/5"}]}
    assert results["target"] == {"errors": [{"code": "unknown_party", "party": "X"}]}
    assert results["holder"] == {"errors": [{"code": "unknown_party", "party": "X"}]}
    assert "foreign" in results["fine"]


def test_exactly_the_parts_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command(
        "ownership",
        write(
            tmp_path,
            {
                "cases": [
                    changed(ask={}),
                    changed(
                        ask={
                            "control_at_half": True,
                            "lookthrough": True,
                            "operators": True,
                            "ultimate": ["T"],
                        }
                    ),
                ]
            },
        ),
    )
    bare, full = (each["result"] for each in json.loads(capsys.readouterr().out)["results"])
    assert bare.keys() == {"foreign"}
    assert full.keys() == {
        "foreign",
        "foreign_if_control_at_50_or_more",
        "foreign_ultimate_lookthrough",
        "operators",
        "ultimate_controller",
    }
    assert full["ultimate_controller"] == {"T": {"controller": "K", "ring_without_outside_controller": False}}


def test_text_is_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError):
        call_command("ownership", str(WORKED), format="text")
    page = capsys.readouterr().out
    for line in (
        "cross-holding-two: Mutual holdings lift 20 % to 22.7 %",
        "  owned, multiplied along the chains (M): about 22.7273 % (exactly 5/22)",
        "  owned, multiplied along the chains (M): from 15 % to 40 %",
        "    the worse of M and K: cannot be said from what is known",
        "  T: the declared shares add up to more than 100 %: 110 %",
        "Ultimate controller of T: none outside; the companies control each other (ring of A)",
        "LINE is run by OP: controlled by foreigners, M 51 %",
        "  T <- A <- F: 15.3 %",
        "  round 1: A comes under control with 51 % of its votes",
        "  F in A: 13.5 % becomes 15.3 % of the target",
        "  A comes under foreign control",
        "  nobody is behind these companies, which own only each other: A, B",
        "  the limit of 20 % is crossed",
        "  who holds the undeclared rest of T, up to 25 % (would settle it)",
        "  whether D is a foreigner (would settle it)",
        "  how much F has in T, from 25 % to 50 % (would settle it)",
    ):
        assert line in page.splitlines()


@pytest.mark.parametrize(("file", "code"), [(str(WORKED), 1), ("/nowhere/case.json", 2)])
def test_the_process_ends_with_these_codes_and_needs_no_database(file: str, code: int) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "ownership", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PATH": "/usr/bin:/bin"},
    )
    assert ended.returncode == code
    assert len(ended.stderr.strip().splitlines()) == 1
