"""What no act says and the office decides itself: one line per value, with its unit, bounds and what is shipped.

A value in force on a day is read with `commission.models.policy`; what an act says stands in `regimes.py` instead.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Unit(StrEnum):
    """What a number counts. Shares are fractions such as 2/3; all else is whole."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    PERCENT = "percent"
    SHARE = "share"
    CASES = "cases"


@dataclass(frozen=True, slots=True)
class Policy:
    """One value: what is shipped, and between which bounds (both included) people may set it."""

    key: str
    unit: Unit
    default: Fraction
    low: Fraction
    high: Fraction


def _whole(key: str, unit: Unit, default: int, low: int, high: int) -> Policy:
    return Policy(key, unit, Fraction(default), Fraction(low), Fraction(high))


_ALL = (
    # Stage budgets: by which day of the statutory total the case should be before the Government.
    _whole("r1_government_day", Unit.WORKING_DAYS, 45, 1, 60),
    _whole("r2_government_day", Unit.WORKING_DAYS, 32, 1, 45),
    # The applicant.
    _whole("request_days", Unit.WORKING_DAYS, 10, 1, 60),
    _whole("facts_shown_days", Unit.WORKING_DAYS, 5, 1, 30),
    _whole("appeal_days", Unit.DAYS, 30, 1, 365),
    _whole("appeal_decision_days", Unit.WORKING_DAYS, 15, 1, 60),
    _whole("clarification_days", Unit.WORKING_DAYS, 10, 1, 30),
    _whole("invitation_days", Unit.DAYS, 14, 1, 90),
    # Consulted bodies.
    _whole("consultation_days", Unit.WORKING_DAYS, 10, 1, 45),
    _whole("consultation_reminder_days", Unit.WORKING_DAYS, 3, 1, 30),
    _whole("agreement_days", Unit.WORKING_DAYS, 5, 1, 30),
    # Sessions.
    _whole("papers_notice_days", Unit.WORKING_DAYS, 10, 0, 30),
    _whole("papers_shortest_days", Unit.WORKING_DAYS, 0, 0, 30),
    _whole("agenda_change_days", Unit.DAYS, 7, 0, 30),
    _whole("minutes_days", Unit.WORKING_DAYS, 5, 1, 30),
    Policy("quorum_share", Unit.SHARE, Fraction(2, 3), Fraction(1, 2), Fraction(1)),
    Policy("quorum_floor", Unit.SHARE, Fraction(1, 2), Fraction(1, 3), Fraction(1)),
    # Reminders.
    _whole("reminder_percent", Unit.PERCENT, 75, 1, 99),
    # After the decision.
    _whole("obligation_months", Unit.MONTHS, 6, 1, 60),
    _whole("obligation_reminder_days", Unit.WORKING_DAYS, 10, 1, 60),
    _whole("overdue_inquiry_days", Unit.WORKING_DAYS, 10, 1, 60),
    _whole("relevance_review_months", Unit.MONTHS, 12, 1, 60),
    # Published statistics: cells that stand for fewer cases are kept back.
    _whole("least_counted", Unit.CASES, 5, 0, 50),
    # Holdings that add up step by step.
    _whole("accumulation_months", Unit.MONTHS, 24, 1, 120),
)
POLICIES: dict[str, Policy] = {policy.key: policy for policy in _ALL}


class BadValue(ValueError):
    """A text that is no value of its policy."""


def parse(key: str, text: str) -> Fraction:
    """The number that `text` means for `key`. BadValue for anything else; KeyError for a key that does not exist."""
    policy = POLICIES[key]
    try:
        number = Fraction(text.strip())
    except (ValueError, ZeroDivisionError) as error:
        raise BadValue(text) from error
    if not policy.low <= number <= policy.high:
        raise BadValue(text)
    if policy.unit is not Unit.SHARE and number.denominator != 1:
        raise BadValue(text)
    return number
