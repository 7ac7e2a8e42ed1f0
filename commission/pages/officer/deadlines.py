"""Deadlines in words: how many working days are left, and whether that is near."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.models import Application
from commission.procedure.clocks import Calendar, Standing, standing
from commission.states import PENDING

NEAR = 5
"""Working days from which a deadline is called near."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day and what to say of it today. `tone`: plain, soon or late."""

    due_on: date
    left: int

    @property
    def tone(self) -> str:
        if self.left < 0:
            return "late"
        return "soon" if self.left <= NEAR else "plain"

    @property
    def tag(self) -> str:
        """The tone of a tag, or nothing where no tag is needed."""
        return {"late": "refused", "soon": "waiting"}.get(self.tone, "")

    @property
    def words(self) -> str:
        if self.left < 0:
            late = -self.left
            return ngettext("%(days)d working day overdue", "%(days)d working days overdue", late) % {
                "days": late
            }
        if self.left == 0:
            return _("due today")
        return ngettext("%(days)d working day left", "%(days)d working days left", self.left) % {
            "days": self.left
        }


def deadline(calendar: Calendar, due_on: date, today: date) -> Deadline:
    """How far `due_on` is from `today` in working days; the last day itself is not overdue."""
    left = calendar.between(today, due_on)
    # Over a weekend or holiday nothing is counted, but the day has passed.
    return Deadline(due_on, left if left or due_on >= today else -1)


@dataclass(frozen=True, slots=True)
class Clock:
    """The statutory total of one case, as its page shows it."""

    standing: Standing
    deadline: Deadline

    @property
    def words(self) -> str:
        """For example "day 12 of 60, due 12.02.2027"."""
        return _("day %(gone)d of %(total)d, due %(due)s") % {
            "gone": max(self.standing.gone, 0),
            "total": self.standing.total,
            "due": day(self.deadline.due_on),
        }


def clock(application: Application, calendar: Calendar) -> Clock | None:
    """The running statutory total, or None before registration and after the decision."""
    if application.state not in PENDING or application.t0 is None or application.due_on is None:
        return None
    today = timezone.localdate()
    return Clock(
        standing(calendar, start=application.t0, due_on=application.due_on, today=today),
        deadline(calendar, application.due_on, today),
    )


def day(value: date | None) -> str:
    """A day as it is written in every language here."""
    return value.strftime("%d.%m.%Y") if value else ""
