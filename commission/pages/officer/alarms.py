"""What presses on the cases of a list, beside the statutory total: one query for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission import ledger
from commission.models import ClockEntry
from commission.procedure.clocks import Calendar, Level
from commission.services.reminders import pressing_level
from commission.states import Counter
from commission.wording import COUNTER_NAMES

_WORDS_FIRST = (Level.OVERDUE, Level.DUE, Level.SOON)
_TONES = {Level.OVERDUE: "refused", Level.DUE: "waiting", Level.SOON: "quiet"}


@dataclass(frozen=True, slots=True)
class Alarm:
    """A kind of counter of one case and how pressing the worst of them is."""

    label: str
    tone: str


def alarms(application_ids: Iterable[int], calendar: Calendar, today: date) -> dict[int, list[Alarm]]:
    """For each case its pressing counters, one line a kind, in the order of the counters."""
    by_case: dict[int, list[ClockEntry]] = {}
    for entry in ClockEntry.objects.filter(application_id__in=list(application_ids)).order_by("pk"):
        by_case.setdefault(entry.application_id, []).append(entry)
    found: dict[int, list[Alarm]] = {}
    for pk, entries in by_case.items():
        levels: dict[str, list[Level]] = {}
        for key, counted in ledger.counts(entries).items():
            reached = pressing_level(key, counted, calendar, today)
            if reached is not None and key != ledger.TOTAL:
                levels.setdefault(key.counter, []).append(reached)
        found[pk] = [_alarm(Counter(counter), reached) for counter, reached in sorted(levels.items())]
    return found


def _alarm(counter: Counter, reached: list[Level]) -> Alarm:
    worst = next(level for level in _WORDS_FIRST if level in reached)
    words = {
        Level.OVERDUE: _("%(counter)s: overdue"),
        Level.DUE: _("%(counter)s: due today"),
        Level.SOON: _("%(counter)s: nearly gone"),
    }[worst]
    return Alarm(capfirst(words % {"counter": COUNTER_NAMES[counter]}), _TONES[worst])
