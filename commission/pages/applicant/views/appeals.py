"""The applicant appeals against the decision and reads what became of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commission.models import Application
from commission.pages.applicant.forms.appeal import AppealForm
from commission.pages.applicant.own import on_own, person, typed
from commission.services.appeals import file_appeal
from commission.services.deliveries import appeal_ledger
from commission.states import APPEALABLE


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def appeals(request: HttpRequest, application: Application) -> HttpResponse:
    decision = application.current_decision()
    if decision is None or decision.notified_at is None:
        raise Http404
    form = AppealForm(typed(request), is_late=decision.appeal_period_over)
    if request.method == "POST" and form.is_valid():
        filed = file_appeal(
            application_id=application.pk,
            by=person(request),
            ground=form.cleaned_data["ground"],
            late_reason=form.cleaned_data.get("late_reason", ""),
            key=form.cleaned_data["key"],
        )
        messages.success(request, _("Your appeal is filed. You will get a letter when it is decided."))
        if filed.is_late:
            messages.warning(request, _("It was filed after the last day and is marked late."))
        return redirect("applicant:appeals", application.reference)
    filed_before = list(decision.appeals.select_related("new_case").order_by("-pk"))
    may_file = application.state in APPEALABLE and not any(one.is_open for one in filed_before)
    context = {
        "application": application,
        "decision": decision,
        "appeals": filed_before,
        "lines": appeal_ledger(application),
        "form": form if may_file else None,
    }
    return render(request, "applicant/appeals.html", context, status=422 if form.errors else 200)
