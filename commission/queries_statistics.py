"""What the office is counted by: outcomes, durations, lateness. The same numbers for supervision and for the public.

A year's decisions are those whose decree is dated in that year and whose applicant has been told: the same that the
public register shows. Each function makes a fixed number of queries, however many cases there are.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from commission.models import Appeal, Application, Defect, Event, InformationRequest
from commission.models.appeal import AppealOutcome
from commission.procedure.clocks import Calendar
from commission.procedure.stages import STAGE_OF, Move, Stage, percentile, stage_at_end_of, working_days
from commission.queries import decided
from commission.states import PENDING, DefectOrigin, State

# How a case ends without a decision.
UNDECIDED_ENDS = (State.WITHDRAWN, State.DISCONTINUED, State.NOT_REQUIRED, State.NOT_ADMITTED)
# The longest list of years that is offered.
MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class Duration:
    """Working days of `cases` cases: the lower median and the 90th percentile (nearest rank); None without cases."""

    cases: int
    median: int | None
    ninetieth: int | None

    @classmethod
    def of(cls, days: list[int]) -> "Duration":
        return cls(len(days), percentile(days, 50), percentile(days, 90))


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of the office.

    `outcomes`: (kind of transaction, outcome) -> decisions. `late`: decrees dated after the last day of the statutory
    total; `late_at`: the stage at which these cases stood at the end of that last day, which is where the term ran
    out. `total`: from day zero to the decree. `stages`: of the decided cases those that were at the stage at all, the
    whole time that each spent there. `ended`: (kind, state) -> cases that ended in the year without a decision.
    `asked`: requests for information sent in the year, `asked_late` those beyond the one list a stage;
    `late_defects`: defects of that year's lists that could have been told before. `appeals`: decided in the year.
    """

    year: int
    decided: int
    late: int
    late_at: dict[Stage, int]
    total: Duration
    stages: dict[Stage, Duration]
    outcomes: Counter[tuple[str, str]]
    ended: Counter[tuple[str, str]]
    asked: int
    asked_late: int
    late_defects: int
    appeals: int
    appeals_upheld: int

    def outcome(self, outcome: str) -> int:
        """Decisions with this outcome, whatever the kind."""
        return sum(number for (_kind, one), number in self.outcomes.items() if one == outcome)


def years() -> list[int]:
    """From this year back to the one in which the first application was filed, ten at most. One query."""
    first = Application.objects.aggregate(first=Min("submitted_at"))["first"]
    now = timezone.localdate().year
    begun = timezone.localdate(first).year if first is not None else now
    return list(range(now, max(begun, now - MOST_YEARS + 1) - 1, -1))


def year_figures(year: int, calendar: Calendar) -> YearFigures:
    """Six queries. `calendar` reaches two years back from the year."""
    cases = decided().filter(decision__date__year=year).order_by()
    rows = list(cases.values_list("pk", "kind", "t0", "due_on", "decision__date", "decision__outcome"))
    moves = _moves(Q(application__in=cases.values("pk")))
    outcomes: Counter[tuple[str, str]] = Counter()
    late_at: Counter[Stage] = Counter()
    totals: list[int] = []
    spent: dict[Stage, list[int]] = {stage: [] for stage in Stage}
    for pk, kind, t0, due_on, decreed, outcome in rows:
        outcomes[kind, outcome] += 1
        made = [move for move in moves.get(pk, []) if move.on <= decreed]
        for stage, days in working_days(made, calendar).items():
            spent[stage].append(days)
        if t0 is not None:
            totals.append(calendar.between(t0, decreed))
        if due_on is not None and decreed > due_on:
            late_at[stage_at_end_of(due_on, made) or Stage.GOVERNMENT] += 1
    asked = _number(InformationRequest.objects.sent().filter(sent_at__year=year), of_these=Q(late=True))
    appeals = _number(Appeal.objects.filter(decided_at__year=year), of_these=Q(outcome=AppealOutcome.UPHELD))
    return YearFigures(
        year=year,
        decided=len(rows),
        late=late_at.total(),
        late_at={stage: late_at[stage] for stage in Stage},
        total=Duration.of(totals),
        stages={stage: Duration.of(days) for stage, days in spent.items()},
        outcomes=outcomes,
        ended=_ended(year),
        asked=asked[0],
        asked_late=asked[1],
        late_defects=Defect.objects.filter(origin=DefectOrigin.LATE, event__at__year=year).count(),
        appeals=appeals[0],
        appeals_upheld=appeals[1],
    )


def _moves(wanted: Q) -> dict[int, list[Move]]:
    """Each case's moves by day, in the order of time. One query."""
    rows = Event.objects.filter(wanted).order_by("application_id", "pk")
    found = rows.values_list("application_id", "at", "to_state")
    return {
        pk: [Move(timezone.localdate(at), to) for _pk, at, to in group]
        for pk, group in groupby(found, key=lambda row: row[0])
    }


def _ended(year: int) -> Counter[tuple[str, str]]:
    rows = Event.objects.filter(to_state__in=UNDECIDED_ENDS, at__year=year).order_by()
    counted = rows.values("application__kind", "to_state").annotate(number=Count("pk"))
    return Counter({(row["application__kind"], row["to_state"]): row["number"] for row in counted})


def _number(rows: QuerySet[Any], *, of_these: Q) -> tuple[int, int]:
    """How many rows there are, and how many of them are `of_these`. One query."""
    found = rows.aggregate(rows=Count("pk"), these=Count("pk", filter=of_these))
    return found["rows"], found["these"]


@dataclass(frozen=True, slots=True)
class Load:
    """What is in progress at one place: cases, and how many of them are past the last day of the statutory total."""

    cases: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Running:
    """What is in progress today, by stage and by officer (the name; empty for cases that nobody has taken)."""

    by_stage: dict[Stage, Load]
    by_officer: dict[str, Load]


def running() -> Running:
    """One query, a row for each state and officer."""
    late = Q(due_on__lt=timezone.localdate(), t0__isnull=False)
    rows = (
        Application.objects.filter(state__in=PENDING)
        .order_by()
        .values("state", "officer__first_name", "officer__last_name")
        .annotate(cases=Count("pk"), overdue=Count("pk", filter=late))
    )
    by_stage: Counter[tuple[Stage, str]] = Counter()
    by_officer: Counter[tuple[str, str]] = Counter()
    for row in rows:
        name = f"{row['officer__first_name'] or ''} {row['officer__last_name'] or ''}".strip()
        for what in ("cases", "overdue"):
            by_stage[STAGE_OF[row["state"]], what] += row[what]
            by_officer[name, what] += row[what]
    names = sorted({name for name, _what in by_officer})
    return Running(
        {stage: Load(by_stage[stage, "cases"], by_stage[stage, "overdue"]) for stage in Stage},
        {name: Load(by_officer[name, "cases"], by_officer[name, "overdue"]) for name in names},
    )
