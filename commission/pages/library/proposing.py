"""Making a condition of a case, for desk, Government office and bodies alike: choose an entry, fill it in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import findings_text, queries_conditions
from commission.models import Application, LibraryCondition, ProposedCondition
from commission.pages.attempts import attempt
from commission.pages.consulted.threats import threat_names
from commission.pages.library.case_forms import CaseFields, EntryPlacesForm, FreeConditionForm
from commission.pages.library.words import schedule_of, term_rows, verifier_of
from commission.pages.officer.acts import sent


@dataclass(frozen=True, slots=True)
class Place:
    """Where a condition is made: the case, whose opinions it may rest on, where the page leads, how it is told."""

    application: Application
    breadcrumbs: list[dict[str, Any]]
    to: str
    opinions: Any = None
    violations: tuple[tuple[str, str], ...] = ()


def violations_of(application: Application) -> tuple[tuple[str, str], ...]:
    """What a condition of this case may cure: (check id, name)."""
    return tuple((one, findings_text.title(one)) for one in application.barring())


def choices() -> list[dict[str, Any]]:
    """The entries in force, for a list to choose from."""
    return [
        {"row": row, "verifier": verifier_of(row), "schedule": schedule_of(row)}
        for row in queries_conditions.library(timezone.localdate())
    ]


def entry_in_force(code: str) -> LibraryCondition:
    """404 for a code that is not in force today."""
    found = next((row for row in queries_conditions.library(timezone.localdate()) if row.code == code), None)
    if found is None:
        raise Http404
    return found


def from_entry(
    request: HttpRequest, place: Place, entry: LibraryCondition, do: Callable[[EntryPlacesForm], object]
) -> HttpResponse:
    """Fill in an entry and add it."""
    form = EntryPlacesForm(sent(request), entry=entry, opinions=place.opinions, violations=place.violations)
    return _answer(request, place, form, lambda: do(form), entry=entry, term_rows=term_rows(entry))


def freely(request: HttpRequest, place: Place, do: Callable[[FreeConditionForm], object]) -> HttpResponse:
    """Word a condition freely and add it."""
    form = FreeConditionForm(sent(request), opinions=place.opinions, violations=place.violations)
    return _answer(request, place, form, lambda: do(form))


def _answer(
    request: HttpRequest, place: Place, form: CaseFields, do: Callable[[], object], **context: Any
) -> HttpResponse:
    tried = attempt(request, form, do)
    if tried.done:
        messages.success(request, _("The condition is added."))
        return redirect(place.to)
    page = {
        "application": place.application,
        "form": form,
        "cancel_url": place.to,
        "breadcrumbs": [*place.breadcrumbs, {"label": _("Add a condition"), "url": ""}],
        **context,
    }
    return render(request, "library/fill.html", page, status=tried.status)


def shown(row: ProposedCondition) -> dict[str, Any]:
    """A condition as lists and papers show it."""
    opinion = row.opinion
    return {
        "row": row,
        "term_rows": term_rows(row),
        "threats": threat_names(row.threats),
        "cures": [findings_text.title(one) for one in row.cures],
        "body": opinion.consultation.body.name if opinion is not None else "",
    }
