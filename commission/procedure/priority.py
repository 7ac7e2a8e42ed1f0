"""The priority right of the state as a track beside the case: its stages, moves and terms (CC 193-1(4), SPL 191-194).

No Django here: what may follow what, and until when, can be read and tested alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commission.procedure.clocks import Calendar


class Stage(StrEnum):
    """Where the track stands."""

    OPENED = "opened"
    RECOMMENDED = "recommended"
    DECIDED = "decided"
    NOTIFIED = "notified"
    CONTRACTED = "contracted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Move(StrEnum):
    """What is done on the track."""

    RECOMMEND = "recommend"
    DECIDE = "decide"
    NOTIFY = "notify"
    CONTRACT = "contract"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Step:
    """A move: where it starts and ends; `bought` None: in any case, True: only where the right is exercised."""

    sources: frozenset[Stage]
    target: Stage
    bought: bool | None = None


_UNTIL_CONTRACT = frozenset({Stage.OPENED, Stage.RECOMMENDED, Stage.DECIDED, Stage.NOTIFIED})
STEPS = {
    Move.RECOMMEND: Step(frozenset({Stage.OPENED}), Stage.RECOMMENDED),
    Move.DECIDE: Step(frozenset({Stage.RECOMMENDED}), Stage.DECIDED),
    Move.NOTIFY: Step(frozenset({Stage.DECIDED}), Stage.NOTIFIED),
    Move.CONTRACT: Step(frozenset({Stage.NOTIFIED}), Stage.CONTRACTED, bought=True),
    # The owner may take the sale back until the contract (SPL 192(4)).
    Move.WITHDRAW: Step(_UNTIL_CONTRACT, Stage.WITHDRAWN),
    Move.EXPIRE: Step(frozenset({Stage.NOTIFIED}), Stage.EXPIRED, bought=True),
}


def moves(stage: Stage, exercises: bool | None) -> list[Move]:
    """Moves that start here, in the track's order; a right given up, once told, is the end of the track."""
    if is_settled(stage, exercises):
        return []
    return [
        move
        for move, step in STEPS.items()
        if stage in step.sources and (step.bought is None or step.bought is bool(exercises))
    ]


def is_settled(stage: Stage, exercises: bool | None) -> bool:
    """Whether nothing more is to be decided: given up and told, bought, withdrawn, or the term is over."""
    if stage == Stage.NOTIFIED:
        return exercises is False
    return stage in (Stage.CONTRACTED, Stage.WITHDRAWN, Stage.EXPIRED)


def clock_runs(move: Move, exercises: bool | None) -> tuple[str | None, Iterable[str]]:
    """(the run of the clock that the move ends, the runs that it begins): decision, notice, buy_out."""
    if move == Move.RECOMMEND:
        return None, ("decision",)
    if move == Move.DECIDE:
        return "decision", ("notice", "buy_out") if exercises else ("notice",)
    if move == Move.NOTIFY:
        return "notice", ()
    return "buy_out", ()


def working_days_of(months: int, start: date, calendar: Calendar) -> int:
    """A term of months from `start` as working days: its last day, or the next working day if that is none."""
    year, month = divmod(start.month - 1 + months, 12)
    end = _day_of(start.year + year, month + 1, start.day)
    return calendar.between(start, end) + (0 if calendar.is_working(end) else 1)


def _day_of(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last one."""
    for candidate in range(day, 27, -1):
        try:
            return date(year, month, candidate)
        except ValueError:
            continue
    return date(year, month, min(day, 28))
