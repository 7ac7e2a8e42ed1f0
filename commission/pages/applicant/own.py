"""Whose page it is: an applicant's page starts from the person's own application, or does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commission import sides
from commission.models import Application, PaperEntry
from commission.pages.refusals import shows_refusals
from commission.queries_sides import own_file
from commission.services.applications import EDITABLE
from commission.workflow import CannotProceed, NotAllowed
from registry.models import User

# A page, a redirect, or a file that is streamed.
View = Callable[..., Any]


def person(request: HttpRequest) -> User:
    """Who asks; the access rules have let nobody without an account come this far."""
    assert isinstance(request.user, User)
    return request.user


def own(request: HttpRequest, reference: str) -> Application:
    """The person's own application with its public side; 404 for anybody else's."""
    application = own_file(reference, person(request))
    if application is None:
        raise Http404
    return application


def on_own(view: View) -> View:
    """The view is handed the person's own application instead of its number; refusals become pages.

    A representative whose power of attorney has ended is told so, whatever the page.
    """

    @wraps(view)
    @shows_refusals
    def wrapped(request: HttpRequest, reference: str, **kwargs: Any) -> Any:
        application = own(request, reference)
        # An officer types what came on paper: the pages say so (partials/typing.html).
        request.typing = sides.typed_entry(application, person(request))  # type: ignore[attr-defined]
        if ended := sides.why_powerless(application, person(request)):
            raise NotAllowed(ended)
        return view(request, application, **kwargs)

    return wrapped


def on_own_draft(view: View) -> View:
    """As `on_own`, for what may be changed only before filing or after a return for completion."""

    @wraps(view)
    def wrapped(request: HttpRequest, application: Application, **kwargs: Any) -> Any:
        if application.state in EDITABLE:
            return view(request, application, **kwargs)
        if request.method == "POST":
            raise CannotProceed(
                _(
                    "The application is already filed and can no longer be changed. "
                    "Withdraw it, or wait until it is returned."
                )
            )
        messages.info(request, _("The application is filed: this section can no longer be changed."))
        return redirect("applicant:application", application.reference)

    return on_own(wrapped)


def typing(request: HttpRequest) -> PaperEntry | None:
    """The paper that is typed on this page; None for the parties themselves."""
    entry: PaperEntry | None = getattr(request, "typing", None)
    return entry


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing while the page is only read. An empty form that is sent is still sent."""
    return request.POST if request.method == "POST" else None


def saved(request: HttpRequest, application: Application, said: str) -> HttpResponse:
    """Back to the task list with a word on what was saved."""
    messages.success(request, said)
    return redirect("applicant:application", application.reference)
