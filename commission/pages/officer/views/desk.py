"""Who works on a case: taken from the queue, or handed over by the head."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commission import permissions, queries
from commission.models import Application
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.forms import AssignForm
from commission.pages.officer.reading import application, case_url, me
from commission.pages.officer.tickets import is_ticket
from commission.pages.refusals import shows_refusals
from commission.services.desk import allow
from commission.services.registration import assign_officer, take_application


@require_POST
@shows_refusals
def take(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a case from the queue; the second one is told who was first."""
    taken = take_application(application_id=_seen_in_queue(request, reference), by=me(request))
    messages.success(request, _("The case %(reference)s is yours.") % {"reference": reference})
    return redirect(case_url(taken))


def _seen_in_queue(request: HttpRequest, reference: str) -> int:
    """The case's id: it is in the person's scope, or was when they opened the list. Else 404."""
    user = me(request)
    seen = queries.case_files(user).filter(reference=reference)
    if is_ticket(request.POST.get("ticket", ""), reference, user):
        seen = Application.objects.filter(reference=reference)
    found = seen.values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return found


@shows_refusals
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """The head hands a case to an officer."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_assign(found, user))
    officers = queries.officers().exclude(pk__in=[found.applicant_id])
    form = AssignForm(sent(request), officers=officers, initial={"officer": found.officer_id})
    act = Act(title=_("Assign to an officer"), label=_("Assign the case"), done=_("The case is assigned."))
    return answer(
        request,
        found,
        act,
        form,
        lambda: assign_officer(application_id=found.pk, officer_id=form.cleaned_data["officer"].pk, by=user),
    )
