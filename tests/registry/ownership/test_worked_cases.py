"""The worked cases, each equal in every figure."""

import json
from pathlib import Path

import pytest

from registry.ownership.answers import answer
from registry.ownership.cases import Case, read

FILE = Path(__file__).parents[2] / "cases" / "ownership.json"
TEXT = FILE.read_text(encoding="utf-8")
EXPECTED = {case["id"]: case["expected"] for case in json.loads(TEXT)["cases"]}


def test_there_are_twenty_eight() -> None:
    assert len(EXPECTED) == 28


@pytest.mark.parametrize("case", read(TEXT), ids=lambda case: case.id)
def test_case_is_equal(case: Case) -> None:
    assert answer(case) == EXPECTED[case.id]
