"""The clock ledger of a case: rows in, counters out; what is written is checked by following it.

`Application.due_on` and `Consultation.due_on` are copies of what the ledger says, kept for lists and their order. They
are written here alone, after every entry and when the calendar has changed (`settle`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from commission.models import Application, ClockEntry, Consultation, Event, policy
from commission.procedure import clocks
from commission.procedure.clocks import Calendar, Count
from commission.procedure.regimes import REGIMES
from commission.states import FINAL, PENDING, Counter, Movement, State
from registry.models import CalendarDay, User


def calendar(around: date) -> Calendar:
    """Exceptions from two years before to two years after `around`: more than any term of the procedure."""
    rows = CalendarDay.objects.filter(day__year__gte=around.year - 2, day__year__lte=around.year + 2)
    return Calendar.of(rows.values_list("day", "is_working"))


class Key(NamedTuple):
    """One counter of a case."""

    counter: str
    consultation_id: int | None = None
    run: str = ""

    def __str__(self) -> str:
        return "-".join(str(part) for part in self if part)


TOTAL = Key(Counter.TOTAL)
AUTHORITY = Key(Counter.AUTHORITY)


def facts_run(event_id: int) -> Key:
    """The applicant's time for remarks on the facts that an event has shown."""
    return Key(Counter.APPLICANT, run=f"facts:{event_id}")


def key_of(entry: ClockEntry) -> Key:
    return Key(entry.counter, entry.consultation_id, entry.run)


def pure(entry: ClockEntry) -> clocks.Entry:
    """The row as the arithmetic takes it."""
    return clocks.Entry(
        entry.pk, entry.movement, entry.on, entry.working_days, entry.cause, entry.corrects_id
    )


def counts(entries: Iterable[ClockEntry]) -> dict[Key, Count]:
    """Every counter that has begun, in the order of its first entry."""
    by_key: dict[Key, list[clocks.Entry]] = {}
    for entry in entries:
        by_key.setdefault(key_of(entry), []).append(pure(entry))
    followed = {key: clocks.count(rows) for key, rows in by_key.items()}
    return {key: counted for key, counted in followed.items() if counted is not None}


@dataclass(slots=True)
class Book:
    """The ledger of one locked application, open for writing."""

    application: Application
    entries: list[ClockEntry]

    def counts(self) -> dict[Key, Count]:
        return counts(self.entries)

    def write(
        self, key: Key, movement: Movement, *, on: date, by: User | None, ground: str, **rest: Any
    ) -> ClockEntry:
        """Append. BadLedger when the counter cannot follow the entry, and the transaction must not go on."""
        entry = ClockEntry.objects.create(
            application=self.application,
            counter=key.counter,
            consultation_id=key.consultation_id,
            run=key.run,
            movement=movement,
            on=on,
            by=by,
            ground=ground,
            **rest,
        )
        self.entries.append(entry)
        clocks.count(pure(row) for row in self.entries if key_of(row) == key)
        return entry

    def stop_all(self, *, on: date, by: User | None, ground: str, sparing: tuple[Counter, ...] = ()) -> None:
        """End every counter that has not ended, but those of the kinds to be spared."""
        for key, counted in self.counts().items():
            if counted.stopped_on is None and key.counter not in sparing:
                self.write(key, Movement.STOP, on=max(on, _last(self.entries, key)), by=by, ground=ground)


def _last(entries: list[ClockEntry], key: Key) -> date:
    return max(entry.on for entry in entries if key_of(entry) == key)


@contextmanager
def opened(application: Application) -> Iterator[Book]:
    """The ledger of an application that the caller has locked; afterwards its dates are settled."""
    entries = list(ClockEntry.objects.filter(application=application).order_by("pk"))
    book = Book(application, entries)
    yield book
    settle(application, book.counts())


def last_days(counted: dict[Key, Count], days: Calendar, today: date) -> dict[Key, date]:
    """The dates that rows keep a copy of: of the total and of each open consultation.

    A paused counter has no last day: it is kept as if it went on today, and moves on with each day (`reminders.plan`).
    """
    kept = {}
    for key, one in counted.items():
        due_on = one.due_if_resumed(days, today)
        is_kept = key == TOTAL or (key.counter == Counter.CONSULTATION and not key.run)
        if is_kept and one.stopped_on is None and due_on is not None:
            kept[key] = due_on
    return kept


def settle(application: Application, counted: dict[Key, Count]) -> bool:
    """Copy the last days that the ledger gives to the rows that lists are ordered by; whether anything changed."""
    total = counted.get(TOTAL)
    today = timezone.localdate()
    kept = last_days(counted, calendar(total.started_on if total else today), today)
    changed = False
    if total is not None and TOTAL in kept:
        due_on, t0 = kept.pop(TOTAL), total.started_on
        if (due_on, t0) != (application.due_on, application.t0):
            changed = True
            application.due_on, application.t0 = due_on, t0
            Application.objects.filter(pk=application.pk).update(due_on=due_on, t0=t0)
    asked = Consultation.objects.filter(application=application)
    shown = dict(asked.values_list("pk", "due_on")) if kept else {}
    for key, due_on in kept.items():
        if key.consultation_id is not None and shown.get(key.consultation_id) != due_on:
            changed = True
            asked.filter(pk=key.consultation_id).update(due_on=due_on)
    return changed


def follow(event: Event) -> None:
    """Move the clocks with a move of the case; called by the one door, in its transaction."""
    application = event.application
    verb, on, by = event.verb, timezone.localdate(event.at), event.by
    ends = event.from_state in PENDING and event.to_state not in PENDING
    # The track of the priority right goes on beside a permission; with the case it ends too.
    over = event.to_state in FINAL or event.to_state == State.REFUSED
    if not (ends or over or verb in _FOLLOWED) or application.t0 is None:
        return
    with opened(application) as book:
        known = book.counts()
        if ends or over:
            book.stop_all(on=on, by=by, ground=verb, sparing=() if over else (Counter.PRIORITY,))
        elif verb == "show_facts":
            days = policy.value("facts_shown_days", on=on)
            book.write(facts_run(event.pk), Movement.START, on=on, by=by, ground="facts", working_days=days)
        elif verb == "take_back_facts":
            for key, counted in known.items():
                if key.run.startswith("facts:") and counted.stopped_on is None:
                    book.write(key, Movement.STOP, on=on, by=by, ground="facts_over")
        elif verb == "withdraw_facts":
            _never_shown(book, event)
        elif AUTHORITY in known and event.to_state == State.BEFORE_GOVERNMENT:
            book.write(AUTHORITY, Movement.PAUSE, on=on, by=by, ground="government", cause="government")
        elif AUTHORITY in known and verb == "return_to_review":
            book.write(AUTHORITY, Movement.RESUME, on=on, by=by, ground="returned", cause="government")


def _never_shown(book: Book, event: Event) -> None:
    """Facts shown by mistake: corrections take back every entry of their running clock, its beginning last."""
    corrected = {entry.corrects_id for entry in book.entries}
    running = {
        key for key, one in book.counts().items() if key.run.startswith("facts:") and not one.stopped_on
    }
    live = [
        entry
        for entry in book.entries
        if key_of(entry) in running and entry.pk not in corrected and entry.movement != Movement.CANCEL
    ]
    for entry in sorted(live, key=lambda one: one.movement == Movement.START):
        book.write(
            key_of(entry), Movement.CANCEL, on=entry.on, by=event.by, ground="facts_withdrawn",
            cause=entry.cause, corrects=entry, reason=event.public_note or event.verb,
        )  # fmt: skip


_FOLLOWED = frozenset(
    {"show_facts", "take_back_facts", "withdraw_facts", "send_to_government", "agree", "return_to_review"}
)


def begin(application: Application, *, by: User | None) -> None:
    """Day zero: the statutory total of the pinned regime, and within it the authority's own time (policy)."""
    assert application.t0 is not None
    regime = REGIMES[application.regime]
    with opened(application) as book:
        if TOTAL in book.counts():
            return
        book.write(
            TOTAL,
            Movement.START,
            on=application.t0,
            by=by,
            ground=regime.total.basis,
            working_days=regime.total.number,
        )
        book.write(
            AUTHORITY,
            Movement.START,
            on=application.t0,
            by=by,
            ground="policy",
            working_days=policy.value(regime.government_day_policy, on=application.t0),
        )
