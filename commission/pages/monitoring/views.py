"""Obligations: the list, one due date, all conditions of a case, and what is done about them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import permissions, permissions_after
from commission.documents.storage import Unavailable, download_response
from commission.models import Condition, Obligation, policy
from commission.models.obligation import ObligationState
from commission.pages.errors import refused
from commission.pages.library.words import ending_of, schedule_of
from commission.pages.monitoring import queries
from commission.pages.monitoring.forms import (
    CheckForm,
    EventForm,
    ObligationFilterForm,
    ReviewForm,
    WaiverDecisionForm,
    WaiverForm,
)
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.deadlines import deadline
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.procedure.conditions import Schedule, Trigger
from commission.procedure.obligations import add_months
from commission.queries_inbox import Cursor
from commission.services import obligations, releases
from commission.services.calendar import calendar_to_show
from commission.services.desk import allow
from commission.workflow import CannotProceed
from registry.roles import Role


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every due date that the person may see, the soonest first; and conditions to be looked at again."""
    user, today = me(request), timezone.localdate()
    form = ObligationFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = queries.obligations(
        user,
        which=chosen.get("which", ""),
        search=chosen.get("search", "").strip(),
        after=Cursor.parse(request.GET.get("after", "")),
        before=Cursor.parse(request.GET.get("before", "")),
    )
    desk = user.holds(Role.OFFICER, Role.HEAD)
    months = policy.value("relevance_review_months", on=today)
    context = {
        "rows": rows_of(page.rows),
        "reviews": queries.reviews_due(user, before=add_months(today, -months)) if desk else [],
        "desk": desk,
        "filter_form": form,
        "filters_active": sum(bool(value) for value in chosen.values()),
        "clear_url": reverse("monitoring:overview"),
        "next_url": _elsewhere(request, "after", page.next),
        "previous_url": _elsewhere(request, "before", page.previous),
    }
    return render(request, "monitoring/overview.html", context)


def rows_of(found: list[Obligation]) -> list[dict[str, Any]]:
    """Each due date with its deadline while evidence is asked for."""
    calendar, today = calendar_to_show(timezone.localdate()), timezone.localdate()
    return [
        {
            "obligation": one,
            "deadline": deadline(calendar, one.due_on, today) if one.is_unreported else None,
        }
        for one in found
    ]


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """All conditions of one case with their due dates, reviews and ends."""
    found, user = application(request, reference), me(request)
    desk = permissions.may_process(found, user)
    with policy.remembered():
        conditions = [_condition_row(one, found, desk) for one in queries.conditions_of(found.pk)]
    context = {
        "application": found,
        "conditions": conditions,
        "desk": desk,
        "breadcrumbs": crumbs(user, found, _("Obligations")),
    }
    return render(request, "monitoring/case.html", context)


def _condition_row(condition: Condition, found: Any, desk: bool) -> dict[str, Any]:
    reviews = list(condition.reviews.all())
    last = reviews[-1] if reviews else None
    takes_events = condition.schedule == Schedule.EVENT and condition.trigger != Trigger.CONTRACT
    return {
        "condition": condition,
        "schedule": schedule_of(condition),
        "ending": ending_of(condition),
        "rows": rows_of(list(condition.obligations.all())),
        "reviews": reviews,
        "review_due": releases.review_due_on(condition, last, decree_on=condition.decision.date),
        "in_the_way": releases.stands_in_the_way(condition, found) if desk and condition.is_live else "",
        "takes_events": takes_events and condition.is_live,
    }


@require_safe
def obligation(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """One due date: what is demanded, what was sent, what was found."""
    user, found = me(request), _found(request, obligation_id)
    in_file = permissions.may_process(found.application, user)
    checks = permissions_after.may_check(found, user)
    reads_inquiries = user.holds(Role.OFFICER, Role.HEAD, Role.PROSECUTOR)
    waits = found.state in (ObligationState.SUBMITTED, ObligationState.NOT_MET) or found.is_overdue
    context = {
        **rows_of([found])[0],
        "evidence": list(found.evidence.all()),
        "steps": list(found.steps.all()),
        "may_check": checks and waits,
        "may_waive": in_file
        and found.waiver_by_id is None
        and (found.is_open or found.state == ObligationState.NOT_MET),
        "inquiries": found.inquiries.order_by("-pk") if reads_inquiries else [],
        "may_inquire": in_file and (found.state == ObligationState.NOT_MET or found.is_overdue),
        "may_countersign": found.waiver_by_id is not None
        and permissions_after.may_countersign_waiver(found, user),
        "reads_file": in_file or not permissions_after.verifies(found.condition, found.application, user),
        "breadcrumbs": _crumbs(found),
    }
    return render(request, "monitoring/obligation.html", context)


@require_safe
def document(request: HttpRequest, obligation_id: int, document_id: int) -> HttpResponseBase:
    """A file of submitted evidence, once the inspection has accepted it."""
    found = _found(request, obligation_id)
    files = [one for each in found.evidence.all() for one in each.documents.all() if one.pk == document_id]
    if not files or not files[0].is_accepted:
        raise Http404
    try:
        return download_response(files[0])
    except Unavailable:
        why = _("The file is not in the store or was altered. Tell the administrator its number: %(hash)s.")
        return refused(request, CannotProceed(why % {"hash": files[0].sha256[:12]}))


@shows_refusals
def check(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Met, not met, or more is needed."""
    user, found = me(request), _found(request, obligation_id)
    allow(permissions_after.may_check(found, user))
    form = CheckForm(sent(request))
    words = Act(
        title=_("Verify a condition"),
        text=found.condition.wording,
        label=_("Record what was found"),
        done=_("Recorded. The applicant is being told."),
    )
    return _answer(
        request,
        found,
        words,
        form,
        lambda: obligations.check_obligation(
            obligation_id=found.pk,
            by=user,
            verdict=form.cleaned_data["verdict"],
            reason=form.cleaned_data["reason"],
            key=form.cleaned_data["key"],
        ),
    )


@shows_refusals
def waive(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """Propose that a due date is not insisted on."""
    user, found = me(request), _found(request, obligation_id)
    allow(permissions.may_process(found.application, user))
    form = WaiverForm(sent(request))
    words = Act(
        title=_("Propose a waiver"),
        text=found.condition.wording,
        points=(_("The due date is waived once the head, as another person, has countersigned."),),
        label=_("Propose the waiver"),
        done=_("The waiver is proposed."),
    )
    return _answer(
        request,
        found,
        words,
        form,
        lambda: obligations.propose_waiver(
            obligation_id=found.pk, by=user, reason=form.cleaned_data["reason"]
        ),
    )


@shows_refusals
def decide_waiver(request: HttpRequest, obligation_id: int) -> HttpResponse:
    """The head countersigns a waiver or refuses it."""
    user, found = me(request), _found(request, obligation_id)
    allow(permissions_after.may_countersign_waiver(found, user))
    form = WaiverDecisionForm(sent(request))
    words = Act(
        title=_("Decide on a waiver"),
        text=found.waiver_reason,
        label=_("Record the decision"),
        done=_("The decision on the waiver is recorded."),
    )
    return _answer(
        request,
        found,
        words,
        form,
        lambda: obligations.decide_waiver(
            obligation_id=found.pk,
            by=user,
            agrees=form.cleaned_data["agrees"] == "yes",
            reason=form.cleaned_data["reason"],
        ),
    )


@shows_refusals
def event(request: HttpRequest, reference: str, condition_id: int) -> HttpResponse:
    """Note the event that a condition names."""
    found, user = application(request, reference), me(request)
    condition = _condition(found.pk, condition_id)
    allow(permissions.may_process(found, user))
    form = EventForm(sent(request))
    words = Act(
        title=_("Note an event"),
        text=condition.wording,
        points=(_("Evidence is due the number of working days after today that the condition names."),),
        label=_("Note the event"),
        done=_("The event is noted. The applicant is being told."),
    )
    do = lambda: obligations.note_event(condition_id=condition.pk, by=user, what=form.cleaned_data["what"])  # noqa: E731
    return _of_case(request, found, words, form, do)


@shows_refusals
def review(request: HttpRequest, reference: str, condition_id: int) -> HttpResponse:
    """Record whether a condition is still needed."""
    found, user = application(request, reference), me(request)
    condition = _condition(found.pk, condition_id)
    allow(permissions.may_process(found, user))
    form = ReviewForm(sent(request))
    words = Act(
        title=_("Is the condition still needed?"),
        text=condition.wording,
        points=(_("The review changes nothing by itself: a release or the Government's decree does."),),
        label=_("Record the review"),
        done=_("The review is recorded."),
    )

    def do() -> None:
        releases.review_relevance(
            condition_id=condition.pk,
            by=user,
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
        )

    return _of_case(request, found, words, form, do)


def _of_case(
    request: HttpRequest, found: Any, words: Act, form: forms.Form, do: Callable[[], object]
) -> HttpResponse:
    url = reverse("monitoring:case", args=[found.reference])
    trail = crumbs(me(request), found, _("Obligations"))
    return answer(request, found, words, form, do, to=url, cancel_url=url, breadcrumbs=trail)


def _answer(
    request: HttpRequest, found: Obligation, words: Act, form: forms.Form, do: Callable[[], object]
) -> HttpResponse:
    url = reverse("monitoring:obligation", args=[found.pk])
    trail = _crumbs(found, words.title)
    return answer(request, found.application, words, form, do, to=url, cancel_url=url, breadcrumbs=trail)


def _found(request: HttpRequest, obligation_id: int) -> Obligation:
    found = queries.obligation_file(obligation_id, me(request))
    if found is None:
        raise Http404
    return found


def _condition(application_id: int, condition_id: int) -> Condition:
    found = Condition.objects.filter(decision__application=application_id, pk=condition_id).first()
    if found is None:
        raise Http404
    return found


def _crumbs(found: Obligation, more: str = "") -> list[dict[str, str]]:
    own = reverse("monitoring:obligation", args=[found.pk]) if more else ""
    trail = [
        {"label": _("Obligations"), "url": reverse("monitoring:overview")},
        {"label": f"{found.application.reference}, {_day(found.due_on)}", "url": own},
    ]
    return [*trail, {"label": more, "url": ""}] if more else trail


def _day(value: date) -> str:
    return value.strftime("%d.%m.%Y")


def _elsewhere(request: HttpRequest, name: str, cursor: Cursor | None) -> str:
    """The address of a neighbouring page with the same filters, or nothing."""
    if cursor is None:
        return ""
    query = request.GET.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = str(cursor)
    return f"?{query.urlencode()}"
