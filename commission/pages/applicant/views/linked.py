"""Linked consents and statements: what the checks ask of the parties."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commission.models import Application
from commission.pages.applicant.own import on_own_draft, person, saved, typed
from commission.pages.linked_forms import ConsentForm, StatementsForm, consent_rows
from commission.services.linked import add_consent, remove_consent, save_statements


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_draft
def consents(request: HttpRequest, application: Application) -> HttpResponse:
    """Consents entered so far, and a form for the next."""
    form = ConsentForm(typed(request))
    if form.is_bound and form.is_valid():
        add_consent(application_id=application.pk, by=person(request), data=form.consent_data())
        messages.success(request, _("The consent is added."))
        return redirect("applicant:consents", application.reference)
    context = {
        "application": application,
        "form": form,
        "consents": consent_rows(application.linked_consents.all()),
    }
    return render(request, "applicant/consents.html", context, status=422 if form.errors else 200)


@require_POST
@on_own_draft
def remove(request: HttpRequest, application: Application, consent_id: int) -> HttpResponse:
    remove_consent(application_id=application.pk, by=person(request), consent_id=consent_id)
    messages.success(request, _("The consent is removed."))
    return redirect("applicant:consents", application.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_draft
def statements(request: HttpRequest, application: Application) -> HttpResponse:
    """Yes, no or not known, and where it is written."""
    form = StatementsForm(typed(request), kind=application.kind, stated=application.stated_facts.all())
    if form.is_bound and form.is_valid():
        save_statements(application_id=application.pk, by=person(request), answers=form.answers())
        return saved(request, application, _("The statements are saved."))
    context = {"application": application, "form": form}
    return render(request, "applicant/statements.html", context, status=422 if form.errors else 200)
