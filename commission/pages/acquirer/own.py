"""Whose part it is: an acquirer's page starts from the part that the person accepted, or does not exist."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commission.models import Application
from commission.pages.applicant.own import View, person
from commission.pages.refusals import shows_refusals
from commission.queries_sides import acquirers_file
from commission.services.applications import EDITABLE
from commission.workflow import CannotProceed


def on_part(view: View) -> View:
    """The view is handed the case with the acquirer's part alone; refusals become pages."""

    @wraps(view)
    @shows_refusals
    def wrapped(request: HttpRequest, reference: str, **kwargs: Any) -> Any:
        application = acquirers_file(reference, person(request))
        if application is None:
            raise Http404
        return view(request, application, **kwargs)

    return wrapped


def on_open_part(view: View) -> View:
    """As `on_part`, for what may be changed only while the application is not filed."""

    @wraps(view)
    def wrapped(request: HttpRequest, application: Application, **kwargs: Any) -> Any:
        if application.state in EDITABLE:
            return view(request, application, **kwargs)
        filed = _("The application is filed: the acquirer's part can no longer be changed.")
        if request.method == "POST":
            raise CannotProceed(filed)
        messages.info(request, filed)
        return redirect("acquirer:application", application.reference)

    return on_part(wrapped)
