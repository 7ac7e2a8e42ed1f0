"""Acts and how they reach the journal: collected during a transaction, appended as its last statement.

Appending first would serialise every transaction on the head's lock, appending in the middle deadlocks; Django has no
before-commit hook, so the outermost `act` opens the transaction and appends when its body is done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from registry.journal import chain
from registry.models import JournalEntry, JournalHead, User


@dataclass(slots=True)
class Act:
    """What one transaction will write to the journal, and on whose behalf."""

    by: User | None
    entries: list[tuple[str, str, dict[str, Any], User | None]] = field(default_factory=list)

    def record(self, act: str, subject: str, *, by: User | None = None, **payload: Any) -> None:
        """Add an entry. `payload` holds ids, codes and hashes only: never names, never text somebody typed.

        Whoever stands in for others this day is entered with their ids.
        """
        actor = by or self.by
        if actor is not None and actor.stands_in_for:
            payload["standing_in_for"] = sorted(actor.stands_in_for)
        self.entries.append((act, subject, payload, actor))


_current: ContextVar[Act | None] = ContextVar("journal_act", default=None)


@contextmanager
def act(*, by: User | None) -> Iterator[Act]:
    """Run a use case in one transaction and append what it recorded; an inner `act` joins the outer one."""
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        mine = Act(by)
        token = _current.set(mine)
        try:
            yield mine
        finally:
            _current.reset(token)
        _append(mine)


def _append(finished: Act) -> None:
    if not finished.entries:
        return
    head = JournalHead.objects.select_for_update(no_key=True).get(pk=1)
    now = timezone.now()
    rows = []
    for name, subject, payload, by in finished.entries:
        seq = head.seq + 1
        actor = by.pk if by else None
        text = chain.canonical(
            seq=seq, at=now, act=name, actor=actor, subject=subject, payload=payload, previous=head.hash
        )
        rows.append(
            JournalEntry(
                seq=seq,
                at=now,
                act=name,
                actor_id=actor,
                subject=subject,
                version=chain.VERSION,
                canonical=text,
                previous_hash=head.hash,
                hash=chain.digest(text),
            )
        )
        head.seq, head.hash = seq, rows[-1].hash
    JournalEntry.objects.bulk_create(rows)
    head.save(update_fields=["seq", "hash"])


def head() -> tuple[int, str]:
    """The chain's end as (seq, hash): the checkpoint line of printed papers."""
    row = JournalHead.objects.get(pk=1)
    return row.seq, row.hash
