"""Why is it this date? The ledger of the case's clocks, as a table and in words."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from commission.models import Application, ClockEntry, policy
from commission.pages.officer.deadlines import clock as running
from commission.pages.officer.deadlines import day
from commission.pages.officer.reading import application, crumbs, me
from commission.procedure.clocks import Calendar
from commission.procedure.regimes import REGIMES
from commission.services.calendar import calendar
from registry.models import CalendarDay

# Grounds that the services write as a word.
_GROUNDS = {
    "policy": gettext_lazy("policy"),
    "answered": gettext_lazy("the body has answered"),
    "deemed": gettext_lazy("silence, deemed no position (policy)"),
}


@require_GET
def clock(request: HttpRequest, reference: str) -> HttpResponse:
    """The ledger, the days that were not counted, and the sentence that leads to the date."""
    found = application(request, reference)
    entries = list(ClockEntry.objects.filter(application=found).select_related("consultation__body", "by"))
    days = calendar(found.t0 or timezone.localdate())
    exceptional = _exceptional(found)
    context = {
        "application": found,
        "clock": running(found, days),
        "words": _words(found, days, exceptional),
        "entries": [_entry(entry) for entry in entries],
        "exceptional": exceptional,
        "breadcrumbs": crumbs(me(request), found, _("Why this date")),
    }
    return render(request, "officer/clock.html", context)


def _exceptional(found: Application) -> list[CalendarDay]:
    """Weekdays off and working weekend days between day zero and the last day."""
    if found.t0 is None or found.due_on is None:
        return []
    rows = CalendarDay.objects.filter(day__gt=found.t0, day__lte=found.due_on)
    return [row for row in rows if row.is_working != (row.day.weekday() < 5)]


def _words(found: Application, days: Calendar, exceptional: list[CalendarDay]) -> list[str]:
    """The way from day zero to the last day, sentence by sentence."""
    if found.t0 is None or found.due_on is None:
        return [
            _(
                "The application is not registered yet: the statutory total begins with the last missing document."
            )
        ]
    total = days.between(found.t0, found.due_on)
    off = sum(not row.is_working for row in exceptional)
    moved = len(exceptional) - off
    regime = REGIMES.get(found.regime)
    said = [
        _("Day zero is %(t0)s, the day on which the last missing document was received. It is not counted.")
        % {"t0": day(found.t0)},
        ngettext(
            "The statutory total for review and decision is %(total)d working day (SPL 188).",
            "The statutory total for review and decision is %(total)d working days (SPL 188).",
            total,
        )
        % {"total": total},
        _("Counted are Mondays to Fridays, less %(off)d days off, plus %(moved)d working days at weekends.")
        % {"off": off, "moved": moved},
        _("So the last day is %(due)s. Requests to the applicant do not stop this count.")
        % {"due": day(found.due_on)},
        _(
            "If it passes, the permission is neither given nor refused: the delay is shown to everybody concerned."
        ),
    ]
    if regime is not None:
        by_day = policy.value(regime.government_day_policy, on=found.t0)
        stage = days.add(found.t0, by_day)
        said.append(
            _("The case should be before the Government by day %(day)d, %(date)s (policy).")
            % {"day": by_day, "date": day(stage)}
        )
    return said


def _entry(entry: ClockEntry) -> dict[str, Any]:
    whose = entry.consultation.body.name if entry.consultation else ""
    return {
        "on": entry.on,
        "counter": f"{entry.get_counter_display()}{': ' if whose else ''}{whose}",
        "movement": entry.get_movement_display(),
        "working_days": entry.working_days,
        "ground": _GROUNDS.get(entry.ground, entry.ground),
        "by": entry.by.full_name if entry.by else _("the system"),
    }
