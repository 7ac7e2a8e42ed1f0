"""Why is it this date? The clocks in words and as a ledger, a preview of a question, corrections by the head."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission import permissions
from commission.ledger import TOTAL, counts
from commission.models import Application, ClockEntry, ClockGround, policy
from commission.pages.officer import why
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.clock_forms import CorrectionForm, PreviewForm, ResumeForm, TotalForm
from commission.pages.officer.reading import application, case_url, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services import clocks
from commission.services.calendar import calendar
from commission.states import PENDING
from commission.wording import REGIME_NOTES


@require_safe
def clock(request: HttpRequest, reference: str) -> HttpResponse:
    """Every counter with the way to its last day, the ledger, the days not counted, what a question would do."""
    found, user, today = application(request, reference), me(request), timezone.localdate()
    entries, days = why.entries_of(found), calendar(found.t0 or today)
    told = why.tell(entries, days, today)
    is_head = permissions.is_head(found, user)
    pending = found.state in PENDING and bool(entries)
    context = {
        "application": found,
        "regime_note": REGIME_NOTES[found.regime],
        "told": told,
        "stage": why.stage(found, days),
        "entries": why.table(entries),
        "exceptional": why.exceptional(told),
        "may_correct": is_head and pending,
        "may_move_total": is_head and pending and bool(_grounds() or _paused(entries)),
        "breadcrumbs": crumbs(user, found, _("Why this date")),
    }
    if pending and permissions.may_process(found, user):
        form = PreviewForm(request.GET or None)
        number = form.cleaned_data["days"] if form.is_valid() else policy.value("request_days", on=today)
        context["preview"] = why.preview(entries, told, days, today, number)
        context["preview_days"] = number
    return render(request, "officer/clock.html", context)


def _grounds() -> list[ClockGround]:
    today = timezone.localdate()
    return [ground for ground in ClockGround.objects.all() if ground.holds(ground.movement, today)]


def _paused(entries: list[ClockEntry]) -> bool:
    total = counts(entries).get(TOTAL)
    return total is not None and total.paused_on is not None and total.stopped_on is None


def _to(found: Application) -> str:
    return f"{case_url(found)}clock/"


@shows_refusals
def correct(request: HttpRequest, reference: str, entry_id: int) -> HttpResponse:
    """Append a correction of one entry."""
    found = application(request, reference)
    entry = ClockEntry.objects.filter(application=found, pk=entry_id).first()
    if entry is None:
        raise Http404
    form = CorrectionForm(
        sent(request),
        entry=entry,
        initial={"on": entry.on, "working_days": entry.working_days},
    )
    act = Act(
        title=_("Correct an entry of the ledger"),
        label=_("Append the correction"),
        done=_("The correction is appended. The dates follow from it."),
        text=_("%(movement)s, %(day)s: %(ground)s")
        % {
            "movement": entry.get_movement_display(),
            "day": entry.on.strftime("%d.%m.%Y"),
            "ground": why.ground(entry),
        },
        points=(
            _("The old entry stays in the ledger and is shown as corrected."),
            _("Every last day that rests on it is computed anew; reminders follow the new day."),
        ),
    )
    return answer(request, found, act, form, lambda: _correct(request, found, entry, form), to=_to(found))


def _correct(request: HttpRequest, found: Application, entry: ClockEntry, form: CorrectionForm) -> object:
    data: dict[str, Any] = form.cleaned_data
    return clocks.correct_entry(
        application_id=found.pk,
        entry_id=entry.pk,
        by=me(request),
        reason=data["reason"],
        on=data["on"],
        working_days=data.get("working_days"),
        cancel=data.get("cancel", False),
    )


@shows_refusals
def total(request: HttpRequest, reference: str) -> HttpResponse:
    """Pause or extend the statutory total on a ground that cites an act, or let it go on."""
    found, user = application(request, reference), me(request)
    if _paused(list(ClockEntry.objects.filter(application=found).order_by("pk"))):
        resumption = ResumeForm(sent(request))
        act = Act(
            title=_("Let the statutory total go on"),
            label=_("Let it go on"),
            done=_("The statutory total goes on."),
        )
        return answer(
            request,
            found,
            act,
            resumption,
            lambda: clocks.resume_total(
                application_id=found.pk, by=user, reason=resumption.cleaned_data["reason"]
            ),
            to=_to(found),
        )
    form = TotalForm(sent(request), grounds=_grounds())
    act = Act(
        title=_("Pause or extend the statutory total"),
        label=_("Enter in the ledger"),
        done=_("The ledger has the entry. The last day follows from it."),
        text=_(
            "Only a ground that cites an act moves the statutory total. Requests to the applicant never do."
        ),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: clocks.move_total(
            application_id=found.pk,
            ground_id=int(form.cleaned_data["ground"]),
            by=user,
            reason=form.cleaned_data["reason"],
            working_days=form.cleaned_data["working_days"],
        ),
        to=_to(found),
    )
