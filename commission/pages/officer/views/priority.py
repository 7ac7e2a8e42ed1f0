"""The track of the state's priority right beside a case: where it stands, until when, and its next step."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from commission import permissions, queries, queries_after
from commission.models import Application, PriorityTrack
from commission.models.inquiry import Route
from commission.models.priority import MOVE_NAMES
from commission.pages.forms import DateField, KeyedForm, LineField, TextField
from commission.pages.officer import why
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.procedure import priority
from commission.procedure.priority import Move, Stage
from commission.services.calendar import calendar_to_show
from commission.services.priority import ANSWERED, StepData, open_track, take_priority_step
from commission.states import Counter
from commission.workflow import CannotProceed, NotAllowed
from registry.models import User

_QUESTIONS = {
    Move.RECOMMEND: gettext_lazy("Does the budget commission recommend the purchase?"),
    Move.DECIDE: gettext_lazy("Does the Government exercise the priority right?"),
}
_POINTS = {
    Move.RECOMMEND: (
        gettext_lazy("The Government has 30 working days to decide (SPL 191-194); its office is told."),
    ),
    Move.DECIDE: (
        gettext_lazy("The owner is to be notified within 5 working days (SPL 191-194)."),
        gettext_lazy("If the right is exercised, the term for the contract of purchase runs."),
    ),
    Move.NOTIFY: (gettext_lazy("The owner is told. A right that is not exercised is settled with this."),),
    Move.CONTRACT: (gettext_lazy("The owner can no longer withdraw the sale (SPL 192(4))."),),
    Move.EXPIRE: (gettext_lazy("Only after the last day of the term. The owner is told."),),
}


class MoveForm(KeyedForm):
    """A step of the track; what it does not ask for is left out."""

    yes = forms.ChoiceField(
        label="",
        widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
    )
    act_number = LineField(label=gettext_lazy("Number of the act"), max_length=60)
    act_date = DateField(label=gettext_lazy("Date of the act"))
    note = TextField(label=gettext_lazy("Reason"), rows=4)

    def __init__(self, *args: Any, move: Move, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if move in ANSWERED:
            self.fields["yes"].label = _QUESTIONS[move]
        else:
            del self.fields["yes"]
        if move == Move.EXPIRE:
            del self.fields["act_number"], self.fields["act_date"]
        self.fields["note"].required = move in (*ANSWERED, Move.EXPIRE)

    def step(self) -> StepData:
        data = self.cleaned_data
        return StepData(
            act_number=data.get("act_number", ""),
            act_date=data.get("act_date"),
            note=data["note"],
            yes=data["yes"] == "yes" if "yes" in data else None,
        )


def _track(found: Application) -> PriorityTrack | None:
    return PriorityTrack.objects.filter(application=found).first()


def clocks_of(found: Application) -> list[why.Told]:
    """The track's own clocks, in words."""
    today = timezone.localdate()
    return why.tell(
        why.entries_of(found), calendar_to_show(today), today, lambda key: key.counter == Counter.PRIORITY
    )


def open_moves(found: Application, track: PriorityTrack | None, user: User) -> list[Move]:
    """Moves that start here and that this person may make on the desk's pages."""
    if track is None:
        return []
    return [
        move
        for move in priority.moves(Stage(track.stage), track.exercises)
        if move != Move.WITHDRAW and permissions.may_move_priority(found, user, move)
    ]


@require_safe
def track(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the track stands, what was done, and until when what is next."""
    found, user = application(request, reference), me(request)
    if not found.is_alienation or found.t0 is None:
        raise Http404
    one = _track(found)
    context = {
        "application": found,
        "track": one,
        "steps": list(one.steps.select_related("by")) if one else [],
        "told": clocks_of(found),
        "notices": queries_after.inquiries_visible_to(user).filter(
            opened_application=found, route=Route.PRIORITY
        )[: queries.PAGE],
        "moves": [
            {"name": MOVE_NAMES[move], "url": reverse("officer:move_priority", args=[reference, str(move)])}
            for move in open_moves(found, one, user)
        ],
        "may_open": one is None and permissions.may_process(found, user),
        "breadcrumbs": crumbs(user, found, _("Priority right")),
    }
    return render(request, "officer/priority.html", context)


@require_POST
@shows_refusals
def open_(request: HttpRequest, reference: str) -> HttpResponse:
    """Open the track of a case from before tracks opened by themselves."""
    found = application(request, reference)
    open_track(application_id=found.pk, by=me(request))
    messages.success(request, _("The track of the priority right is open."))
    return redirect("officer:priority", reference)


@shows_refusals
def move(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """One step of the track."""
    found, user = application(request, reference), me(request)
    if move not in set(Move) or move == Move.WITHDRAW:
        raise Http404
    step, one = Move(move), _track(found)
    if not permissions.may_move_priority(found, user, step):
        raise NotAllowed(_("You may not do this."))
    if request.method == "GET" and step not in open_moves(found, one, user):
        raise CannotProceed(_("This step of the track is not open now."))
    form = MoveForm(sent(request), move=step)
    name = str(MOVE_NAMES[step])
    act = Act(
        title=name,
        label=name,
        done=_("The step is recorded."),
        points=tuple(str(point) for point in _POINTS[step]),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: take_priority_step(
            application_id=found.pk, by=user, move=step, data=form.step(), key=form.cleaned_data["key"]
        ),
        to=reverse("officer:priority", args=[reference]),
    )
