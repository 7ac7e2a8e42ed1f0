"""A year's figures as tables and as a file, for supervision and the desk (`least` 0) and for the public.

What the public sees of small numbers: outcomes by kind are shown as they are, since every decision stands in the public
register by itself. Whatever breaks cases down that are not published one by one (where a term ran out, how cases ended
without a decision) keeps cells of fewer than `least` cases back together with another one (`stages.protected`), and
durations of fewer than `least` cases are not shown: the median of one case is that case.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission.procedure.stages import Stage, protected
from commission.queries_statistics import UNDECIDED_ENDS, Duration, Load, Running, YearFigures
from commission.states import Kind, Motion
from commission.wording import KIND_NAMES, STATE_NAMES
from commission.wording_statistics import STAGE_NAMES
from registry.exchange.tables import write_csv

Columns = list[dict[str, Any]]
# The outcomes in the order of the columns.
OUTCOMES = (Motion.GRANT, Motion.GRANT_WITH_CONDITIONS, Motion.REFUSE)


def year_page(figures: YearFigures, *, least: int) -> dict[str, Any]:
    """What the template of a year needs."""
    return {
        "year": figures.year,
        "figures": figures,
        "least": least,
        "metrics": _metrics(figures, least),
        "outcomes": outcomes_table(figures),
        "ended": ended_table(figures, least),
        "stages": stages_table(figures, least),
        "late": late_table(figures, least),
    }


def _metrics(figures: YearFigures, least: int) -> list[dict[str, Any]]:
    shown = _shown(figures.total, least)
    return [
        {"label": _("Decisions"), "value": figures.decided},
        {
            "label": _("Decided after the last day"),
            "value": f"{_percent(figures.late, figures.decided)} %" if figures.decided else "–",
            "detail": _("%(late)s of %(all)s") % {"late": figures.late, "all": figures.decided},
            "tone": "late" if figures.late else "plain",
        },
        {
            "label": _("Median from day zero to the decree"),
            "value": _number(shown.median),
            "unit": _("working days"),
            "detail": _("nine in ten within %(days)s") % {"days": _number(shown.ninetieth)},
        },
        {
            "label": _("Requests for information"),
            "value": figures.asked,
            "detail": _("%(number)s of them late") % {"number": figures.asked_late},
        },
        {"label": _("Defects told late"), "value": figures.late_defects},
        {
            "label": _("Appeals decided"),
            "value": figures.appeals,
            "detail": _("%(number)s of them upheld") % {"number": figures.appeals_upheld},
        },
    ]


def _shown(duration: Duration, least: int) -> Duration:
    """The duration, or nothing of it where it would tell of single cases."""
    return duration if duration.cases >= least else Duration(duration.cases, None, None)


def _percent(part: int, whole: int) -> int:
    """Whole percent, halves upwards."""
    return (200 * part + whole) // (2 * whole)


def _number(value: int | None) -> int | str:
    return "–" if value is None else value


def _kept(value: int | None) -> int | str:
    """A cell, or that it is kept back."""
    return _("not shown") if value is None else value


def _columns(first: str, *numbers: str) -> Columns:
    return [{"label": first}, *({"label": label, "numeric": True} for label in numbers)]


Table = tuple[Columns, list[list[Any]]]


def outcomes_table(figures: YearFigures) -> Table:
    """Decisions by kind of transaction and outcome; kinds without any are left out."""
    columns = _columns(
        _("Kind of transaction"), _("Permitted"), _("Permitted with conditions"), _("Refused"), _("All")
    )
    rows = []
    for kind in Kind:
        cells = [figures.outcomes[kind, outcome] for outcome in OUTCOMES]
        if any(cells):
            rows.append([capfirst(str(KIND_NAMES[kind])), *cells, sum(cells)])
    cells = [figures.outcome(outcome) for outcome in OUTCOMES]
    return columns, [*rows, [_("All kinds"), *cells, sum(cells)]] if rows else []


def ended_cells(figures: YearFigures, least: int) -> dict[str, int | None]:
    """State -> cases that ended so, None where the number is kept back."""
    by_state: dict[str, int] = dict.fromkeys(UNDECIDED_ENDS, 0)
    for (_kind, state), number in figures.ended.items():
        by_state[state] += number
    return protected(by_state, least)


def ended_table(figures: YearFigures, least: int) -> Table:
    """Cases that ended without a decision; the sum alone where nothing of it may be broken down."""
    cells = ended_cells(figures, least)
    rows: list[list[Any]] = []
    if set(cells.values()) != {None}:
        rows = [[capfirst(str(STATE_NAMES[state])), _kept(cells[state])] for state in UNDECIDED_ENDS]
    total = figures.ended.total()
    return _columns(_("How"), _("Cases")), [*rows, [_("All"), total]] if total else []


def stages_table(figures: YearFigures, least: int) -> Table:
    """Working days by stage; stages at which no case stood are left out."""
    rows: list[list[Any]] = []
    for stage, duration in figures.stages.items():
        if duration.cases:
            shown = _shown(duration, least)
            rows.append([capfirst(str(STAGE_NAMES[stage])), *_durations(shown, least)])
    if rows:
        total = _shown(figures.total, least)
        rows.append([_("From day zero to the decree"), *_durations(total, least)])
    columns = _columns(_("Stage"), _("Cases"), _("Median, working days"), _("90th percentile, working days"))
    return columns, rows


def _durations(shown: Duration, least: int) -> list[Any]:
    cases = _kept(None) if 0 < shown.cases < least else shown.cases
    return [cases, _number(shown.median), _number(shown.ninetieth)]


def late_table(figures: YearFigures, least: int) -> Table:
    """At which stage the term of the late cases ran out; nothing where that may not be broken down."""
    cells = protected(figures.late_at, least)
    rows: list[list[Any]] = []
    if set(cells.values()) != {None}:
        rows = [
            [capfirst(str(STAGE_NAMES[stage])), _kept(cells[stage])] for stage in Stage if cells[stage] != 0
        ]
    return _columns(_("Where the case stood when its term ran out"), _("Cases")), rows


def running_tables(running: Running) -> dict[str, Table]:
    """What is in progress, for the house only: by stage, by officer."""
    numbers = (_("In progress"), _("Overdue"))
    stages = [
        [capfirst(str(STAGE_NAMES[stage])), load.cases, load.overdue]
        for stage, load in running.by_stage.items()
        if load.cases
    ]
    officers = [
        [name or _("nobody yet"), load.cases, load.overdue] for name, load in running.by_officer.items()
    ]
    all_loads = Load(
        sum(load.cases for load in running.by_officer.values()),
        sum(load.overdue for load in running.by_officer.values()),
    )
    last = [[_("All"), all_loads.cases, all_loads.overdue]] if stages else []
    return {
        "by_stage": (_columns(_("Stage"), *numbers), [*stages, *last]),
        "by_officer": (_columns(_("Officer"), *numbers), officers),
    }


# --- the file --------------------------------------------------------------------------------------------------------


def statistics_file(years: Sequence[YearFigures], *, least: int) -> HttpResponse:
    """The same numbers as CSV: year, measure, kind or stage, detail, number; an empty number is kept back."""
    rows = [("year", "measure", "of", "detail", "number")]
    for figures in years:
        for measure, of, detail, number in _lines(figures, least):
            rows.append((str(figures.year), measure, of, detail, "" if number is None else str(number)))
    name = "statistics.csv" if settings.PRODUCTION else "statistics-illustrative.csv"
    # The mark at the beginning is how spreadsheets recognise UTF-8.
    response = HttpResponse("\ufeff" + write_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(figures: YearFigures, least: int) -> Iterator[tuple[str, str, str, int | None]]:
    for kind in Kind:
        for outcome in OUTCOMES:
            if number := figures.outcomes[kind, outcome]:
                yield "decided", kind, outcome, number
    yield "decided", "", "", figures.decided
    yield from _cells("ended", ended_cells(figures, least))
    yield from _cells("term_ran_out", protected(figures.late_at, least))
    yield "decided_late", "", "", figures.late
    for of, duration in (*figures.stages.items(), ("total", figures.total)):
        if duration.cases:
            shown = _shown(duration, least)
            yield "working_days", of, "cases", shown.cases if shown.cases >= least else None
            yield "working_days", of, "median", shown.median
            yield "working_days", of, "90th_percentile", shown.ninetieth
    yield "requests", "", "", figures.asked
    yield "requests", "", "late", figures.asked_late
    yield "late_defects", "", "", figures.late_defects
    yield "appeals", "", "", figures.appeals
    yield "appeals", "", "upheld", figures.appeals_upheld


def _cells(measure: str, cells: Mapping[Any, int | None]) -> Iterator[tuple[str, str, str, int | None]]:
    for key, number in cells.items():
        yield measure, str(key), "", number
