"""The work list: what an officer lives in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from commission import permissions
from commission.pages.officer.alarms import Alarm, alarms
from commission.pages.officer.deadlines import Deadline, deadline
from commission.pages.officer.forms import WorklistForm
from commission.pages.officer.reading import me
from commission.pages.officer.tickets import ticket
from commission.pages.officer.turns import waits_for
from commission.pages.paging import elsewhere
from commission.queries_inbox import Cursor, inbox
from commission.services.calendar import calendar_to_show
from commission.states import PENDING, State
from registry.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list with what this person may do about it from here."""

    application: Any
    deadline: Deadline | None
    is_provisional: bool
    ticket: str
    may_assign: bool
    alarms: list[Alarm]
    waits: str


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """The person's cases, the soonest due first."""
    user = me(request)
    form = WorklistForm(request.GET)
    page = inbox(
        user,
        form.narrowed(),
        after=Cursor.parse(request.GET.get("after", "")),
        before=Cursor.parse(request.GET.get("before", "")),
    )
    calendar, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    pressing = alarms([row.pk for row in page.rows if row.state in PENDING], calendar, today)
    rows = [
        _row(
            application,
            user,
            deadline(calendar, application.due_on, today),
            pressing.get(application.pk, []),
        )
        for application in page.rows
    ]
    context = {
        "rows": rows,
        "filter_form": form,
        "filters_active": form.active(),
        "clear_url": reverse("officer:worklist"),
        "next_url": elsewhere(request.GET, "after", page.next),
        "previous_url": elsewhere(request.GET, "before", page.previous),
    }
    return render(request, "officer/worklist.html", context)


def _row(application: Any, user: User, due: Deadline, pressing: list[Alarm]) -> Row:
    pending = application.state in PENDING
    return Row(
        application=application,
        deadline=due if pending and application.state != State.RETURNED else None,
        is_provisional=application.t0 is None,
        ticket=ticket(application, user) if pending and permissions.may_take(application, user) else "",
        may_assign=pending and application.officer_id is None and permissions.may_assign(application, user),
        alarms=pressing,
        waits=waits_for(
            application,
            checking=application.checks_running,
            asked=application.opinions_asked,
            closed=application.opinions_closed,
        ),
    )
