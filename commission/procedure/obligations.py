"""Due dates that follow from a condition's schedule: pure.

`once`: the day that the case gives, or so many months after the decree. `every`: every so many months after the
contract. `event`: so many working days after the event; of the contract itself at once, of others when it is noted.
A condition that says nothing is due once after a number of months (policy). A day off moves to the next working day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from commission.procedure.clocks import Calendar
from commission.procedure.conditions import Schedule, Trigger


@dataclass(frozen=True, slots=True)
class Terms:
    """What a condition says about when; `fallback_months` where it says nothing."""

    schedule: str
    months: int | None
    days: int | None
    trigger: str
    due_on: date | None
    ends_on: date | None
    fallback_months: int


def add_months(day: date, months: int) -> date:
    """The same day of the month later, or the month's last day."""
    month = day.year * 12 + day.month - 1 + months
    year, number = month // 12, month % 12 + 1
    return date(year, number, min(day.day, monthrange(year, number)[1]))


def due_days(
    terms: Terms, *, decree_on: date, concluded_on: date, today: date, calendar: Calendar
) -> list[date]:
    """Due dates in order, up to and with the first one after `today`; none after the condition's own end."""
    if terms.schedule == Schedule.EVENT:
        if terms.trigger != Trigger.CONTRACT:
            return []
        return [calendar.add(concluded_on, terms.days or 0)]
    if terms.schedule == Schedule.EVERY and terms.months:
        return _every(terms, concluded_on, today, calendar)
    day = terms.due_on or add_months(decree_on, terms.months or terms.fallback_months)
    return [_working(day, calendar)]


def _every(terms: Terms, concluded_on: date, today: date, calendar: Calendar) -> list[date]:
    found: list[date] = []
    while not found or found[-1] <= today:
        day = add_months(concluded_on, (terms.months or 1) * (len(found) + 1))
        if terms.ends_on is not None and day > terms.ends_on:
            return found
        found.append(_working(day, calendar))
    return found


def _working(day: date, calendar: Calendar) -> date:
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return day
