"""How punctual the consulted bodies are: numbers only, never what they answered."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commission import queries_opinions
from commission.services.calendar import calendar_to_show


@login_not_required
@require_GET
def punctuality(request: HttpRequest) -> HttpResponse:
    rows = queries_opinions.punctuality(calendar_to_show(timezone.localdate()))
    return render(request, "public/punctuality.html", {"rows": rows})
