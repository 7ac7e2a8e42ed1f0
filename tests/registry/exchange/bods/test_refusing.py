"""A wrong file is refused whole, with every problem and its statement; what is no file at all names the place."""

import json
from typing import Any

import pytest

from registry.exchange.bods.mapping import read
from registry.exchange.bods.terms import Refused, Unreadable
from tests.registry.exchange.bods.files import company, man, packed, said, shares, stake, text, votes

A, B, M = company("sa", "a"), company("sb", "b"), man("sm", "m")


def refused(written: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        read(written)
    return [(problem.statement, problem.code) for problem in caught.value.problems]


def test_all_problems_of_a_file_are_named_at_once():
    assert refused(text("refused")) == [
        ("example-000000000000000000000007", "share_above_whole"),  # shareholding of 130 %
        ("example-000000000000000000000013", "bad_date"),  # 2024-13-01
        ("example-000000000000000000000013", "share_turned"),  # minimum 30, maximum 20
        ("example-000000000000000000000002", "statement_twice"),
        ("example-000000000000000000000011", "broken_reference"),  # interestedParty "nobody"
    ]


@pytest.mark.parametrize(
    ("interest", "code"),
    [
        (shares(exact=100.5), "share_above_whole"),
        (shares(exact=-1), "share_negative"),
        (shares(exact="25"), "share_not_number"),
        (shares(exact=True) | {"share": {"minimum": "x"}}, "share_not_number"),
        (shares(exact=0.12345678901234567), "share_too_precise"),
        (shares(minimum=50, maximum=25), "share_turned"),
        (shares(exclusiveMinimum=25, maximum=25), "share_turned"),
        (shares(exact=10, minimum=20, maximum=30), "share_exact_outside"),
        (shares(exact=1) | {"startDate": "2024"}, "bad_date"),
        (shares(exact=1) | {"startDate": "2024-02-02", "endDate": "2024-02-01"}, "dates_turned"),
        (shares(exact=1) | {"type": "sharehold"}, "unknown_word"),
        (shares(exact=1) | {"directOrIndirect": "both"}, "unknown_word"),
        (shares(exact=1) | {"share": [1]}, "not_an_object_field"),
    ],
)
def test_a_wrong_interest_names_its_statement(interest: dict[str, Any], code: str):
    assert refused(packed(A, M, stake("r", "x", "m", "a", interest))) == [("r", code)]


@pytest.mark.parametrize(
    ("statements", "problems"),
    [
        ([said("s", "a", "vessel", {})], [("s", "unknown_word")]),
        ([A | {"recordStatus": "old"}], [("sa", "unknown_word")]),
        ([A | {"statementDate": "06.05.2024"}], [("sa", "bad_date")]),
        ([A | {"publicationDetails": {"bodsVersion": "0.3"}}], [("sa", "wrong_version")]),
        ([{k: v for k, v in A.items() if k != "publicationDetails"}], [("sa", "missing")]),
        ([{k: v for k, v in A.items() if k != "statementId"}], [("#1", "missing")]),
        ([A, 7], [("#2", "not_an_object")]),
        ([A | {"declarationSubject": "nobody"}], [("sa", "broken_reference")]),
        ([company("sa", "a", jurisdiction={"code": "K1"})], [("sa", "bad_country")]),
        ([A, A], [("sa", "statement_twice")]),
        ([A, A | {"statementId": "s2"}], [("s2", "record_new_twice")]),
        ([A, man("s2", "a", ) | {"recordStatus": "updated"}], [("s2", "record_of_two_types")]),
        (
            [A, A | {"statementId": "s2", "recordStatus": "closed"},
             A | {"statementId": "s3", "recordStatus": "updated"}],
            [("s3", "record_after_close")],
        ),
        ([A, M, stake("r", "x", "m", "gone", shares(exact=1))], [("r", "broken_reference")]),
        ([A, M, stake("r", "x", "a", "m", shares(exact=1))], [("r", "wrong_reference")]),
        ([A, stake("r", "x", "a", "a", shares(exact=1))], [("r", "own_interest")]),
        ([A, stake("r", "x", {"reason": "shy"}, "a")], [("r", "unknown_word")]),
        (
            [A, B, M, stake("r", "x", "m", "a", details={"componentRecords": ["y", "b"]}),
             stake("q", "y", "m", "b", details={"componentRecords": ["x"]}),
             stake("p", "z", "b", "a", shares(exact=1), details={"componentRecords": ["x"]})],
            [("r", "component_circle"), ("q", "component_circle")],  # z only leads to the circle
        ),
        (
            [company("sa", "a", entityType={"type": "state"}), M, stake("r", "x", "m", "a", shares(exact=1))],
            [("r", "share_of_state")],
        ),
    ],
)  # fmt: skip
def test_a_wrong_statement_is_named(statements: list[Any], problems: list[tuple[str, str]]):
    assert refused(packed(*statements)) == problems


def test_certain_holdings_above_the_whole_name_the_company_and_each_statement():
    """70 % and the least of 40 to 50 % are 110 %; a stake that ended before the other began does not count."""
    many = packed(
        A, B, M,
        stake("r", "x", "m", "a", votes(exact=70) | {"startDate": "2020-01-01"}),
        stake("q", "y", "b", "a", votes(minimum=40, maximum=50) | {"startDate": "2021-01-01"}),
        stake("p", "z", "b", "a", shares(exact=90) | {"endDate": "2020-01-01"}),
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        read(many)
    assert [(p.statement, p.code, dict(p.values)) for p in caught.value.problems] == [
        ("r", "votes_above_whole", {"company": "A", "sum": "110 %"}),
        ("q", "votes_above_whole", {"company": "A", "sum": "110 %"}),
    ]


def test_keys_given_twice_zero_characters_and_half_characters_name_the_statement():
    twice = packed(A).replace('"recordId": "a"', '"recordId": "b", "recordId": "a"')
    assert refused(twice) == [("sa", "key_twice")]
    assert refused(packed(company("sa", "a", name="A\0"))) == [("sa", "nul")]
    assert refused(packed(A).replace('"A"', '"\\ud83d"')) == [("sa", "half_character")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "not_json"),
        ("not json", "not_json"),
        ("7", "no_list"),
        ("[]", "empty"),
        ("[NaN]", "no_number"),
        ("[" + "9" * 5000 + "]", "long_number"),
        ("[" * 5000 + "]" * 5000, "too_deep"),
        ('[{"a": 1}', "not_json"),
    ],
)
def test_what_is_no_bods_file_is_unreadable(written: str, code: str):
    with pytest.raises(Unreadable) as caught:
        read(written)
    assert caught.value.code == code


def test_brackets_inside_texts_are_no_depth():
    assert len(read(packed(company("sa", "a", name="[" * 100))).parties) == 1


def test_json_lines_name_the_line():
    lines = "\n".join(json.dumps(each) for each in (A, M))
    assert list(read(lines).parties) == ["a", "m"]
    with pytest.raises(Unreadable) as caught:
        read(lines + "\n{")
    assert caught.value.values["line"] == "3"
