"""Supervision: the prosecutor reads every case that was filed; the auditor reads the journal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import findings_text
from commission.pages.officer.contests import show_contest
from commission.pages.officer.deadlines import deadline
from commission.pages.oversight.forms import CaseFilterForm, JournalFilterForm
from commission.pages.paging import elsewhere
from commission.queries import contests_of_cases
from commission.queries_inbox import Cursor, inbox
from commission.services.calendar import calendar_to_show
from commission.states import PENDING
from registry.journal.reading import entries
from registry.journal.writing import head
from registry.models import User


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Every filed case, on opening those in progress, the newest first."""
    assert isinstance(request.user, User)
    form = CaseFilterForm(request.GET)
    page = inbox(
        request.user,
        form.narrowed(),
        after=Cursor.parse(request.GET.get("after", "")),
        before=Cursor.parse(request.GET.get("before", "")),
    )
    days, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    late = {
        application.pk: deadline(days, application.due_on, today)
        for application in page.rows
        if application.state in PENDING and application.t0 is not None and application.due_on < today
    }
    context = {
        "page": page,
        "rows": [(application, late.get(application.pk)) for application in page.rows],
        "filter_form": form,
        "filters_active": form.active(),
        "clear_url": reverse("oversight:home"),
        "next_url": elsewhere(request.GET, "after", page.next),
        "previous_url": elsewhere(request.GET, "before", page.previous),
    }
    return render(request, "oversight/home.html", context)


@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """Every contest of a finding, the newest first: none is hidden by its countersign, refusal or withdrawal."""
    assert isinstance(request.user, User)
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    rows, older = contests_of_cases(request.user, before)
    context = {
        "rows": [
            {
                "application": row.finding.application,
                "title": findings_text.title(row.finding.check_id),
                "outcome": row.finding.standing_outcome,
                "contest": show_contest(row),
            }
            for row in rows
        ],
        "is_first": before is None,
        "next_url": f"?before={older}" if older else "",
        "page_note": _("Newest first"),
        "breadcrumbs": [
            {"label": _("Supervision"), "url": reverse("oversight:home")},
            {"label": _("Contested findings"), "url": ""},
        ],
    }
    return render(request, "oversight/contests.html", context)


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """The journal, newest first, without any case's content."""
    form = JournalFilterForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    rows = entries(subject=data.get("subject", ""), before=data.get("before"))
    seq, digest = head()
    context = {
        "entries": rows.rows,
        "filter_form": form,
        "head_seq": seq,
        "head_hash": digest,
        "next_url": _before(request, rows.next) if rows.next else "",
        "page_note": _("Newest first"),
    }
    return render(request, "oversight/journal.html", context)


def _before(request: HttpRequest, seq: int) -> str:
    query = request.GET.copy()
    query["before"] = str(seq)
    return f"?{query.urlencode()}"
