"""Working days and deadlines: pure arithmetic over a calendar that is handed in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Monday to Friday, less `days_off`, plus `working_weekends` (transfers)."""

    days_off: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()

    @classmethod
    def of(cls, exceptions: Iterable[tuple[date, bool]]) -> "Calendar":
        """From (day, is it a working day) pairs that differ from the weekday."""
        rows = list(exceptions)
        return cls(
            frozenset(day for day, working in rows if not working),
            frozenset(day for day, working in rows if working),
        )

    def is_working(self, day: date) -> bool:
        if day in self.working_weekends:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def working_days(self, after: date) -> Iterator[date]:
        """Working days strictly after `after`, without end."""
        day = after
        while True:
            day += _DAY
            if self.is_working(day):
                yield day

    def add(self, start: date, working_days: int) -> date:
        """The last day of a term of `working_days` that begins the day after `start` (day zero is not counted)."""
        if working_days == 0:
            return start
        return next(islice(self.working_days(start), working_days - 1, None))

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + _DAY * i) for i in range(1, (end - start).days + 1))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a term stands today: its last day, working days gone and left (negative: overdue)."""

    due_on: date
    total: int
    gone: int

    @property
    def left(self) -> int:
        return self.total - self.gone

    @property
    def overdue(self) -> bool:
        return self.left < 0

    @property
    def share_gone(self) -> int:
        """Percent of the term that is gone, 0 to 100."""
        return min(100, max(0, 100 * self.gone // self.total)) if self.total else 100


def standing(calendar: Calendar, *, start: date, due_on: date, today: date) -> Standing:
    """Standing of the term (`start`, `due_on`] on `today`."""
    return Standing(due_on=due_on, total=calendar.between(start, due_on), gone=calendar.between(start, today))
