"""The owner reads how far the state's priority right is, and may take the sale back until the contract (SPL 192(4))."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commission import permissions
from commission.models import Application, PriorityTrack
from commission.pages.applicant.forms.withdrawal import WithdrawalForm
from commission.pages.applicant.own import on_own, person, typed
from commission.pages.officer.views.priority import clocks_of
from commission.procedure import priority
from commission.procedure.priority import Move, Stage
from commission.services.priority import StepData, take_priority_step


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def track(request: HttpRequest, application: Application) -> HttpResponse:
    one = PriorityTrack.objects.filter(application=application).first()
    if one is None:
        raise Http404
    may_withdraw = Move.WITHDRAW in priority.moves(
        Stage(one.stage), one.exercises
    ) and permissions.may_move_priority(application, person(request), Move.WITHDRAW)
    form = WithdrawalForm(typed(request))
    if request.method == "POST" and form.is_valid():
        take_priority_step(
            application_id=application.pk,
            by=person(request),
            move=Move.WITHDRAW,
            data=StepData(note=form.cleaned_data["reason"]),
            key=form.cleaned_data["key"],
        )
        messages.success(request, _("The sale is withdrawn."))
        return redirect("applicant:priority", application.reference)
    context = {
        "application": application,
        "track": one,
        "steps": list(one.steps.all()),
        "told": clocks_of(application),
        "quiet": True,
        "form": form if may_withdraw else None,
    }
    return render(request, "applicant/priority.html", context, status=422 if form.errors else 200)
