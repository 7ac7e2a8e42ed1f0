"""The status page of a filed application: where it stands, since when and until when, what was decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.models import Application, Event
from commission.pages.applicant.words import EVENT_TONES, EVENT_WORDS
from commission.procedure.clocks import standing
from commission.services.calendar import calendar
from commission.states import PENDING, State


@dataclass(frozen=True, slots=True)
class Clock:
    """The statutory total in words for the applicant; `tone` as partials/metrics.html knows it."""

    day: int
    total: int
    due_on: date
    overdue: bool

    @property
    def tone(self) -> str:
        return "late" if self.overdue else "plain"

    @property
    def words(self) -> str:
        if self.overdue:
            late = self.day - self.total
            return ngettext(
                "The term ended %(count)d working day ago. That neither grants nor refuses the permission; "
                "the prosecutor sees it too.",
                "The term ended %(count)d working days ago. That neither grants nor refuses the permission; "
                "the prosecutor sees it too.",
                late,
            ) % {"count": late}
        return _("Day %(day)d of %(total)d working days") % {"day": self.day, "total": self.total}


def clock(application: Application, today: date) -> Clock | None:
    """Where the statutory total stands; None before registration and after the decision."""
    if application.t0 is None or application.due_on is None or application.state not in PENDING:
        return None
    where = standing(calendar(application.t0), start=application.t0, due_on=application.due_on, today=today)
    return Clock(day=max(where.gone, 0), total=where.total, due_on=application.due_on, overdue=where.overdue)


def facts(application: Application) -> list[dict[str, Any]]:
    """Dates at the head of the page."""
    submitted = timezone.localdate(application.submitted_at) if application.submitted_at else None
    found = [{"label": _("Submitted"), "value": _day(submitted)}]
    if application.t0:
        found.append({"label": _("Day zero of the term"), "value": _day(application.t0)})
    if application.due_on and application.state in PENDING:
        label = _("Term ends") if application.t0 else _("Term would end, provisionally")
        found.append({"label": label, "value": _day(application.due_on)})
    return found


def timeline(application: Application) -> list[dict[str, Any]]:
    """The public side of what happened, newest first: no internal notes, no names of officials."""
    return [
        {
            "when": event.at,
            "title": EVENT_WORDS[event.verb],
            "tone": EVENT_TONES.get(event.verb, "plain"),
            "detail": _detail(event),
        }
        for event in list(application.events.all())[::-1]
        if event.verb in EVENT_WORDS
    ]


def _detail(event: Event) -> str:
    """The applicant's text, the act the move rests on, and the paper under which a representative made it."""
    words = []
    if (entry := getattr(event, "paper_entry", None)) is not None:
        words.append(
            _("On paper, our number %(number)s, received %(day)s.")
            % {"number": entry.letter.number, "day": _day(entry.received_on)}
        )
    words += [f"{capfirst(str(event.get_ground_display()))}."] if event.ground else []
    words += [event.public_note] if event.public_note else []
    if event.power is not None:
        words.append(_("By a representative: %(power)s.") % {"power": event.power.words()})
    if event.act_number and event.act_date:
        words.append(
            _("Act No. %(number)s of %(date)s.") % {"number": event.act_number, "date": _day(event.act_date)}
        )
    return " ".join(words)


def last_note(application: Application, state: State) -> str:
    """What the applicant was told when the application last came into `state`: the defects, the reason."""
    notes = [event.public_note for event in application.events.all() if event.to_state == state]
    return notes[-1] if notes else ""


def ending(application: Application, state: State) -> str:
    """Why the case ended without a decision: the ground, then the reason that was written."""
    ended = [event for event in application.events.all() if event.to_state == state]
    return _detail(ended[-1]) if ended else ""


def _day(value: date | None) -> str:
    return value.strftime("%d.%m.%Y") if value else ""
