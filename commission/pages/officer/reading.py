"""Whose case it is: every page here starts from a file that the person may read, or does not exist."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commission import permissions, queries
from commission.models import Application
from commission.queries import CaseFile
from commission.services.readings import note_reading
from registry.models import User
from registry.roles import Role


def me(request: HttpRequest) -> User:
    """Who asks; the access rules have let nobody without an account come this far."""
    assert isinstance(request.user, User)
    return request.user


def whole_file(request: HttpRequest, reference: str) -> CaseFile:
    """The case with everything on its page; 404 for whom it is not."""
    file = queries.case_file(reference, me(request))
    if file is None:
        raise Http404
    _note(request, file.application)
    return file


def application(request: HttpRequest, reference: str) -> Application:
    """The case alone, for a page about one part of it; 404 for whom the case is not."""
    found = (
        queries.case_files(me(request))
        .filter(reference=reference)
        .select_related("object", "officer", "current_item")
        .first()
    )
    if found is None:
        raise Http404
    _note(request, found)
    return found


def _note(request: HttpRequest, found: Application) -> None:
    """Supervision and exceptional access leave a line in the journal, unseen by the participants."""
    if request.method == "GET" and permissions.reads_by_exception(found, me(request)):
        note_reading(application_id=found.pk, by=me(request), page=request.resolver_match.url_name or "")  # type: ignore[union-attr]


def crumbs(user: User, found: Application, *more: str) -> list[dict[str, Any]]:
    """Where a page of the case is: the person's own list, the case, the page."""
    first = (
        {"label": _("Work list"), "url": reverse("officer:worklist")}
        if user.holds(Role.OFFICER, Role.HEAD)
        else {"label": _("Start page"), "url": reverse("start")}
    )
    case = {"label": found.reference, "url": case_url(found) if more else ""}
    return [first, case, *({"label": label, "url": ""} for label in more)]


def case_url(found: Application) -> str:
    """The case's own page."""
    return reverse("officer:case", args=[found.reference])
