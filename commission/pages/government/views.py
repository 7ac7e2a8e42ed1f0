"""The Government office: what waits, the decree, the return."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import queries_conditions
from commission.models import Application, PriorityTrack
from commission.pages.government.forms import DecreeForm, ReturnForm
from commission.pages.refusals import shows_refusals
from commission.procedure.priority import Stage
from commission.queries import visible_to
from commission.services import decisions, registration
from commission.services.decrees import latest_draft
from commission.states import FINAL, Motion, State
from commission.workflow import CannotProceed, Words
from registry.models import User
from registry.roles import Role


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _case(request: HttpRequest, reference: str) -> Application:
    found = (
        visible_to(_me(request))
        .select_related("object__stake_in", "current_item__session", "current_item__report", "decision")
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise Http404
    return found


def unsettled_tracks(user: User) -> list[PriorityTrack]:
    """Tracks of the priority right on which something is still to be done, the oldest first."""
    over = Q(application__state__in=[*FINAL, State.REFUSED])
    ended = Q(stage__in=[Stage.CONTRACTED, Stage.WITHDRAWN, Stage.EXPIRED])
    given_up = Q(stage=Stage.NOTIFIED, exercises=False)
    rows = PriorityTrack.objects.filter(application__in=visible_to(user)).exclude(over | ended | given_up)
    return list(rows.select_related("application__object").order_by("pk")[:200])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Cases before the Government, the soonest due first, tracks of the priority right, and the latest decided."""
    rows = visible_to(_me(request)).select_related("object", "current_item", "decision")
    rows = rows.prefetch_related("sectoral_opinions")
    context = {
        "waiting": rows.filter(state=State.BEFORE_GOVERNMENT).order_by("due_on", "pk")[:200],
        "tracks": unsettled_tracks(_me(request)),
        "decided": rows.filter(decision__isnull=False).order_by("-decision__date", "-pk")[:25],
    }
    return render(request, "government/home.html", context)


@shows_refusals
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the decree."""
    case = _case(request, reference)
    recommended = case.recommendation()
    proposed = queries_conditions.before_government(case)
    initial = _initial(case, recommended, [row.pk for row in proposed], _me(request))
    form = DecreeForm(request.POST or None, proposed=proposed, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid() and _decided(request, case, form):
            messages.success(request, _("The decision is recorded. The applicant is being told."))
            return redirect("officer:case", reference=reference)
        status = 422
    context = {
        "application": case,
        "form": form,
        "recommended": recommended,
        "return_form": ReturnForm(),
        "breadcrumbs": [
            {"label": _("Before the Government"), "url": reverse("government:home")},
            {"label": reference, "url": reverse("officer:case", args=[reference])},
            {"label": _("Decision"), "url": ""},
        ],
    }
    return render(request, "government/decide.html", context, status=status)


def _initial(case: Application, recommended: str, proposed: list[int], by: User) -> dict[str, object]:
    """What was recommended and drafted, and the act by which this person holds the office."""
    acts = [office.act for office in by.offices if office.role == Role.GOVERNMENT and office.act]
    draft = latest_draft(case)
    outcome = draft.outcome if draft is not None else recommended
    return {
        "outcome": outcome,
        "text_kk": draft.text_kk if draft is not None else "",
        "text_ru": draft.text_ru if draft is not None else "",
        "conditions": proposed if outcome == Motion.GRANT_WITH_CONDITIONS else [],
        "competence": acts[0] if acts else "",
    }


def _decided(request: HttpRequest, case: Application, form: DecreeForm) -> bool:
    """Record, or put what the service refuses of the decree's text on the form so that nothing typed is lost."""
    try:
        decisions.record_decision(
            application_id=case.pk, by=_me(request), data=form.decree(), key=form.cleaned_data["key"]
        )
    except CannotProceed as refusal:
        if case.state != State.BEFORE_GOVERNMENT:
            raise
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    return True


@shows_refusals
def return_(request: HttpRequest, reference: str) -> HttpResponse:
    """Return the case to the review with a reason."""
    case = _case(request, reference)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        registration.take_step(
            application_id=case.pk,
            verb="return_to_review",
            by=_me(request),
            words=Words(note=form.cleaned_data["reason"]),
            key=form.cleaned_data["key"],
        )
        messages.success(request, _("The case is returned to the review."))
        return redirect("government:home")
    context = {
        "application": case,
        "form": form,
        "breadcrumbs": [{"label": _("Before the Government"), "url": reverse("government:home")}],
    }
    return render(request, "government/return.html", context, status=422 if form.errors else 200)
