"""How a story ends: its clock ledger, held against the one worked by hand."""

from datetime import date
from itertools import groupby
from textwrap import dedent

from commission import ledger
from commission.models import Application, ClockEntry, Job
from commission.pages.officer import why
from registry.journal.verifying import verify
from tests.cast import Road

YEAR = 2026


class Ending:
    """What a story asks of its case once everything has happened."""

    road: Road | None

    @property
    def pk(self) -> int:
        assert self.road is not None
        return self.road.pk

    @property
    def reference(self) -> str:
        assert self.road is not None
        return self.road.reference

    @property
    def application(self) -> Application:
        return Application.objects.get(pk=self.pk)

    def verbs(self) -> list[str]:
        return list(self.application.events.values_list("verb", flat=True))

    def due(self, name: str) -> date | None:
        """The last day that the ledger gives a counter now, by the name it has in `ledger`; None while it is paused."""
        counted = ledger.counts(self._entries())
        found = {_name(key): one for key, one in counted.items()}
        return found[name].due_on(ledger.calendar(date(YEAR, 6, 1)))

    def _entries(self) -> list[ClockEntry]:
        rows = ClockEntry.objects.filter(application_id=self.pk).select_related("consultation__body")
        return list(rows.order_by("pk"))

    def grounds(self, movement: str) -> dict[str, str]:
        """Body -> why its clock moved so."""
        rows = [entry for entry in self._entries() if entry.consultation and entry.movement == movement]
        return {entry.consultation.body.code: entry.ground for entry in rows if entry.consultation}

    def ledger(self) -> list[str]:
        """The clock ledger, a line an entry: day, counter, movement, days, and the counter's last day from then on.

        Bodies whose clocks move alike in one step share a line.
        """
        entries, days = self._entries(), ledger.calendar(date(YEAR, 6, 1))
        lines = []
        for at, entry in enumerate(entries, start=1):
            key = ledger.key_of(entry)
            due_on = ledger.counts(entries[:at])[key].due_on(days)
            body = entry.consultation.body.code if entry.consultation and not entry.run else ""
            said = f"{entry.movement} {entry.working_days}" if entry.working_days else entry.movement
            last = f" -> {due_on:%d.%m}" if due_on and entry.movement != "stop" else ""
            lines.append((f"{entry.on:%d.%m}", body, _name(key), f"{said}{last}"))
        told = []
        for (on, is_body, said), rows in groupby(lines, lambda row: (row[0], bool(row[1]), row[3])):
            names = [row[1] or row[2] for row in rows]
            told += (
                [f"{on} {','.join(names)} {said}"] if is_body else [f"{on} {name} {said}" for name in names]
            )
        return told

    def ends(self, expected: str) -> None:
        """Print the ledger, as `-s` shows it; it is the one worked by hand, nothing failed, the journal holds."""
        told = self.ledger()
        print(f"\n{self.reference}: {' '.join(self.verbs())}")
        print("\n".join(f"    {line}" for line in told))
        for row in why.table(why.entries_of(self.application)):
            print(f"        {row['on']:%d.%m.%Y} {row['counter']}: {row['movement']}, {row['ground']}")
        assert "\n".join(told) == dedent(expected).strip()
        failed = Job.objects.filter(application_id=self.pk).exclude(state="done")
        assert not [job.error for job in failed if job.error]
        assert verify() == []


def _name(key: ledger.Key) -> str:
    """`total`, `authority`, `facts`, `agreement` ...: a counter without the ids of its rows."""
    if key.run:
        return key.run.partition(":")[0]
    return key.counter if key.consultation_id is None else f"body {key.consultation_id}"
