"""The documents of the package: attach, remove, download; and the notice of the decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commission import permissions, sides
from commission.documents.intake import Refused as NotTaken
from commission.documents.intake import receive
from commission.documents.messages import verdict_text
from commission.documents.storage import Unavailable, download_response
from commission.models import Application, Document
from commission.pages.applicant.forms.document import DocumentForm
from commission.pages.applicant.own import on_own, on_own_draft, person, typed, typing
from commission.pages.applicant.tasks import attached, missing_codes, places
from commission.pages.document_names import DOCUMENT_CONDITIONS, DOCUMENT_NAMES, why_words
from commission.pages.sending import pdf_response
from commission.procedure.package import CODES, NOTICE, OTHER, Need, Place
from commission.services.applications import attach_document, remove_document
from commission.services.deliveries import note_first_reading
from commission.services.paper_entries import APPLICATION_FORM
from commission.services.papers import receipt_of
from commission.states import Marking, Task
from commission.wording import MARKING_NAMES
from commission.workflow import NotAllowed


@require_safe
@on_own_draft
def documents(request: HttpRequest, application: Application) -> HttpResponse:
    owed = places(application)
    # On paper the application form is a document like any other.
    form = APPLICATION_FORM if typing(request) is not None else ""
    in_form = [place for place in owed if place.need == Need.FORM and place.code != form]
    required = [place for place in owed if place.need == Need.REQUIRED or place.code == form]
    conditional = [place for place in owed if place.need == Need.CONDITIONAL]
    shown = {OTHER, *(place.code for place in (*required, *conditional))}
    context = {
        "application": application,
        "in_form": [_place(application, place.code, place) for place in in_form],
        "demanded": [_place(application, place.code, place) for place in required],
        "offered": [
            *(_place(application, place.code, place) for place in conditional),
            _place(application, OTHER),
        ],
        # What was attached under another capacity stays visible, so that it can be removed.
        "elsewhere": [
            _place(application, code) for code in CODES if code not in shown and _files(application, code)
        ],
        "missing": missing_codes(application),
        "repeats": application.repetition.parent if hasattr(application, "repetition") else None,
    }
    return render(request, "applicant/documents.html", context)


def _place(application: Application, code: str, place: Place | None = None) -> dict[str, Any]:
    """A document's place in the package with the files attached to it, and why it is there."""
    return {
        "code": code,
        "name": DOCUMENT_NAMES[code],
        "why": why_words(place, application.capacity) if place else DOCUMENT_CONDITIONS.get(code, ""),
        "files": _files(application, code),
    }


def _files(application: Application, code: str) -> list[dict[str, Any]]:
    return [line for line in document_lines(application) if line["document"].code == code]


def document_lines(application: Application) -> list[dict[str, Any]]:
    """The files of the person's own side, each with its marking in words and why it was refused."""
    return [
        {
            "document": document,
            "refusal": verdict_text(document.verdict) if document.is_rejected else "",
            "marking": MARKING_NAMES[Marking(document.marking)] if document.marking != Marking.PUBLIC else "",
        }
        for document in attached(application)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_draft
def attach(request: HttpRequest, application: Application, code: str) -> HttpResponse:
    if code not in CODES:
        raise Http404
    return attach_page(request, application, code)


def attach_page(
    request: HttpRequest,
    application: Application,
    code: str,
    at: str = "applicant",
    back: str = "applicant:documents",
) -> HttpResponse:
    """The form for one file; `at` is the audience whose addresses are used, `back` where it returns to."""
    form = DocumentForm(typed(request), request.FILES or None, initial={"title": DOCUMENT_NAMES[code]})
    if form.is_bound and form.is_valid() and _taken(request, application, code, form):
        messages.success(request, _("The file is attached and is being checked. You can go on meanwhile."))
        return redirect(back, application.reference)
    context = {
        "application": application,
        "at": at,
        "back": back,
        "form": form,
        "name": DOCUMENT_NAMES[code],
        "why": next(
            (why_words(place, application.capacity) for place in places(application) if place.code == code),
            DOCUMENT_CONDITIONS.get(code, ""),
        )
        if at == "applicant"
        else "",
    }
    return render(request, "applicant/attach.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, application: Application, code: str, form: DocumentForm) -> bool:
    """Receive the file and attach it; what is wrong with it stands at the field."""
    try:
        received = receive(form.cleaned_data["file"])
    except NotTaken as refusal:
        form.add_error("file", str(refusal.message))
        return False
    attach_document(
        application_id=application.pk,
        by=person(request),
        code=code,
        title=form.cleaned_data["title"],
        marking=form.cleaned_data["marking"],
        received=received,
    )
    return True


@require_POST
@on_own_draft
def remove(request: HttpRequest, application: Application, document_id: int) -> HttpResponse:
    remove_document(application_id=application.pk, by=person(request), document_id=document_id)
    messages.success(request, _("The document is removed from the package."))
    return redirect("applicant:documents", application.reference)


@require_safe
@on_own
def download(request: HttpRequest, application: Application, document_id: int) -> HttpResponseBase:
    """The applicant's own document, once the inspection has accepted it; the notice has an address of its own."""
    wanted = [
        document
        for document in application.documents.all()
        if document.pk == document_id and document.code != NOTICE
    ]
    if not wanted:
        raise Http404
    return file_of(request, application, wanted[0])


@on_own
def notice(request: HttpRequest, application: Application) -> HttpResponseBase:
    """The notice of the decision. Opened by POST, that is the proof that it was read: the appeal period runs from here.

    Before the first proof it is not given to whoever merely follows an address, as programs do that look ahead.
    """
    decision = application.current_decision()
    if decision is None or decision.notice is None:
        raise Http404
    if not permissions.may_receive(application, person(request)):
        raise NotAllowed(sides.why_powerless(application, person(request), Task.RECEIVE))
    if request.method == "POST":
        note_first_reading(application_id=application.pk, by=person(request))
        return redirect("applicant:notice", application.reference)
    if decision.first_read_at is None and decision.appeal_until is None:
        messages.info(request, _("Open the notice here: opening it proves that you have received it."))
        return redirect(f"{reverse('applicant:application', args=[application.reference])}#decision")
    return file_of(request, application, decision.notice)


@require_safe
@on_own
def receipt(request: HttpRequest, application: Application) -> HttpResponseBase:
    """The receipt of the filed application."""
    if application.submitted_at is None:
        raise Http404
    return pdf_response(receipt_of(application), f"{application.reference}-receipt.pdf")


def file_of(
    request: HttpRequest, application: Application, document: Document, back: str = "applicant:application"
) -> HttpResponseBase:
    """The file itself, or the page `back` with a word on why it cannot be had now."""
    try:
        if document.is_accepted:
            return download_response(document)
    except Unavailable:
        messages.error(
            request, _("The file cannot be read at the moment. Try again later; the case is not affected.")
        )
        return redirect(back, application.reference)
    messages.info(request, _("The file is still being checked. Open it again in a minute."))
    return redirect(back, application.reference)
