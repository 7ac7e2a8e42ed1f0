"""The applicant reports a material change during the case."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commission.documents.intake import Refused as NotTaken
from commission.documents.intake import receive
from commission.models import Application
from commission.pages.applicant.forms.change import ChangeForm
from commission.pages.applicant.own import on_own, person, typed
from commission.pages.attempts import attempt
from commission.services.changes import REPORTABLE, report_change


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def changes(request: HttpRequest, application: Application) -> HttpResponse:
    reported = list(application.changes.order_by("-pk"))
    may_report = application.state in REPORTABLE
    if not (reported or may_report):
        raise Http404
    form = ChangeForm(typed(request), request.FILES or None)
    tried = attempt(request, form, lambda: _sent(request, application, form))
    if tried.done:
        messages.success(request, _("The change is reported. The working body takes it up."))
        return redirect("applicant:changes", application.reference)
    context = {"application": application, "reported": reported, "form": form if may_report else None}
    return render(request, "applicant/changes.html", context, status=tried.status)


def _sent(request: HttpRequest, application: Application, form: ChangeForm) -> None:
    """Receive the file, if there is one, and report; what is wrong with it stands at its field."""
    data, received = form.cleaned_data, None
    if data.get("file"):
        try:
            received = receive(data["file"])
        except NotTaken as refusal:
            form.add_error("file", str(refusal.message))
            return
    report_change(
        application_id=application.pk,
        by=person(request),
        what=data["what"],
        changed_on=data["changed_on"],
        received=received,
        key=data["key"],
    )
