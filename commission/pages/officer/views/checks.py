"""Checks that no program settled: an officer's outcome, and fresh attempts for one that could not run."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commission import permissions
from commission.models import Document, Finding
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.findings import show
from commission.pages.officer.forms import AssessmentForm
from commission.pages.officer.reading import application, case_url, me
from commission.pages.refusals import shows_refusals
from commission.services.checks import record_assessment, revive_check
from commission.services.desk import allow
from commission.states import Outcome


@shows_refusals
def assess(request: HttpRequest, reference: str, check_id: str) -> HttpResponse:
    """What has to be examined, what was recorded before, and the form for the outcome."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    finding = (
        Finding.objects.filter(
            application=found, revision=found.revision, check_id=check_id, outcome=Outcome.UNDETERMINED
        )
        .select_related("assessment__by", "assessment__document")
        .first()
    )
    if finding is None:
        raise Http404
    documents = Document.objects.casefile().filter(application=found).order_by("pk")
    form = AssessmentForm(sent(request), documents=documents)
    shown = show(finding)
    act = Act(
        title=shown.title,
        label=_("Record the outcome"),
        done=_("The outcome is recorded. A report written before rests on the old outcome and is void."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: record_assessment(
            application_id=found.pk,
            check_id=check_id,
            by=user,
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            document_id=form.cleaned_data["document"].pk if form.cleaned_data["document"] else None,
        ),
        template="officer/assess.html",
        to=f"{case_url(found)}#{shown.id}",
        finding=shown,
        earlier=finding.assessments.select_related("by", "document").order_by("-pk"),
    )


@require_POST
@shows_refusals
def revive(request: HttpRequest, reference: str, job_id: int) -> HttpResponse:
    """Three fresh attempts for a check that could not run."""
    found = application(request, reference)
    revive_check(application_id=found.pk, job_id=job_id, by=me(request))
    messages.success(request, _("The check will run again."))
    return redirect(f"{case_url(found)}#findings")
