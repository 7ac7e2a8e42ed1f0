"""The Commission's work in numbers, for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commission.models import policy
from commission.pages.statistics import statistics_file, year_page
from commission.pages.years import figures_of, year_asked
from commission.queries_statistics import years


def _least() -> int:
    return policy.value("least_counted", on=timezone.localdate())


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """One year's figures without small numbers."""
    offered = years()
    page = year_page(figures_of(year_asked(request, offered)), least=_least())
    return render(request, "public/statistics.html", {**page, "years": offered})


@login_not_required
@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """Every year's figures as a file."""
    return statistics_file([figures_of(year) for year in years()], least=_least())
