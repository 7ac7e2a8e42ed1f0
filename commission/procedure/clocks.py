"""Working days, counters and deadlines: pure arithmetic over a ledger and a calendar that are handed in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from commission.states import Movement

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


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a counter's ledger. `cause` names what a pause rests on, `corrects` the row that this one replaces."""

    id: int
    movement: str
    on: date
    days: int | None = None
    cause: str = ""
    corrects: int | None = None


class BadLedger(ValueError):
    """Entries that no clock can follow. `code` names the problem, `entry` the first row that does not fit."""

    def __init__(self, code: str, entry: Entry) -> None:
        super().__init__(f"{code}: {entry}")
        self.code = code
        self.entry = entry


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that count, in order of time: a corrected row gives way to its correction, a cancelled one to none.

    On one day they keep the order in which they were first written.
    """
    rows = sorted(entries, key=lambda entry: entry.id)
    root: dict[int, int] = {}
    for entry in rows:
        root[entry.id] = root[entry.corrects] if entry.corrects is not None else entry.id
    replaced = {entry.corrects for entry in rows if entry.corrects is not None}
    live = [entry for entry in rows if entry.id not in replaced and entry.movement != Movement.CANCEL]
    return sorted(live, key=lambda entry: (entry.on, root[entry.id]))


@dataclass(frozen=True, slots=True)
class Count:
    """What a counter's ledger amounts to.

    A stretch (from, to] is counted from the day after `from` up to and including `to`; the last one is open (None)
    while the counter runs. So the day of a start or a resumption is not counted, the day of a pause or an end is.
    """

    started_on: date
    length: int | None
    stretches: tuple[tuple[date, date | None], ...]
    paused_on: date | None = None
    stopped_on: date | None = None
    # Open causes of the pause.
    causes: frozenset[str] = frozenset()

    @property
    def is_running(self) -> bool:
        return self.paused_on is None and self.stopped_on is None

    def gone(self, calendar: Calendar, today: date) -> int:
        """Working days counted up to and including `today`."""
        return sum(max(0, calendar.between(start, min(end or today, today))) for start, end in self.stretches)

    def due_on(self, calendar: Calendar) -> date | None:
        """The last day; None while the counter is paused before it, and for a counter without a length.

        Of a counter that was stopped early: the day on which it would have ended.
        """
        if self.length is None:
            return None
        left = self.length
        for start, end in self.stretches:
            if end is None or (end == self.stopped_on and self.paused_on is None):
                return calendar.add(start, left)
            counted = calendar.between(start, end)
            if counted >= left:
                return calendar.add(start, left)
            left -= counted
        return None

    def due_if_resumed(self, calendar: Calendar, on: date) -> date | None:
        """The last day if a paused counter went on from the day `on`; else its last day."""
        due = self.due_on(calendar)
        if due is not None or self.length is None:
            return due
        return calendar.add(on, self.length - sum(calendar.between(a, b or on) for a, b in self.stretches))


def count(entries: Iterable[Entry]) -> Count | None:
    """Follow one counter's ledger; None before it has begun. BadLedger for entries that do not follow each other.

    A counter is paused as long as any cause of a pause is open.
    """
    started: date | None = None
    running_since: date | None = None
    stopped: date | None = None
    paused: date | None = None
    length: int | None = None
    causes: set[str] = set()
    stretches: list[tuple[date, date | None]] = []
    for entry in effective(entries):
        if (started is None) != (entry.movement == Movement.START):
            raise BadLedger("not_started" if started is None else "started_twice", entry)
        if stopped is not None:
            raise BadLedger("stopped", entry)
        match entry.movement:
            case Movement.START:
                started = running_since = entry.on
                length = entry.days
            case Movement.EXTENSION:
                length = (length or 0) + (entry.days or 0)
            case Movement.PAUSE:
                if entry.cause in causes:
                    raise BadLedger("paused_twice", entry)
                causes.add(entry.cause)
                if running_since is not None:
                    stretches.append((running_since, entry.on))
                    running_since, paused = None, entry.on
            case Movement.RESUME:
                if entry.cause not in causes:
                    raise BadLedger("not_paused", entry)
                causes.discard(entry.cause)
                if not causes:
                    running_since, paused = entry.on, None
            case Movement.STOP:
                stopped = entry.on
                if running_since is not None:
                    stretches.append((running_since, entry.on))
                    running_since = None
    if started is None:
        return None
    if running_since is not None:
        stretches.append((running_since, None))
    return Count(started, length, tuple(stretches), paused, stopped, frozenset(causes))


class Level(StrEnum):
    """How pressing a term is."""

    SOON = "soon"
    DUE = "due"
    OVERDUE = "overdue"


def level(
    counted: Count, calendar: Calendar, today: date, *, percent: int = 100, days_left: int | None = None
) -> Level | None:
    """How pressing a running counter is today; None while it is paused, stopped, or far from its end.

    Soon: `percent` of the length is gone, or (where `days_left` is given) no more working days than that are left.
    """
    due = counted.due_on(calendar)
    if not counted.is_running or due is None or counted.length is None:
        return None
    if today > due:
        return Level.OVERDUE
    if today == due:
        return Level.DUE
    gone = counted.gone(calendar, today)
    if days_left is not None:
        return Level.SOON if counted.length - gone <= days_left else None
    return Level.SOON if 100 * gone >= percent * counted.length else None
