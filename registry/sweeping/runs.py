"""Use cases of the sweep: the whole registry, or what some changes can reach. One sweep runs at a time."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from registry.journal.writing import act
from registry.models import OwnershipMove, OwnershipValue, SweepRun, User
from registry.networks import above, below
from registry.sweeping.reading import Rows, read, read_at_once
from registry.sweeping.storing import replace_all, replace_some
from registry.sweeping.values import Values, values

ENGINE = "sweep-1"
"""Changes when stored values would: a run says by which rules it was computed."""
KEPT_RUNS = 50
MOST_REACHED = 100_000
"""A change that reaches more parties is followed by a sweep of the whole registry."""
_LOCK = 0x5357454550  # "SWEEP"

Note = Callable[[str], None]


@dataclass(frozen=True)
class Swept:
    """A run, what it took by step, and, of a partial one, the parties it reached and what moved there."""

    run: SweepRun
    seconds: dict[str, float] = field(default_factory=dict)
    moves: list[OwnershipMove] = field(default_factory=list)
    reached: frozenset[int] = frozenset()


def sweep_registry(*, as_of: date, by: User | None = None, note: Note = lambda _text: None) -> Swept:
    """Compute and store the values of every company on the day."""
    clock = _Clock(note)
    # Inside somebody's transaction there may be rows that no other connection sees yet.
    many = connection.vendor == "postgresql" and not connection.in_atomic_block
    with act(by=by) as acting, _alone():
        rows = read_at_once(as_of) if many else read(as_of)
        clock.step("read_s", f"{rows.parties.id.size} parties, {rows.holdings.low.size} holdings read")
        found = values(rows, as_of=as_of)
        clock.step(
            "compute_s", f"{found.party.size} companies computed, {int(found.exact.sum())} of them exactly"
        )
        run = _run(as_of, rows, found, clock.began, partial=False)
        replace_all(run, found)
        clock.step("store_s", f"{found.party.size} companies stored")
        SweepRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
        _forget()
        acting.record("registry.sweep", f"sweep:{run.pk}", engine=ENGINE, companies=run.companies)
    return Swept(run, clock.seconds)


def sweep_part(changed: Collection[int], *, as_of: date) -> Swept:
    """Compute and store anew whatever a change at these parties can reach. Joins the caller's act."""
    clock = _Clock(lambda _text: None)
    with act(by=None) as acting, _alone():
        reached = below(changed, as_of=as_of)
        if len(reached) > MOST_REACHED:
            return replace(sweep_registry(as_of=as_of), reached=frozenset(reached))
        rows = read(as_of, only=above(reached, as_of=as_of))
        found = values(rows, as_of=as_of, wanted=reached)
        run = _run(as_of, rows, found, clock.began, partial=True)
        # Also parties that are no more, or no companies any more.
        gone = (reached | {*changed}) - set(found.party.tolist())
        OwnershipValue.objects.filter(party_id__in=gone).delete()
        moves = replace_some(run, found)
        acting.record("registry.sweep_part", f"sweep:{run.pk}", engine=ENGINE, companies=run.companies)
    return Swept(run, clock.seconds, moves, frozenset(reached))


def last_whole_run() -> SweepRun | None:
    """The newest sweep of the whole registry."""
    return SweepRun.objects.filter(partial=False).first()


@contextmanager
def _alone() -> Iterator[None]:
    """Until the transaction ends no other sweep runs; on SQLite the transaction itself sees to that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    yield


def _run(as_of: date, rows: Rows, found: Values, began: datetime, *, partial: bool) -> SweepRun:
    return SweepRun.objects.create(
        view_date=as_of,
        engine=ENGINE,
        partial=partial,
        started_at=began,
        finished_at=timezone.now(),
        parties=rows.parties.id.size,
        holdings=rows.holdings.low.size,
        companies=found.party.size,
        rechecked=int(found.exact.sum()),
        unsettled=int((~found.settled).sum()),
    )


def _forget() -> None:
    """Old runs, with what moved in them; values name the newest runs only after a whole sweep."""
    kept = SweepRun.objects.values_list("pk", flat=True)[KEPT_RUNS : KEPT_RUNS + 1].first()
    if kept is not None:
        SweepRun.objects.filter(pk__lte=kept).delete()


class _Clock:
    def __init__(self, note: Note) -> None:
        self.began, self.note = timezone.now(), note
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def step(self, name: str, text: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = round(now - self._last, 3)
        self.note(f"{self.seconds[name]:7.2f} s  {text}")
        self._last = now
