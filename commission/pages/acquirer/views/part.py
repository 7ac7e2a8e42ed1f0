"""The acquirer's own part: who acquires, who stands behind it, papers, and the word that all of it is true."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commission import sides
from commission.models import Application, Side
from commission.models.package import acquirer_stated, regime_of
from commission.pages.acquirer.own import on_open_part, on_part
from commission.pages.applicant.forms.party import PartyForm
from commission.pages.applicant.own import person
from commission.pages.applicant.remarks import lines
from commission.pages.applicant.summary import holder_rows, party_rows
from commission.pages.applicant.tasks import declared
from commission.pages.applicant.views.documents import attach_page, document_lines, file_of
from commission.pages.applicant.views.holders import holders_page, removed
from commission.pages.applicant.views.holders_file import declared_from_file, file_page
from commission.pages.applicant.views.remarks import agreed, called_wrong
from commission.pages.applicant.views.sections import party_form
from commission.procedure.package import ACQUIRER
from commission.queries_sides import own_parts
from commission.services.applications import EDITABLE, save_party
from commission.services.applications import remove_document as take_out
from commission.services.compartments import confirm_part
from commission.services.remarks import last_day
from commission.states import State

AT = "acquirer"
any_read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The parts this person fills, newest first."""
    lines = [
        {
            "part": each,
            "url": reverse("acquirer:application", args=[each.application.reference]),
            "open": each.application.state in EDITABLE,
        }
        for each in own_parts(person(request))
    ]
    return render(request, "acquirer/home.html", {"lines": lines})


@require_safe
@on_part
def part(request: HttpRequest, application: Application) -> HttpResponse:
    acquirer = declared(application, "acquirer")
    showing = application.state == State.FACTS_SHOWN
    context = {
        "facts_shown": lines(application, Side.ACQUIRER),
        "remarks_open": showing,
        "remarks_until": last_day(application) if showing else None,
        "application": application,
        "part": sides.compartment(application),
        "acquirer": acquirer,
        "party_rows": party_rows(acquirer) if acquirer else [],
        "holder_rows": holder_rows(application),
        "takes_holders": acquirer is not None and acquirer.kind == "entity",
        "holders_demanded": regime_of(application) == "R2",
        "files": document_lines(application),
        "open": application.state in EDITABLE,
        "stated": acquirer_stated(application),
    }
    return render(request, "acquirer/part.html", context)


@any_read_or_post
@on_open_part
def party(request: HttpRequest, application: Application) -> HttpResponse:
    """Who acquires."""
    form = party_form(PartyForm, request, application, "acquirer")
    if form.is_bound and form.is_valid():
        save_party(application_id=application.pk, by=person(request), role="acquirer", data=form.party_data())
        messages.success(request, _("Your details are saved."))
        return redirect("acquirer:application", application.reference)
    context = {"application": application, "form": form, "at": AT}
    return render(request, "acquirer/party.html", context, status=422 if form.errors else 200)


@any_read_or_post
@on_open_part
def holders(request: HttpRequest, application: Application) -> HttpResponse:
    return holders_page(request, application, at=AT)


@require_POST
@on_open_part
def remove_holder(request: HttpRequest, application: Application, holder_id: int) -> HttpResponse:
    return removed(request, application, holder_id, at=AT)


@any_read_or_post
@on_open_part
def holders_file(request: HttpRequest, application: Application) -> HttpResponse:
    return file_page(request, application, at=AT)


@require_POST
@on_open_part
def declare_file(request: HttpRequest, application: Application) -> HttpResponse:
    return declared_from_file(request, application, at=AT)


@any_read_or_post
@on_open_part
def attach(request: HttpRequest, application: Application) -> HttpResponse:
    """A paper about the acquirer (D7)."""
    return attach_page(request, application, ACQUIRER, at=AT, back="acquirer:application")


@require_safe
@on_part
def download(request: HttpRequest, application: Application, document_id: int) -> HttpResponseBase:
    """A document of this part, once the inspection has accepted it."""
    wanted = [document for document in application.documents.all() if document.pk == document_id]
    if not wanted:
        raise Http404
    return file_of(request, application, wanted[0], back="acquirer:application")


@require_POST
@on_open_part
def remove_document(request: HttpRequest, application: Application, document_id: int) -> HttpResponse:
    take_out(application_id=application.pk, by=person(request), document_id=document_id)
    messages.success(request, _("The document is removed from the package."))
    return redirect("acquirer:application", application.reference)


@require_POST
@on_part
def agree(request: HttpRequest, application: Application, fact: str) -> HttpResponse:
    return agreed(request, application, fact, at=AT)


@any_read_or_post
@on_part
def wrong(request: HttpRequest, application: Application, fact: str) -> HttpResponse:
    return called_wrong(request, application, fact, at=AT)


@require_POST
@on_open_part
def confirm(request: HttpRequest, application: Application) -> Any:
    confirm_part(application_id=application.pk, by=person(request))
    messages.success(request, _("Your part is confirmed. The applicant sees only that it is complete."))
    return redirect("acquirer:application", application.reference)
