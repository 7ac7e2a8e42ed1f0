"""The applicant reports the concluded contract and sees how far the report has come."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commission.documents.intake import Refused as NotTaken
from commission.documents.intake import receive
from commission.models import Application
from commission.models.conclusion import ConclusionState
from commission.pages.applicant.forms.contract import ContractForm
from commission.pages.applicant.own import on_own, person, typed
from commission.pages.attempts import attempt
from commission.pages.contract_words import comparison
from commission.services.conclusions import report_conclusion
from commission.states import State


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def contract(request: HttpRequest, application: Application) -> HttpResponse:
    reported = list(application.conclusions.select_related("document").order_by("-pk"))
    awaiting = application.state == State.AWAITING_CONCLUSION
    if not (awaiting or reported):
        raise Http404
    form = ContractForm(typed(request), request.FILES or None, application=application)
    tried = attempt(request, form, lambda: _sent(request, application, form))
    if tried.done:
        messages.success(request, _("The contract is reported. The working body compares it now."))
        return redirect("applicant:contract", application.reference)
    under_way = any(one.state != ConclusionState.RETURNED for one in reported)
    context = {
        "application": application,
        "reported": [{"contract": one, "terms": comparison(one)} for one in reported],
        # A refused form comes back even where nothing can be reported any more: what was typed is not lost.
        "form": form if (awaiting and not under_way) or form.errors else None,
    }
    return render(request, "applicant/contract.html", context, status=tried.status)


def _sent(request: HttpRequest, application: Application, form: ContractForm) -> None:
    """Receive the file and report; what is wrong with the file stands at its field."""
    try:
        received = receive(form.cleaned_data["file"])
    except NotTaken as refusal:
        form.add_error("file", str(refusal.message))
        return
    report_conclusion(
        application_id=application.pk,
        by=person(request),
        data=form.data_given(),
        received=received,
        key=form.cleaned_data["key"],
    )
