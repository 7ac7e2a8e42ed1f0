"""Discontinuing a case: the desk proposes, the head confirms; what was proposed before stays readable."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Discontinuance
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.ending_forms import CountersignForm, ProposalForm
from commission.pages.officer.reading import application, me
from commission.pages.refusals import shows_refusals
from commission.services.desk import allow, require
from commission.services.discontinuances import (
    DISCONTINUABLE,
    confirm_discontinuance,
    propose_discontinuance,
    refuse_discontinuance,
)
from registry.models import User


@shows_refusals
def discontinue(request: HttpRequest, reference: str) -> HttpResponse:
    """Whatever comes next: the form of a proposal, or the head's word on the one that waits."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    require(
        found.state in DISCONTINUABLE,
        _("A case is discontinued until the review has ended; later it is withdrawn or decided."),
    )
    rows = list(found.discontinuances.select_related("proposed_by", "rejected_by", "document"))
    waiting = next((row for row in rows if row.is_open), None)
    if waiting is None:
        return _propose(request, found, user, rows)
    waiting.application = found
    return _countersign(request, found, user, waiting, rows)


def _propose(
    request: HttpRequest, found: Application, user: User, rows: list[Discontinuance]
) -> HttpResponse:
    form = ProposalForm(sent(request), documents=found.documents.casefile())
    act = Act(
        title=_("Propose to discontinue the case"),
        label=_("Send the proposal"),
        done=_("The proposal waits for the head."),
        points=(
            _("The head, another person than you, confirms or refuses it."),
            _(
                "Confirmed, the case ends without a decision. The applicant is told the reason and may appeal."
            ),
        ),
    )
    chosen = "document"
    return answer(
        request,
        found,
        act,
        form,
        lambda: propose_discontinuance(
            application_id=found.pk,
            by=user,
            ground=form.cleaned_data["ground"],
            reason=form.cleaned_data["reason"],
            document_id=form.cleaned_data[chosen].pk if form.cleaned_data[chosen] else None,
        ),
        template="officer/discontinue.html",
        rows=rows,
        waiting=None,
    )


def _countersign(
    request: HttpRequest, found: Application, user: User, waiting: Discontinuance, rows: list[Discontinuance]
) -> HttpResponse:
    may = permissions.may_countersign_ending(waiting, user)
    allow(may or request.method != "POST")
    form = CountersignForm(sent(request))
    act = Act(
        title=_("Discontinue the case"),
        label=_("Record the decision"),
        done=_("The decision on the proposal is recorded."),
        tone="warning",
        points=(_("The case ends without a decision. The applicant is told the reason and may appeal."),),
    )

    def do() -> object:
        if form.cleaned_data["verdict"] == "confirm":
            return confirm_discontinuance(proposal_id=waiting.pk, by=user, key=form.cleaned_data["key"])
        return refuse_discontinuance(proposal_id=waiting.pk, by=user, refusal=form.cleaned_data["refusal"])

    return answer(
        request,
        found,
        act,
        form,
        do,
        template="officer/discontinue.html",
        rows=rows,
        waiting=waiting,
        may_countersign=may,
    )
