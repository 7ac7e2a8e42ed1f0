"""A condition is verifiable or says what it lacks; a wording is filled in."""

from dataclasses import replace
from datetime import date

import pytest

from commission.procedure.conditions import Lack, fill, lacks, placeholders
from commission.services.library import TermsData

WHOLE = TermsData(
    wording_ru="Отчёт.",
    wording_kk="Есеп.",
    evidence_ru="Выписка.",
    evidence_kk="Үзінді.",
    verifier="working_body",
    schedule="every",
    months=12,
    ending="released",
)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, []),
        ({"wording_kk": " "}, [Lack.WORDING]),
        ({"verifier": ""}, [Lack.VERIFIER]),
        ({"verifier": "body"}, [Lack.VERIFIER]),
        ({"verifier": "body", "verified_by_id": 3}, []),
        ({"evidence_ru": ""}, [Lack.EVIDENCE]),
        ({"months": None}, [Lack.SCHEDULE]),
        ({"schedule": "once"}, []),
        ({"schedule": "once", "months": None}, [Lack.SCHEDULE]),
        ({"schedule": "event"}, [Lack.SCHEDULE]),
        ({"schedule": "event", "trigger": "ownership"}, [Lack.SCHEDULE]),
        ({"schedule": "event", "trigger": "ownership", "days": 5}, []),
        ({"schedule": ""}, [Lack.SCHEDULE]),
        ({"ending": ""}, [Lack.END]),
        ({"ending": "on_date"}, [Lack.END]),
        ({"verifier": "", "evidence_kk": "", "schedule": ""}, [Lack.VERIFIER, Lack.EVIDENCE, Lack.SCHEDULE]),
    ],
)
def test_what_keeps_a_condition_from_being_verified(changes, missing):
    assert lacks(replace(WHOLE, **changes)) == missing


def test_the_days_of_a_case_stand_in_for_months_and_name_the_end():
    once = replace(WHOLE, schedule="once", months=None, ending="on_date")
    assert lacks(once) == [Lack.SCHEDULE, Lack.END]
    assert lacks(once, due_on=date(2027, 3, 1), ends_on=date(2030, 1, 1)) == []


def test_places_are_named_once_in_a_stable_order_and_filled():
    text = "Within {days} days {person} pays {amount}; {person} reports {amount}."
    assert placeholders(text, "{share} {color}") == ["share", "amount", "days", "person", "color"]
    assert fill("{share} % by {date}", {"share": "49", "date": "01.03.2027"}) == "49 % by 01.03.2027"
    with pytest.raises(KeyError):
        fill("{share}", {})
