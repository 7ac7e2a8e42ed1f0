"""How the last day for an appeal comes about, and the papers that prove the delivery of the notice."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import permissions
from commission.models import Application
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.decree_forms import DeliveryForm
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services.deliveries import appeal_ledger, record_delivery
from commission.services.desk import allow


def _decided(request: HttpRequest, reference: str) -> Application:
    found = application(request, reference)
    if found.current_decision() is None:
        raise Http404
    return found


@require_safe
def delivery(request: HttpRequest, reference: str) -> HttpResponse:
    """Decree, notice, proofs, last day for an appeal."""
    found, user = _decided(request, reference), me(request)
    context = {
        "application": found,
        "decision": found.current_decision(),
        "lines": appeal_ledger(found),
        "may_record": permissions.may_process(found, user),
        "breadcrumbs": crumbs(user, found, _("Notice and appeal period")),
    }
    return render(request, "officer/delivery.html", context)


@shows_refusals
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter a paper that proves the delivery."""
    found, user = _decided(request, reference), me(request)
    allow(permissions.may_process(found, user))
    form = DeliveryForm(sent(request))
    act = Act(
        title=_("Proof of delivery"),
        label=_("Record the proof"),
        done=_("The proof is recorded."),
        text=_("The appeal period runs from the earliest proof of delivery, reading or service (policy)."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: record_delivery(
            application_id=found.pk,
            by=user,
            kind=form.cleaned_data["kind"],
            on=form.cleaned_data["on"],
            number=form.cleaned_data["number"],
        ),
        to=reverse("officer:delivery", args=[reference]),
    )
