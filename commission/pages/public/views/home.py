"""The start page and the page about the procedure."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from commission.pages.public.decisions import decisions_page
from commission.pages.public.objects import list_sizes
from commission.pages.public.views.decisions import decision_lines
from commission.procedure.regimes import regime_for

LATEST = 3


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "public/home.html",
        {
            "sizes": list_sizes(),
            "latest": decision_lines(decisions_page(size=LATEST).rows),
            "working_days": regime_for(settings.REGIME_MODE).total_working_days,
        },
    )


@login_not_required
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "public/about.html",
        {
            "working_days": regime_for(settings.REGIME_MODE).total_working_days,
            "opinion_days": settings.CONSULTATION_WORKING_DAYS,
            "remark_days": settings.FACTS_SHOWN_WORKING_DAYS,
            "appeal_days": settings.APPEAL_DAYS,
        },
    )
