"""The prosecutor's acts: the prosecutor files and ends them, the head answers. Nobody else finds these pages."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import permissions, queries
from commission.documents.intake import Received, receive
from commission.documents.intake import Refused as NotTaken
from commission.documents.storage import Unavailable, download_response
from commission.models import ProsecutorAct
from commission.pages.errors import refused
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.deadlines import Deadline, deadline
from commission.pages.officer.reading import application, me
from commission.pages.oversight.act_forms import ActForm, AnswerActForm, CloseActForm, WithdrawActForm
from commission.pages.oversight.queries import prosecutor_acts_of
from commission.pages.refusals import shows_refusals
from commission.services import supervision
from commission.services.calendar import calendar_to_show
from commission.services.readings import note_reading
from commission.states import ActState
from commission.workflow import CannotProceed

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One act of the list; the deadline while an answer is awaited."""

    act: ProsecutorAct
    deadline: Deadline | None


@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    """Acts that wait, the soonest due first; then the others, the newest first. `case` narrows to one case."""
    user, case = me(request), request.GET.get("case", "")
    found = prosecutor_acts_of(user)
    of_case = queries.case_files(user).filter(reference=case).first() if case else None
    if case:
        if of_case is None:
            raise Http404
        found = found.filter(application=of_case)
    calendar, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    waiting = Q(answered_at__isnull=True, withdrawn_at__isnull=True)
    context = {
        "waiting": [
            Row(one, deadline(calendar, one.due_on, today))
            for one in found.filter(waiting).order_by("due_on", "pk")[:SHOWN]
        ],
        "over": [Row(one, None) for one in found.exclude(waiting).order_by("-pk")[:SHOWN]],
        "case": case,
        "may_file": of_case is not None and permissions.may_supervise(of_case, user),
    }
    return render(request, "oversight/acts.html", context)


def _found(request: HttpRequest, act_id: int) -> ProsecutorAct:
    """The act; 404 for whom it is not. The prosecutor's reading leaves a line in the journal."""
    found = prosecutor_acts_of(me(request)).filter(pk=act_id).first()
    if found is None:
        raise Http404
    if request.method == "GET" and permissions.is_prosecutor(found.application, me(request)):
        note_reading(application_id=found.application_id, by=me(request), page="prosecutor_act")
    return found


@require_safe
def act(request: HttpRequest, act_id: int) -> HttpResponse:
    """One act with its answer and what may be done about it."""
    found, today = _found(request, act_id), timezone.localdate()
    user = me(request)
    supervises = permissions.may_supervise(found.application, user)
    context = {
        "act": found,
        "deadline": deadline(calendar_to_show(today), found.due_on, today) if found.is_waiting else None,
        "may_answer": found.is_waiting and permissions.is_head(found.application, user),
        "may_withdraw": found.is_waiting and supervises,
        "may_close": found.state == ActState.ANSWERED and supervises,
        "breadcrumbs": [
            {"label": _("Prosecutor's acts"), "url": reverse("oversight:acts")},
            {"label": f"{found.kind_name} {found.number}", "url": ""},
        ],
    }
    return render(request, "oversight/act.html", context)


@require_safe
def document(request: HttpRequest, act_id: int, document_id: int) -> HttpResponseBase:
    """A paper of the act or of its answer, once the inspection has accepted it."""
    found = _found(request, act_id)
    for paper in (found.document, found.answer_document):
        if paper is not None and paper.pk == document_id and paper.is_accepted:
            try:
                return download_response(paper)
            except Unavailable:
                why = _(
                    "The file is not in the store or was altered. Tell the administrator its number: %(hash)s."
                )
                return refused(request, CannotProceed(why % {"hash": paper.sha256[:12]}))
    raise Http404


@shows_refusals
def file_act(request: HttpRequest, reference: str) -> HttpResponse:
    """File an act on a case."""
    found = application(request, reference)
    form = ActForm(sent(request), request.FILES or None)
    page = Act(
        title=_("File an act of the prosecutor"),
        label=_("File the act"),
        done=_("The act is filed. The head of the working body is being told."),
        points=(_("The applicant, the acquirer, consulted bodies and members never see it."),),
    )
    return answer(
        request,
        found,
        page,
        form,
        lambda: supervision.file_act(
            application_id=found.pk,
            by=me(request),
            data=form.act(),
            received=_received(form.cleaned_data["document"]),
            key=form.cleaned_data["key"],
        ),
        to=f"{reverse('oversight:acts')}?case={found.reference}",
    )


def _received(file: UploadedFile | None) -> Received | None:
    """The file in quarantine; what is wrong with it becomes a refusal in words."""
    if file is None:
        return None
    try:
        return receive(file)
    except NotTaken as refusal:
        raise CannotProceed(str(refusal.message)) from refusal


@shows_refusals
def answer_act(request: HttpRequest, act_id: int) -> HttpResponse:
    """The head's answer."""
    found = _found(request, act_id)
    form = AnswerActForm(sent(request), request.FILES or None)
    page = Act(
        title=_("Answer an act of the prosecutor"),
        text=found.text,
        label=_("Send the answer"),
        done=_("The answer is sent. The prosecutor is being told."),
    )
    return answer(
        request,
        found.application,
        page,
        form,
        lambda: supervision.answer_act(
            act_id=found.pk,
            by=me(request),
            answer=form.cleaned_data["answer"],
            received=_received(form.cleaned_data["document"]),
        ),
        to=reverse("oversight:act", args=[found.pk]),
    )


@shows_refusals
def withdraw_act(request: HttpRequest, act_id: int) -> HttpResponse:
    """The prosecutor takes the act back."""
    found = _found(request, act_id)
    form = WithdrawActForm(sent(request))
    page = Act(
        title=_("Withdraw the act"),
        label=_("Withdraw the act"),
        done=_("The act is withdrawn."),
        points=(_("The case is no longer suspended by it, and no answer is awaited."),),
        tone="warning",
    )
    return answer(
        request,
        found.application,
        page,
        form,
        lambda: supervision.withdraw_act(act_id=found.pk, by=me(request), reason=form.cleaned_data["reason"]),
        to=reverse("oversight:act", args=[found.pk]),
    )


@shows_refusals
def close_act(request: HttpRequest, act_id: int) -> HttpResponse:
    """The prosecutor ends the matter."""
    found = _found(request, act_id)
    form = CloseActForm(sent(request))
    page = Act(
        title=_("Close the act"), label=_("Close the act"), done=_("The act is closed."), text=found.answer
    )
    return answer(
        request,
        found.application,
        page,
        form,
        lambda: supervision.close_act(act_id=found.pk, by=me(request), reason=form.cleaned_data["reason"]),
        to=reverse("oversight:act", args=[found.pk]),
    )
