"""The acquirer's part as the applicant meets it: inviting, whether it is complete, taking the invitation back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commission.models import Application
from commission.pages.applicant.forms.invitation import InvitationForm
from commission.pages.applicant.own import on_own_draft, person, typed
from commission.services.compartments import close_compartment, invite_acquirer


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_draft
def invite(request: HttpRequest, application: Application) -> HttpResponse:
    form = InvitationForm(typed(request))
    if form.is_bound and form.is_valid():
        invite_acquirer(
            application_id=application.pk, by=person(request), address=form.cleaned_data["address"]
        )
        messages.success(request, _("The invitation is on its way."))
        return redirect("applicant:acquirer", application.reference)
    context = {"application": application, "form": form}
    return render(request, "applicant/invite.html", context, status=422 if form.errors else 200)


@require_POST
@on_own_draft
def close(request: HttpRequest, application: Application) -> HttpResponse:
    close_compartment(application_id=application.pk, by=person(request))
    messages.success(request, _("The invitation is taken back. State the acquirer yourself."))
    return redirect("applicant:acquirer", application.reference)
