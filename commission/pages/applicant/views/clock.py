"""Why is it this date? The applicant's side of the clocks: the statutory total and the applicant's own time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commission.ledger import Key
from commission.models import Application
from commission.pages.applicant.own import on_own
from commission.pages.officer import why
from commission.services.calendar import calendar
from commission.states import Counter

PUBLIC = (Counter.TOTAL, Counter.APPLICANT)


def _is_public(key: Key) -> bool:
    return key.counter in PUBLIC


@require_safe
@on_own
def clock(request: HttpRequest, application: Application) -> HttpResponse:
    today = timezone.localdate()
    entries = why.entries_of(application)
    told = why.tell(entries, calendar(application.t0 or today), today, _is_public)
    context = {
        "application": application,
        "told": told,
        "entries": why.table(entries, _is_public),
        "exceptional": why.exceptional(told),
        "quiet": True,
    }
    return render(request, "applicant/clock.html", context)
