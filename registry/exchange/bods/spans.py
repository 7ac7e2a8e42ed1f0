"""One relationship through its statements: which interest held from when until when.

A record is a chain of statements. An update that gives another figure for the same interest is a change from the
day of that statement: what was said before stays true of the days before. An interest no longer named ended then,
unless the statement that names its end, or the start of what replaced it, says when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registry.exchange.bods import figures
from registry.exchange.bods.terms import CAPITAL, UNSAID, VOTES
from registry.ownership.terms import ANYTHING, ZERO, Range

UNKNOWN = "unknownInterest"


@dataclass(slots=True)
class Span:
    """One interest on [start, end), as one or more statements of the record give it."""

    interest: str
    share: Range | None
    start: date | None
    end: date | None
    statement: str
    said_on: str
    details: str = ""
    direct: str = "direct"
    benefits: bool | None = None
    restated: date | None = None
    since: date | None = field(default=None)
    """The start that the statements name: with the type it tells which interest an update speaks of."""

    @property
    def empty(self) -> bool:
        """Whether no day is left."""
        return self.start is not None and self.end is not None and self.start >= self.end


def spans(chain: Sequence[tuple[str, dict[str, Any]]]) -> list[Span]:
    """All interests of one record's statements, oldest first."""
    done: list[Span] = []
    current: list[Span] = []
    for place, (name, statement) in enumerate(chain):
        day = figures.day(statement.get("statementDate"))
        closed = statement.get("recordStatus") == "closed"
        fresh = list(_interests(name, statement))
        if place == 0:
            if statement.get("recordStatus") in ("updated", "closed"):
                for span in fresh:
                    span.restated = day
            current = fresh
        else:
            current = _updated(done, current, fresh, day)
        if closed:
            for span in current:
                span.end = span.end or day
    return [span for span in (*done, *current) if not span.empty]


def _updated(done: list[Span], current: list[Span], fresh: list[Span], day: date | None) -> list[Span]:
    """The interests after an update made on `day`; those that ended go to `done`."""
    waiting = list(fresh)
    for old in current:
        new = _same(old, waiting)
        if new is None:
            old.end = _vanished(old, fresh, day)
            done.append(old)
            continue
        waiting.remove(new)
        new.restated = old.restated
        if new.share == old.share and new.details == old.details:
            new.start = old.start
        elif day is not None and not _is_over(new, day):
            _change(old, new, day)
            done.append(old)
    return fresh


def _same(old: Span, waiting: list[Span]) -> Span | None:
    """The interest of the update that is the old one: same type and start, rather with the same share."""
    found = [span for span in waiting if (span.interest, span.since) == (old.interest, old.since)]
    return next((span for span in found if span.share == old.share), found[0] if found else None)


def _is_over(new: Span, day: date) -> bool:
    """An update about days that are all past corrects what was said of them."""
    return new.end is not None and new.end <= day


def _change(old: Span, new: Span, day: date) -> None:
    turn = max(day, new.start) if new.start else day
    old.end = min(old.end, turn) if old.end else turn
    new.start = turn


def _vanished(old: Span, fresh: list[Span], day: date | None) -> date | None:
    successors = [
        span.start
        for span in fresh
        if span.interest == old.interest and span.start and (old.start is None or span.start > old.start)
    ]
    ends = [end for end in (old.end, day, *successors) if end is not None]
    return min(ends, default=old.end)


def _interests(name: str, statement: dict[str, Any]) -> Iterator[Span]:
    details = statement["recordDetails"]
    listed = details.get("interests") or [{"type": UNKNOWN}]
    components = bool(details.get("componentRecords"))
    for written in listed:
        start, end = figures.day(written.get("startDate")), figures.day(written.get("endDate"))
        interest = written.get("type") or UNKNOWN
        # What the standard wants said and the file does not: indirect where it names components, else direct.
        direct = written.get("directOrIndirect") or ("indirect" if components else "direct")
        yield Span(
            interest, _share(interest, written, direct), start, end, name, statement.get("statementDate") or "",
            details=written.get("details") or "", direct=direct,
            benefits=written.get("beneficialOwnershipOrControl"), since=start,
        )  # fmt: skip


def _share(interest: str, written: dict[str, Any], direct: str) -> Range | None:
    """The share of a stake. One not known to be direct may be nothing of its own."""
    if "share" not in written or written["share"] is None:
        return ANYTHING if interest in {CAPITAL, VOTES} | UNSAID and direct != "indirect" else None
    read = figures.share(written["share"], written.get("details") or "")
    assert isinstance(read, Range)
    return Range(ZERO, read.high) if direct == "unknown" else read
