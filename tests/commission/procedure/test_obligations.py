"""Due dates from schedules, worked out by hand on a calendar without holidays."""

from dataclasses import replace
from datetime import date

import pytest

from commission.procedure.clocks import Calendar
from commission.procedure.obligations import Terms, add_months, due_days

CALENDAR = Calendar.of([])
NOTHING = Terms("", None, None, "", None, None, fallback_months=6)
DECREE, CONTRACT = date(2026, 3, 2), date(2026, 4, 15)


def days(terms: Terms, today: date = date(2026, 5, 1)) -> list[date]:
    return due_days(terms, decree_on=DECREE, concluded_on=CONTRACT, today=today, calendar=CALENDAR)


def test_a_month_later_is_the_same_day_or_the_last():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert add_months(date(2026, 3, 15), -12) == date(2025, 3, 15)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # Nothing said: six months after the decree.
        ({}, [date(2026, 9, 2)]),
        # Two months after the decree is a Saturday, 2 May: Monday, 4 May.
        ({"schedule": "once", "months": 2}, [date(2026, 5, 4)]),
        ({"schedule": "once", "months": 2, "due_on": date(2026, 6, 10)}, [date(2026, 6, 10)]),
        # Five working days after Wednesday, 15 April: 16, 17, 20, 21, 22.
        ({"schedule": "event", "trigger": "contract", "days": 5}, [date(2026, 4, 22)]),
        ({"schedule": "event", "trigger": "incident", "days": 5}, []),
        ({"schedule": "every", "months": 3}, [date(2026, 7, 15)]),
        ({"schedule": "every", "months": 3, "ends_on": date(2026, 7, 14)}, []),
    ],
)
def test_when_a_condition_is_due(changes, expected):
    assert days(replace(NOTHING, **changes)) == expected


def test_what_repeats_goes_on_to_the_first_day_ahead():
    # 15 July and 15 October have passed on 20 October; 15 January 2027 is the next.
    found = days(replace(NOTHING, schedule="every", months=3), today=date(2026, 10, 20))
    assert found == [date(2026, 7, 15), date(2026, 10, 15), date(2027, 1, 15)]
