"""The office in numbers, for the desk and supervision: nothing is kept back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commission.pages.statistics import running_tables, statistics_file, year_page
from commission.pages.years import figures_of, year_asked
from commission.queries_statistics import running, years


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """What is in progress today, and one year's figures."""
    offered = years()
    page = year_page(figures_of(year_asked(request, offered)), least=0)
    return render(request, "officer/statistics.html", {**page, **running_tables(running()), "years": offered})


@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """Every year's figures as a file."""
    return statistics_file([figures_of(year) for year in years()], least=0)
