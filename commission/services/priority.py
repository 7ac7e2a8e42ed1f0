"""The priority right of the state (CC 193-1(4), SPL 191-194): opened with an alienation, moved beside the case.

Each move names its act, ends the clock of the stage it leaves and begins the next one's. A move is a row; nothing is
taken back.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import ledger, permissions, workflow
from commission.ledger import Key
from commission.models import Application, PriorityStep, PriorityTrack
from commission.procedure import priority
from commission.procedure.priority import Move, Stage
from commission.procedure.regimes import REGIMES
from commission.services.clocks import start_counter, stop
from commission.services.desk import allow, lock, require
from commission.services.letters import holders, queue_letter, queue_matter, tell_applicant
from commission.states import FINAL, PENDING, Counter, State
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role

# Run of the clock -> the term of the regime that gives its length.
_TERMS = {"decision": "priority_decision", "notice": "priority_notice", "buy_out": "buy_out"}
# Moves that answer a question with yes or no.
ANSWERED = (Move.RECOMMEND, Move.DECIDE)


@dataclass(frozen=True, slots=True)
class StepData:
    """A move as typed. `yes`: that the state should buy, or does; None for moves that ask nothing."""

    act_number: str = ""
    act_date: date | None = None
    note: str = ""
    yes: bool | None = None


def run(name: str) -> Key:
    """The clock of one stage: decision, notice or buy_out."""
    return Key(Counter.PRIORITY, run=name)


def open_track(*, application_id: int, by: User | None) -> PriorityTrack | None:
    """Open the track of an alienation, once; None for an encumbrance, which gives the state no such right."""
    with act(by=by) as acting:
        application = lock(application_id)
        if by is not None:
            allow(permissions.may_process(application, by))
        require(application.t0 is not None, _("The application has not been registered."))
        _not_ended(application)
        if not application.is_alienation:
            require(by is None, _("The transaction is an encumbrance: the state has no priority right."))
            return None
        track, fresh = PriorityTrack.objects.get_or_create(application=application)
        if fresh:
            acting.record("priority.open", application.reference, track=track.pk)
        return track


def take_priority_step(
    *, application_id: int, by: User, move: Move, data: StepData, key: str = ""
) -> PriorityStep:
    """Make a move of the track; the same form sent twice moves once."""
    with act(by=by) as acting:
        application = lock(application_id)
        track = PriorityTrack.objects.filter(application=application).first()
        require(track is not None, _("The track of the priority right has not been opened."))
        assert track is not None
        repeated = track.steps.filter(key=key).first() if key else None
        if repeated is not None:
            return repeated
        allow(permissions.may_move_priority(application, by, move))
        require(
            move in priority.moves(Stage(track.stage), track.exercises),
            _("The track stands at “%(stage)s”: this step is not open.")
            % {"stage": track.get_stage_display()},
        )
        _not_ended(application)
        _check(application, move, data)
        track.stage = priority.STEPS[move].target
        if move == Move.RECOMMEND:
            track.recommends = data.yes
        if move == Move.DECIDE:
            track.exercises = data.yes
        track.save()
        step = PriorityStep.objects.create(
            track=track,
            move=move,
            to_stage=track.stage,
            yes=data.yes,
            act_number=data.act_number.strip(),
            act_date=data.act_date,
            note=data.note.strip(),
            by=by,
            key=key,
        )
        _clocks(application, track, move, by)
        _tell(application, step)
        acting.record(
            "priority.step", application.reference, track=track.pk, step=step.pk, move=str(move), yes=data.yes
        )
        if move == Move.WITHDRAW and application.state in (*PENDING, State.STATE_PURCHASE):
            words = Words(public_note=step.note)
            event = workflow.fire(application.pk, "withdraw", by=by, key=f"priority:{step.pk}", words=words)
            queue_letter("withdrawn", event)
        return step


def withdraw_with_case(application: Application, *, by: User, note: str) -> None:
    """The whole application is withdrawn, and its track with it, unless the track has ended by itself."""
    track = PriorityTrack.objects.filter(application=application).first()
    if track is None or Move.WITHDRAW not in priority.moves(Stage(track.stage), track.exercises):
        return
    track.stage = Stage.WITHDRAWN
    track.save(update_fields=["stage"])
    PriorityStep.objects.create(
        track=track, move=Move.WITHDRAW, to_stage=track.stage, note=note.strip(), by=by
    )


def _not_ended(application: Application) -> None:
    require(
        application.state not in FINAL and application.state != State.REFUSED,
        _("The case has ended, and with it the priority right."),
    )


def _check(application: Application, move: Move, data: StepData) -> None:
    require(
        (move in ANSWERED) == (data.yes is not None),
        _("Say whether the state should buy."),
    )
    if move == Move.WITHDRAW:
        return
    if move == Move.EXPIRE:
        require(bool(data.note.strip()), _("Give the reason."))
        require(_is_over(application), _("The term for the purchase is not over."))
        return
    require(
        bool(data.act_number.strip()) and data.act_date is not None,
        _("Give the number and date of the document."),
    )
    assert data.act_date is not None
    require(data.act_date <= timezone.localdate(), _("The act cannot be dated in the future."))


def _is_over(application: Application) -> bool:
    counted = ledger.counts(application.clock.order_by("pk")).get(run("buy_out"))
    due_on = counted.due_on(ledger.calendar(timezone.localdate())) if counted is not None else None
    return due_on is not None and timezone.localdate() > due_on


def _clocks(application: Application, track: PriorityTrack, move: Move, by: User) -> None:
    ends, begins = priority.clock_runs(move, track.exercises)
    today = timezone.localdate()
    counts = ledger.counts(application.clock.order_by("pk"))
    if move == Move.WITHDRAW:
        left: list[Any] = [
            key for key, one in counts.items() if key.counter == Counter.PRIORITY and one.stopped_on is None
        ]
    else:
        left = [run(ends)] if ends is not None and run(ends) in counts else []
    for key in left:
        stop(application_id=application.pk, key=key, ground=f"priority_{move}", by=by)
    terms = {term.key: term for term in REGIMES[application.regime].terms}
    for name in begins:
        term = terms[_TERMS[name]]
        days = (
            priority.working_days_of(term.number, today, ledger.calendar(today))
            if term.unit == "months"
            else term.number
        )
        start_counter(
            application_id=application.pk, key=run(name), working_days=days, ground=term.basis, by=by
        )


def _tell(application: Application, step: PriorityStep) -> None:
    """The owner of what the Government has decided; the office of what waits for it; the officer of a withdrawal."""
    if step.move in (Move.NOTIFY, Move.EXPIRE):
        tell_applicant("priority_told", application, step.pk)
    if step.move == Move.RECOMMEND:
        for receiver in holders(Role.GOVERNMENT):
            if permissions.is_government(application, receiver):
                queue_matter("priority_waits", application, step.pk, to=receiver)
    if step.move == Move.WITHDRAW:
        told = [*([application.officer] if application.officer else []), *holders(Role.GOVERNMENT)]
        for receiver in dict.fromkeys(told):
            queue_matter("priority_withdrawn", application, step.pk, to=receiver)
