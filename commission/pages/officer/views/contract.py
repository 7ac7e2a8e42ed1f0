"""The reported contract at the desk: compared with the permission, confirmed or returned."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from commission import permissions
from commission.models import Application, Conclusion
from commission.models.conclusion import ConclusionState
from commission.pages.contract_words import comparison, plan_rows
from commission.pages.forms import TextField
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.forms import PlainForm
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services import conclusions
from commission.services.desk import allow
from commission.states import State


class ReturnContractForm(PlainForm):
    """Why a report goes back."""

    reason = TextField(label=gettext_lazy("Reason, told to the applicant"))


@require_safe
def contract(request: HttpRequest, reference: str) -> HttpResponse:
    """Every report of the case, the newest first; of an open one also what entering it would change."""
    found, user = application(request, reference), me(request)
    reported = _reports(found)
    if not reported and found.state != State.AWAITING_CONCLUSION:
        raise Http404
    newest = reported[0] if reported and reported[0].is_open else None
    intended = conclusions.preview(newest) if newest else None
    context = {
        "application": found,
        "reported": [{"contract": one, "terms": comparison(one)} for one in reported],
        "open": newest,
        "differs": bool(newest and conclusions.compared(newest)),
        "plan": plan_rows(intended) if intended else [],
        "obstacles": intended.obstacles if intended else [],
        "is_empty": bool(intended and intended.is_empty),
        "may_process": permissions.may_process(found, user),
        "breadcrumbs": crumbs(user, found, _("Concluded contract")),
    }
    return render(request, "officer/contract.html", context)


@shows_refusals
def confirm(request: HttpRequest, reference: str, conclusion_id: int) -> HttpResponse:
    """Confirm that the contract is as permitted."""
    found, user = application(request, reference), me(request)
    conclusion = _one(found, conclusion_id)
    allow(permissions.may_process(found, user))
    form = PlainForm(sent(request))
    words = Act(
        title=_("Confirm the contract"),
        text=_("Contract No. %(number)s of %(day)s")
        % {"number": conclusion.contract_number, "day": conclusion.contract_date.strftime("%d.%m.%Y")},
        points=(
            _("You confirm that the contract is as it was permitted."),
            _("A keeper of the registry, as the second person, enters it: the case is then monitored."),
        ),
        label=_("Confirm the contract"),
        done=_("The contract is confirmed."),
    )
    return answer(
        request,
        found,
        words,
        form,
        lambda: conclusions.confirm_conclusion(conclusion_id=conclusion.pk, by=user),
        to=reverse("officer:contract", args=[reference]),
    )


@shows_refusals
def return_(request: HttpRequest, reference: str, conclusion_id: int) -> HttpResponse:
    """Send the report back with the reason."""
    found, user = application(request, reference), me(request)
    conclusion = _one(found, conclusion_id)
    allow(permissions.may_process(found, user))
    form = ReturnContractForm(sent(request))
    words = Act(
        title=_("Return the report of the contract"),
        points=(
            _("The applicant reads the reason and may report again."),
            _("If the terms have changed, ask for a repeat application (SPL 188(3))."),
        ),
        label=_("Return the report"),
        done=_("The report is returned. The applicant is being told."),
    )
    return answer(
        request,
        found,
        words,
        form,
        lambda: conclusions.return_conclusion(
            conclusion_id=conclusion.pk, by=user, reason=form.cleaned_data["reason"]
        ),
        to=reverse("officer:contract", args=[reference]),
    )


def _reports(found: Application) -> list[Conclusion]:
    people = ("document", "buyer", "reported_by", "confirmed_by", "returned_by", "entered_by")
    reported = list(found.conclusions.select_related(*people).order_by("-pk"))
    for one in reported:
        one.application = found
    return reported


def _one(found: Application, conclusion_id: int) -> Conclusion:
    conclusion = found.conclusions.filter(pk=conclusion_id).exclude(state=ConclusionState.RETURNED).first()
    if conclusion is None:
        raise Http404
    return conclusion
