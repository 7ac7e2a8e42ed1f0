"""The working-day calendar, read from the registry."""

from datetime import date

from commission.procedure.clocks import Calendar
from registry.models import CalendarDay


def calendar(around: date) -> Calendar:
    """Exceptions from two years before to two years after `around`: more than any term of the procedure."""
    rows = CalendarDay.objects.filter(day__year__gte=around.year - 2, day__year__lte=around.year + 2)
    return Calendar.of(rows.values_list("day", "is_working"))
