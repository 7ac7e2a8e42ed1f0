"""The working-day calendar, read from the registry."""

from datetime import date

from django.core.cache import cache

from commission.procedure.clocks import Calendar
from registry.models import CalendarDay

KEPT_SECONDS = 60


def calendar(around: date) -> Calendar:
    """Exceptions from two years before to two years after `around`: more than any term of the procedure."""
    rows = CalendarDay.objects.filter(day__year__gte=around.year - 2, day__year__lte=around.year + 2)
    return Calendar.of(rows.values_list("day", "is_working"))


def calendar_to_show(around: date) -> Calendar:
    """The same, kept for a minute: for counting down days on pages. A term is set by `calendar` alone."""
    kept = cache.get_or_set(f"calendar:{around.year}", lambda: calendar(around), KEPT_SECONDS)
    assert isinstance(kept, Calendar)
    return kept
