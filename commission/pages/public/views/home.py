"""The start page and the page about the procedure."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commission.models import policy
from commission.pages.public.decisions import decisions_page
from commission.pages.public.objects import list_sizes
from commission.pages.public.views.decisions import decision_lines
from commission.procedure.regimes import regime_for

LATEST = 3


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "public/home.html",
        {
            "sizes": list_sizes(),
            "latest": decision_lines(decisions_page(size=LATEST).rows),
            "working_days": regime_for(settings.REGIME_MODE, timezone.localdate()).total_working_days,
        },
    )


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return render(
        request,
        "public/about.html",
        {
            "working_days": regime_for(settings.REGIME_MODE, today).total_working_days,
            "opinion_days": policy.value("consultation_days", on=today),
            "remark_days": policy.value("facts_shown_days", on=today),
            "appeal_days": policy.value("appeal_days", on=today),
        },
    )
