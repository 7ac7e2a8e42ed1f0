"""A repeat application, made from a case whose contract terms have changed (SPL 188(3))."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission.models import Application
from commission.pages.applicant.own import on_own, on_own_draft, person
from commission.pages.document_names import DOCUMENT_NAMES
from commission.services.repetitions import repeat_application, reusable_documents, reuse_document


@require_POST
@on_own
def repeat(request: HttpRequest, application: Application) -> HttpResponse:
    made = repeat_application(parent_id=application.pk, by=person(request))
    messages.success(
        request,
        _(
            "A new application with the data of %(reference)s is open. Change what has changed, then submit it."
        )
        % {"reference": application.reference},
    )
    return redirect("applicant:application", made.reference)


@require_safe
@on_own_draft
def reusable(request: HttpRequest, application: Application) -> HttpResponse:
    """Unchanged documents of the repeated case."""
    files = [
        {"document": each, "name": DOCUMENT_NAMES[each.code]} for each in reusable_documents(application)
    ]
    return render(request, "applicant/reuse.html", {"application": application, "files": files})


@require_POST
@on_own_draft
def reuse(request: HttpRequest, application: Application, document_id: int) -> HttpResponse:
    reuse_document(application_id=application.pk, by=person(request), document_id=document_id)
    messages.success(request, _("The document is taken again, unchanged."))
    return redirect("applicant:reusable", application.reference)
