"""The applicant asks for a clarification of the decision and reads the answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commission.models import Application, policy
from commission.pages.applicant.forms.clarification import QuestionForm
from commission.pages.applicant.own import on_own, person, typed
from commission.services.clarifications import ask_clarification


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def clarifications(request: HttpRequest, application: Application) -> HttpResponse:
    decision = application.current_decision()
    if decision is None or decision.notified_at is None:
        raise Http404
    form = QuestionForm(typed(request))
    if request.method == "POST" and form.is_valid():
        ask_clarification(
            application_id=application.pk,
            by=person(request),
            question=form.cleaned_data["question"],
            key=form.cleaned_data["key"],
        )
        messages.success(request, _("Your question is sent. You will get a letter when it is answered."))
        return redirect("applicant:clarifications", application.reference)
    asked = list(decision.clarifications.order_by("-pk"))
    context = {
        "application": application,
        "decision": decision,
        "asked": asked,
        "form": None if any(one.is_waiting for one in asked) else form,
        "days": policy.value("clarification_days", on=timezone.localdate()),
    }
    return render(request, "applicant/clarifications.html", context, status=422 if form.errors else 200)
