"""The working-day calendar, read from the registry."""

from datetime import date

from django.core.cache import cache

from commission.ledger import calendar
from commission.procedure.clocks import Calendar

__all__ = ["KEPT_SECONDS", "calendar", "calendar_to_show"]

KEPT_SECONDS = 60


def calendar_to_show(around: date) -> Calendar:
    """The same, kept for a minute: for counting down days on pages. A term is set by `calendar` alone."""
    kept = cache.get_or_set(f"calendar:{around.year}", lambda: calendar(around), KEPT_SECONDS)
    assert isinstance(kept, Calendar)
    return kept
