"""Which year of statistics is asked for."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest

from commission.queries_statistics import YearFigures, year_figures
from commission.services.calendar import calendar_to_show


def year_asked(request: HttpRequest, offered: Sequence[int]) -> int:
    """`?year=` where it is one of those offered, else the newest of them."""
    asked = request.GET.get("year", "")
    return next((year for year in offered if str(year) == asked), offered[0])


def figures_of(year: int) -> YearFigures:
    """The year's figures, counted by the calendar of the working days around it."""
    return year_figures(year, calendar_to_show(date(year, 7, 1)))
