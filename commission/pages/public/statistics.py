"""Statistics of the public register: counts by outcome and the median time to a decree."""

import time
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Func, IntegerField

from commission import queries
from commission.models import Decision, Defect, InformationRequest
from commission.states import DefectOrigin, Motion

# How long a count may be shown at most, in seconds; a newly published decision is counted at once.
KEPT_FOR = 300


class DaysBetween(Func):
    """Calendar days from the second date to the first, as a whole number."""

    arity = 2
    output_field = IntegerField()
    template = "(%(expressions)s)"
    arg_joiner = " - "

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite keeps dates as text."""
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Decisions by outcome; days from day zero to the decree, None while there is no decision."""

    granted: int
    with_conditions: int
    refused: int
    median_days: int | None
    late_requests: int = 0
    """Requests for information beyond the one list a stage, sent to applicants in all cases."""
    late_defects: int = 0
    """Defects that could have been told the first time and were not, in all cases."""

    @property
    def total(self) -> int:
        return self.granted + self.with_conditions + self.refused


def statistics() -> Statistics:
    """Counts as of the newest published decision: the whole register is not counted again for every reader."""
    newest = (
        Decision.objects.filter(notified_at__isnull=False)
        .order_by("-pk")
        .values_list("pk", "notified_at")
        .first()
    )
    return _counted(newest, int(time.monotonic() // KEPT_FOR))


@lru_cache(maxsize=2)
def _counted(newest: Any, _moment: int) -> Statistics:
    """One statement that answers with a few hundred rows, however many cases there are, and two counts."""
    rows = list(
        queries.decided()
        .order_by()
        .values("decision__outcome", days=DaysBetween(F("decision__date"), F("t0")))
        .annotate(count=Count("pk"))
        .values_list("decision__outcome", "days", "count")
    )
    by_outcome: Counter[str] = Counter()
    by_days: Counter[int] = Counter()
    for outcome, days, count in rows:
        by_outcome[outcome] += count
        if days is not None:
            by_days[days] += count
    return Statistics(
        granted=by_outcome[Motion.GRANT],
        with_conditions=by_outcome[Motion.GRANT_WITH_CONDITIONS],
        refused=by_outcome[Motion.REFUSE],
        median_days=_median(by_days),
        late_requests=InformationRequest.objects.sent().filter(late=True).count(),
        late_defects=Defect.objects.filter(origin=DefectOrigin.LATE).count(),
    )


def _median(histogram: Counter[int]) -> int | None:
    """The lower median of value -> count."""
    seen, total = 0, histogram.total()
    for value in sorted(histogram):
        seen += histogram[value]
        if 2 * seen >= total:
            return value
    return None
