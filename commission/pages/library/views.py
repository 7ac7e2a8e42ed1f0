"""The condition library: what is in force, what waits for a second person, one entry with its history."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import permissions, queries_conditions
from commission.models import LibraryCondition
from commission.pages.attempts import attempt
from commission.pages.consulted.threats import threat_names
from commission.pages.library.forms import EntryForm
from commission.pages.library.words import schedule_of, term_rows, verifier_of
from commission.pages.officer.acts import sent
from commission.pages.refusals import shows_refusals
from commission.services import library
from registry.models import User


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Every entry in force today; for those who keep the library also the open proposals."""
    user = _me(request)
    keeps = permissions.may_keep_library(user)
    rows = queries_conditions.library_rows().filter(confirmed_at__isnull=True, rejected_at__isnull=True)
    context = {
        "keeps": keeps,
        "open": [_proposal(row, user) for row in rows] if keeps else [],
        "entries": [_line(row) for row in queries_conditions.library(timezone.localdate())],
    }
    return render(request, "library/entries.html", context)


def _line(row: LibraryCondition) -> dict[str, Any]:
    return {"row": row, "verifier": verifier_of(row), "schedule": schedule_of(row)}


def _proposal(row: LibraryCondition, user: User) -> dict[str, Any]:
    return {
        "row": row,
        "may_confirm": permissions.may_confirm_entry(row, user),
        "is_own": row.proposed_by_id == user.pk,
    }


def _rows_of(code: str) -> list[LibraryCondition]:
    rows = list(queries_conditions.library_rows().filter(code=code).order_by("-valid_from", "-pk"))
    if not rows:
        raise Http404
    return rows


@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """One entry as it stands, and every row there was of it."""
    rows = _rows_of(code)
    in_force = {row.pk for row in queries_conditions.library(timezone.localdate())}
    row = next((one for one in rows if one.pk in in_force), rows[0])
    context = {
        "row": row,
        "in_force": row.pk in in_force,
        "term_rows": term_rows(row),
        "threats": threat_names(row.threats),
        "history": [{"row": one, "state": _state(one)} for one in rows],
        "keeps": permissions.may_keep_library(_me(request)),
        "breadcrumbs": _crumbs(code),
    }
    return render(request, "library/entry.html", context)


def _state(row: LibraryCondition) -> str:
    if row.confirmed_by is not None:
        return _("confirmed by %(who)s") % {"who": row.confirmed_by.full_name}
    return _("waits for a second person") if row.is_open else _("rejected or taken back")


def _crumbs(*labels: str) -> list[dict[str, str]]:
    first = {"label": _("Condition library"), "url": reverse("library:entries")}
    return [first, *({"label": label, "url": ""} for label in labels)]


@shows_refusals
def new(request: HttpRequest) -> HttpResponse:
    """Propose an entry."""
    return _propose(request, EntryForm(sent(request)), _("New entry of the library"))


@shows_refusals
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Propose another wording of an entry, or take it out of use."""
    form = EntryForm(sent(request), row=_rows_of(code)[0])
    return _propose(request, form, _("Change the entry %(code)s") % {"code": code})


def _propose(request: HttpRequest, form: EntryForm, title: str) -> HttpResponse:
    tried = attempt(
        request,
        form,
        lambda: library.propose_entry(by=_me(request), data=form.entry(), reason=form.cleaned_data["reason"]),
    )
    if tried.done:
        messages.success(request, _("Proposed. Another person has to confirm it."))
        return redirect("library:entries")
    context = {"title": title, "form": form, "breadcrumbs": _crumbs(title)}
    return render(request, "library/propose.html", context, status=tried.status)


@shows_refusals
def settle(request: HttpRequest, row_id: int, verdict: str) -> HttpResponse:
    """Confirm or reject a proposal."""
    do = {"confirm": library.confirm_entry, "reject": library.reject_entry}[verdict]
    do(row_id=row_id, by=_me(request))
    messages.success(request, _("Confirmed.") if verdict == "confirm" else _("Rejected."))
    return redirect("library:entries")
