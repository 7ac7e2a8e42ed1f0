"""How long cases stood at each stage, and what of small numbers is kept back. Pure: everything is handed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from commission.procedure.clocks import Calendar
from commission.states import State


class Stage(StrEnum):
    """A stretch of the road whose time is somebody's to answer for."""

    DESK = "desk"
    APPLICANT = "applicant"
    REVIEW = "review"
    COMMISSION = "commission"
    AGREEMENT = "agreement"
    GOVERNMENT = "government"


STAGE_OF: dict[str, Stage] = {
    State.SUBMITTED: Stage.DESK,
    State.RETURNED: Stage.APPLICANT,
    State.REGISTERED: Stage.REVIEW,
    State.UNDER_REVIEW: Stage.REVIEW,
    State.FACTS_SHOWN: Stage.REVIEW,
    State.ON_AGENDA: Stage.COMMISSION,
    State.HEARD: Stage.COMMISSION,
    State.RECOMMENDED: Stage.COMMISSION,
    State.OPINION_DRAFTED: Stage.AGREEMENT,
    State.BEFORE_GOVERNMENT: Stage.GOVERNMENT,
}


@dataclass(frozen=True, slots=True)
class Move:
    """The day on which a case came to a state."""

    on: date
    to: str


def working_days(moves: Sequence[Move], calendar: Calendar) -> dict[Stage, int]:
    """Working days at each stage that was left again; several stays add up. `moves` in the order of time.

    As in the clock ledger the day of entering is not counted and the day of leaving is.
    """
    spent: dict[Stage, int] = {}
    for move, following in pairwise(moves):
        stage = STAGE_OF.get(move.to)
        if stage is not None:
            spent[stage] = spent.get(stage, 0) + calendar.between(move.on, following.on)
    return spent


def stage_at_end_of(day: date, moves: Iterable[Move]) -> Stage | None:
    """Where the case stood at the end of `day`; None before it was filed and after it was decided."""
    stood = [move for move in moves if move.on <= day]
    return STAGE_OF.get(stood[-1].to) if stood else None


def percentile(values: Iterable[int], percent: int) -> int | None:
    """The smallest value that is not exceeded by at least `percent` of 100 of them (nearest rank); None of none.

    50 gives the lower median.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


Key = TypeVar("Key")


def protected(cells: Mapping[Key, int], least: int) -> dict[Key, int | None]:
    """Cells beside their published sum, with those kept back (None) that would tell of fewer than `least` cases.

    A small cell could be found by taking the others from the sum: so at least two are kept back, and together they
    stand for at least `least` cases. Where the sum itself is smaller nothing of it is broken down. `least` 0: all is
    shown.
    """
    total = sum(cells.values())
    if 0 < total < least:
        return dict.fromkeys(cells)
    hidden = {key for key, value in cells.items() if 0 < value < least}
    for key in sorted(cells, key=lambda one: cells[one]):
        if not hidden or (len(hidden) > 1 and sum(cells[one] for one in hidden) >= least):
            break
        if cells[key]:
            hidden.add(key)
    return {key: None if key in hidden else value for key, value in cells.items()}
