"""The public register of final decisions with its statistics."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission.models import Application
from commission.pages.public.decisions import ENDED, decisions_page, published_parties
from commission.pages.public.statistics import Statistics, statistics
from commission.states import Kind
from commission.wording import KIND_NAMES


@login_not_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    page = decisions_page(after)
    return render(
        request,
        "public/decisions.html",
        {
            "decisions": decision_lines(page.rows),
            "metrics": _metrics(statistics()),
            "next_url": f"?after={page.after}" if page.after else "",
            "previous_url": reverse("public:decisions") if after else "",
        },
    )


def decision_lines(rows: list[Application]) -> list[dict[str, Any]]:
    """What is published of each decision."""
    return [
        {
            "application": application,
            "decision": application.current_decision(),
            "kind": KIND_NAMES[Kind(application.kind)] if application.kind else "",
            "parties": published_parties(application),
            "conditions": [
                condition.wording for condition in application.current_decision().conditions.all()
            ],
            "ended": application.state if application.state in ENDED else "",
        }
        for application in rows
    ]


def _metrics(counted: Statistics) -> list[dict[str, Any]]:
    return [
        {"label": _("Final decisions"), "value": counted.total},
        {"label": _("Permitted"), "value": counted.granted},
        {"label": _("Permitted with conditions"), "value": counted.with_conditions},
        {"label": _("Refused"), "value": counted.refused},
        {
            "label": _("Median time to a decree"),
            "value": "–" if counted.median_days is None else counted.median_days,
            "unit": "" if counted.median_days is None else _("calendar days"),
        },
        {"label": _("Late requests for information"), "value": counted.late_requests},
        {"label": _("Defects told late"), "value": counted.late_defects},
    ]
