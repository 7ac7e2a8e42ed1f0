"""How punctual the consulted bodies are: numbers only, never what they answered."""

from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commission import queries_opinions
from commission.models import policy
from commission.services.calendar import calendar_to_show


@login_not_required
@require_safe
def punctuality(request: HttpRequest) -> HttpResponse:
    """The median of a body that has answered in few cases (policy) would be the time of single opinions."""
    today = timezone.localdate()
    least = policy.value("least_counted", on=today)
    rows = [
        row if row.in_time + row.late >= least else replace(row, median_days=None)
        for row in queries_opinions.punctuality(calendar_to_show(today))
    ]
    return render(request, "public/punctuality.html", {"rows": rows})
