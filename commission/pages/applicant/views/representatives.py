"""Who acts for the applicant: powers of attorney given and taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commission import permissions
from commission.documents.intake import Refused as NotTaken
from commission.documents.intake import receive
from commission.models import Application
from commission.pages.applicant.forms.representative import RepresentativeForm
from commission.pages.applicant.own import on_own, person, typed
from commission.pages.applicant.representing import behalf, power_rows
from commission.pages.attempts import attempt
from commission.services.representation import appoint_representative, revoke_power
from commission.states import FINAL


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def representatives(request: HttpRequest, application: Application) -> HttpResponse:
    """All powers of the case, and for the applicant in person the form for another one."""
    form = RepresentativeForm(typed(request), request.FILES or None)
    tried = attempt(request, form, lambda: _appoint(request, application, form))
    if tried.done:
        messages.success(request, _("The representative is appointed."))
        return redirect("applicant:representatives", application.reference)
    context = {
        "application": application,
        "form": form,
        "rows": power_rows(list(application.powers.select_related("representative", "document"))),
        "may_appoint": permissions.may_appoint(application, person(request))
        and application.state not in FINAL,
        "behalf": behalf(application, person(request)),
    }
    return render(request, "applicant/representatives.html", context, status=tried.status)


def _appoint(request: HttpRequest, application: Application, form: forms.Form) -> None:
    """Receive the scan, if there is one, and appoint; what is wrong with the file stands at its field."""
    assert isinstance(form, RepresentativeForm)
    received: Any = None
    if form.cleaned_data["file"] is not None:
        try:
            received = receive(form.cleaned_data["file"])
        except NotTaken as refusal:
            form.add_error("file", str(refusal.message))
            return
    appoint_representative(
        application_id=application.pk, by=person(request), data=form.power_data(), received=received
    )


@require_POST
@on_own
def revoke(request: HttpRequest, application: Application, power_id: int) -> HttpResponse:
    """Take one power back at once."""
    if not application.powers.filter(pk=power_id).exists():
        raise Http404
    revoke_power(power_id=power_id, by=person(request))
    messages.success(request, _("The power of attorney is revoked. Nothing more can be done under it."))
    return redirect("applicant:representatives", application.reference)
