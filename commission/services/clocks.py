"""The clock ledger's use cases: how other services move a case's clocks, and what the head may correct.

The small functions are for other services, which have asked for permission already and hold the case's lock or take it
here; each appends one row and settles the dates. `ask_applicant` and `applicant_answered` are what a request for
information does to every counter at once.
"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission import ledger, permissions
from commission.ledger import TOTAL, Book, Key
from commission.models import ClockEntry, ClockGround
from commission.procedure.clocks import BadLedger
from commission.services.desk import allow, lock, require
from commission.states import Counter, Movement
from commission.workflow import CannotProceed
from registry.journal.writing import Act, act
from registry.models import User

_WHY = {
    "not_started": gettext_lazy("This clock has not been started."),
    "started_twice": gettext_lazy("This clock has been started already."),
    "stopped": gettext_lazy("This clock has ended."),
    "paused_twice": gettext_lazy("This clock is paused on this ground already."),
    "not_paused": gettext_lazy("This clock is not paused on this ground."),
}


def start_counter(
    *, application_id: int, key: Key, working_days: int, ground: str, by: User | None, on: date | None = None
) -> ClockEntry:
    """Begin a counter; its last day is `working_days` working days after the day `on` (default: today)."""
    return _one(application_id, key, Movement.START, ground, by, on, working_days=working_days)


def pause(
    *, application_id: int, key: Key, ground: str, cause: str, by: User | None, on: date | None = None
) -> ClockEntry:
    """Stop counting from the day after `on`, as long as `cause` is open. Never the statutory total's."""
    _not_the_total(key)
    return _one(application_id, key, Movement.PAUSE, ground, by, on, cause=cause)


def resume(
    *, application_id: int, key: Key, ground: str, cause: str, by: User | None, on: date | None = None
) -> ClockEntry:
    """Count again from the day after `on`, unless another cause is still open."""
    return _one(application_id, key, Movement.RESUME, ground, by, on, cause=cause)


def extend(
    *, application_id: int, key: Key, working_days: int, ground: str, by: User | None, on: date | None = None
) -> ClockEntry:
    """Make a counter's term longer. Never the statutory total's."""
    _not_the_total(key)
    return _one(application_id, key, Movement.EXTENSION, ground, by, on, working_days=working_days)


def stop(
    *, application_id: int, key: Key, ground: str, by: User | None, on: date | None = None
) -> ClockEntry:
    """End a counter; the day `on` is its last counted one."""
    return _one(application_id, key, Movement.STOP, ground, by, on)


def request_run(request_id: int) -> Key:
    """The applicant's time to answer one request for information."""
    return Key(Counter.APPLICANT, run=f"request:{request_id}")


def ask_applicant(
    *, application_id: int, request_id: int, working_days: int, by: User, on: date | None = None
) -> None:
    """A request has gone to the applicant: its time runs, every internal counter pauses, the total goes on."""
    with act(by=by) as acting:
        application, day = lock(application_id), _day(on)
        run = request_run(request_id)
        with ledger.opened(application) as book:
            _write(
                book, acting, run, Movement.START, on=day, by=by, ground="request", working_days=working_days
            )
            for key in internal(book):
                _write(book, acting, key, Movement.PAUSE, on=day, by=by, ground="request", cause=run.run)


def applicant_answered(
    *, application_id: int, request_id: int, by: User | None, on: date | None = None
) -> None:
    """The request is closed: the applicant's time ends, what it had paused goes on."""
    with act(by=by) as acting:
        application, day = lock(application_id), _day(on)
        run = request_run(request_id)
        with ledger.opened(application) as book:
            _write(book, acting, run, Movement.STOP, on=day, by=by, ground="request_answered")
            for key, counted in book.counts().items():
                if run.run in counted.causes and counted.stopped_on is None:
                    _write(
                        book,
                        acting,
                        key,
                        Movement.RESUME,
                        on=day,
                        by=by,
                        ground="request_answered",
                        cause=run.run,
                    )


def internal(book: Book) -> list[Key]:
    """Counters that a request to the applicant pauses: the authority's own and those of bodies still to answer."""
    return [
        key
        for key, counted in book.counts().items()
        if key.counter in (Counter.AUTHORITY, Counter.CONSULTATION) and counted.stopped_on is None
    ]


def move_total(
    *,
    application_id: int,
    ground_id: int,
    by: User,
    reason: str,
    working_days: int | None = None,
    document_id: int | None = None,
) -> ClockEntry:
    """Pause or extend the statutory total today, on a ground that cites an act and is in force."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.is_head(application, by))
        today = timezone.localdate()
        ground = ClockGround.objects.filter(pk=ground_id).first()
        require(
            ground is not None and ground.holds(ground.movement, today),
            _("The statutory total is paused or extended only on a ground that cites an act in force."),
        )
        assert ground is not None
        require(bool(reason.strip()), _("Give the reason."))
        rest: dict[str, Any] = {"act_ground": ground, "reason": reason.strip(), "document_id": document_id}
        if ground.movement == Movement.EXTENSION:
            most = ground.most_working_days
            require(
                working_days is not None and working_days > 0 and (most is None or working_days <= most),
                _("Give a number of working days that the act allows."),
            )
            rest["working_days"] = working_days
        else:
            rest["cause"] = f"ground:{ground.pk}"
        with ledger.opened(application) as book:
            return _write(
                book, acting, TOTAL, Movement(ground.movement), on=today, by=by, ground="act", **rest
            )


def resume_total(*, application_id: int, by: User, reason: str) -> None:
    """The ground on which the total was paused has fallen away: it goes on tomorrow."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.is_head(application, by))
        require(bool(reason.strip()), _("Give the reason."))
        with ledger.opened(application) as book:
            total = book.counts().get(TOTAL)
            causes = sorted(total.causes) if total is not None and total.stopped_on is None else []
            require(bool(causes), _("This clock is not paused on this ground."))
            for cause in causes:
                _write(
                    book,
                    acting,
                    TOTAL,
                    Movement.RESUME,
                    on=timezone.localdate(),
                    by=by,
                    ground="act_over",
                    cause=cause,
                    reason=reason.strip(),
                )


def correct_entry(
    *,
    application_id: int,
    entry_id: int,
    by: User,
    reason: str,
    on: date,
    working_days: int | None = None,
    cancel: bool = False,
) -> ClockEntry:
    """The head corrects a row by another: a different day or length, or as if it had never been written.

    The length of the statutory total is the law's and cannot be corrected; its beginning cannot be cancelled.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.is_head(application, by))
        require(bool(reason.strip()), _("Give the reason."))
        require(on <= timezone.localdate(), _("An entry cannot be dated in the future."))
        wrong = ClockEntry.objects.filter(application=application, pk=entry_id).first()
        require(
            wrong is not None and wrong.movement != Movement.CANCEL and not hasattr(wrong, "correction"),
            _("This entry has already been corrected: correct the newer one."),
        )
        assert wrong is not None
        _correctable(wrong, working_days, cancel)
        with ledger.opened(application) as book:
            return _write(
                book,
                acting,
                ledger.key_of(wrong),
                Movement.CANCEL if cancel else Movement(wrong.movement),
                on=on,
                by=by,
                ground=wrong.ground,
                cause=wrong.cause,
                act_ground=wrong.act_ground,
                document=wrong.document,
                working_days=None if cancel or wrong.working_days is None else working_days,
                corrects=wrong,
                reason=reason.strip(),
            )


def _correctable(wrong: ClockEntry, working_days: int | None, cancel: bool) -> None:
    if cancel:
        require(
            wrong.movement != Movement.START,
            _("The beginning of a clock cannot be cancelled: change its day."),
        )
        return
    if wrong.working_days is not None:
        require(working_days is not None and working_days > 0, _("Give a number of working days."))
        of_law = wrong.counter == Counter.TOTAL and wrong.movement == Movement.START
        require(
            not of_law or working_days == wrong.working_days,
            _("The length of the statutory total is set by law and cannot be corrected."),
        )


def _not_the_total(key: Key) -> None:
    require(
        key.counter != Counter.TOTAL,
        _("The statutory total is paused or extended only on a ground that cites an act in force."),
    )


def _day(on: date | None) -> date:
    today = timezone.localdate()
    require(on is None or on <= today, _("An entry cannot be dated in the future."))
    return on or today


def _one(
    application_id: int,
    key: Key,
    movement: Movement,
    ground: str,
    by: User | None,
    on: date | None,
    **rest: Any,
) -> ClockEntry:
    with act(by=by) as acting:
        application = lock(application_id)
        with ledger.opened(application) as book:
            return _write(book, acting, key, movement, on=_day(on), by=by, ground=ground, **rest)


def _write(
    book: Book,
    acting: Act,
    key: Key,
    movement: Movement,
    *,
    on: date,
    by: User | None,
    ground: str,
    **rest: Any,
) -> ClockEntry:
    try:
        entry = book.write(key, movement, on=on, by=by, ground=ground, **rest)
    except BadLedger as problem:
        raise CannotProceed(str(_WHY[problem.code])) from problem
    acting.record(
        "clock.write",
        book.application.reference,
        entry=entry.pk,
        counter=str(key),
        movement=str(movement),
        on=on.isoformat(),
    )
    return entry
