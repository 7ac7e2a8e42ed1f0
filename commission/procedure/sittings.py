"""When papers go out and when an agenda closes before a sitting (policy)."""

from datetime import date, timedelta

from commission.procedure.clocks import Calendar


def papers_due_on(starts_on: date, *, working_days: int, calendar: Calendar) -> date:
    """The last working day on which papers still reach the members `working_days` before the sitting.

    As with every term the day of sending is not counted: from it to the sitting lie that many working days, the
    sitting's own day among them.
    """
    day = starts_on
    while calendar.between(day, starts_on) < working_days or (working_days and not calendar.is_working(day)):
        day -= timedelta(days=1)
    return day


def agenda_closes_on(starts_on: date, *, days: int) -> date:
    """The last day on which the agenda may be changed without a ground of urgency."""
    return starts_on - timedelta(days=days)
