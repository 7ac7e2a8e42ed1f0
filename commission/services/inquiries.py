"""Inquiries: a participant's notice of enforcement or bankruptcy, an alert or a breach looked into by the desk.

Each is its own case with its own number; links lead both ways. What becomes of it is its route.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions, permissions_after
from commission.models import Alert, Application, Inquiry, InquiryCounter, InquiryStep, Obligation
from commission.models.inquiry import NOTICES, InquiryKind, InquiryState, InquiryVerb, Route
from commission.models.obligation import ObligationState
from commission.procedure.regimes import R1
from commission.services.calendar import calendar
from commission.services.desk import allow, one_at_a_time, require
from commission.services.letters import holders, queue_inquiry
from commission.services.priority import open_track
from commission.states import FINAL, Capacity
from registry.journal.writing import Act, act
from registry.models import StrategicObject, User
from registry.roles import Role

_NOTICE_TERM = next(term for term in R1.terms if term.key == "enforcement_notice")
_BY_APPLICATION = (Route.APPLICATION, Route.PRIORITY)


@dataclass(frozen=True, slots=True)
class NoticeData:
    """A notice as typed: what befell which object, since when, by which act."""

    object_id: int
    kind: InquiryKind
    capacity: Capacity
    event_on: date
    text: str
    act_name: str = ""


def give_notice(*, by: User, data: NoticeData, key: str = "") -> Inquiry:
    """A participant notifies of enforcement or bankruptcy within 5 working days of it (SPL 192(6)); late is told."""
    with act(by=by) as acting:
        allow(by.holds(Role.APPLICANT))
        one_at_a_time(by)
        repeated = Inquiry.objects.filter(opened_by=by, key=key).first() if key else None
        if repeated is not None:
            return repeated
        given = open_inquiry(acting, by, noticed(data, timezone.localdate(), key=key))
        tell_of_notice(given)
        return given


def noticed(data: NoticeData, received_on: date, *, key: str) -> Inquiry:
    """The unsaved row of a notice that was received on a day; refused where it does not hold together."""
    require(data.kind in NOTICES, _("Choose what has happened."))
    require(bool(data.text.strip()), _("Say what has happened."))
    require(data.event_on <= received_on, _("The event cannot lie after the day of the notice."))
    return Inquiry(
        kind=data.kind,
        object=StrategicObject.objects.get(pk=data.object_id),
        text=data.text.strip(),
        capacity=data.capacity,
        event_on=data.event_on,
        act_name=data.act_name.strip(),
        due_on=calendar(data.event_on).add(data.event_on, _NOTICE_TERM.number),
        received_on=received_on,
        key=key,
    )


def tell_of_notice(given: Inquiry) -> None:
    """A numbered answer to who gave it; heads, officers with a case on the object and the Government office are told.

    Whom to tell is policy: SPL 192(6) names the duty to notify alone. The state may buy first, hence the Government.
    """
    queue_inquiry("notice_received", given, to=None if given.came_on_paper else given.opened_by)
    cases = Application.objects.filter(object=given.object, officer__isnull=False).exclude(state__in=FINAL)
    officers = [case.officer for case in cases.select_related("officer") if case.officer is not None]
    for receiver in dict.fromkeys((*holders(Role.HEAD), *officers, *holders(Role.GOVERNMENT))):
        if receiver.pk != given.opened_by_id:
            queue_inquiry("notice_came", given, to=receiver)


def inquire_into_alert(*, alert_id: int, by: User, text: str, key: str = "") -> Inquiry:
    """The desk opens an inquiry from an alert; one at a time."""
    with act(by=by) as acting:
        allow(permissions_after.may_handle_inquiries(by))
        alert = (
            Alert.objects.select_for_update(no_key=True, of=("self",))
            .select_related("object")
            .get(pk=alert_id)
        )
        if (same := _same(by, key)) is not None:
            return same
        require(bool(text.strip()), _("Say what is to be looked into."))
        _only_one(Inquiry.objects.filter(alert=alert))
        return open_inquiry(
            acting,
            by,
            Inquiry(kind=InquiryKind.ALERT, object=alert.object, text=text.strip(), alert=alert, key=key),
        )


def inquire_into_breach(
    *, application_id: int, by: User, text: str, obligation_id: int | None = None, key: str = ""
) -> Inquiry:
    """The desk opens an inquiry into a due date that was not met, or a contract that differs from the permission."""
    with act(by=by) as acting:
        application = Application.objects.select_for_update(no_key=True, of=("self",)).get(pk=application_id)
        allow(permissions_after.may_inquire_into(application, by))
        if (same := _same(by, key)) is not None:
            return same
        require(bool(text.strip()), _("Say what is to be looked into."))
        obligation: Obligation | None = None
        if obligation_id is not None:
            obligation = Obligation.objects.get(pk=obligation_id, application=application)
            require(
                obligation.state == ObligationState.NOT_MET or obligation.is_overdue,
                _("This due date is not breached."),
            )
            _only_one(Inquiry.objects.filter(obligation=obligation))
        assert application.object is not None
        return open_inquiry(
            acting,
            by,
            Inquiry(
                kind=InquiryKind.BREACH,
                object=application.object,
                text=text.strip(),
                obligation=obligation,
                application=application,
                key=key,
            ),
        )


def take_inquiry(*, inquiry_id: int, by: User, key: str = "") -> Inquiry:
    """An officer takes it; the second one is told who was first."""
    with act(by=by) as acting:
        inquiry = _locked(inquiry_id)
        allow(permissions_after.may_work_on(inquiry, by))
        if inquiry.officer_id == by.pk:
            return inquiry
        require(not inquiry.is_closed, _("This inquiry is closed."))
        if inquiry.officer is not None:
            require(False, _("Already taken by %(who)s.") % {"who": inquiry.officer.full_name})
        inquiry.officer, inquiry.state = by, InquiryState.TAKEN
        _step(acting, inquiry, InquiryVerb.TAKE, by, key=key)
        return inquiry


def note_on_inquiry(*, inquiry_id: int, by: User, text: str, key: str = "") -> Inquiry:
    """What was found out on the way."""
    with act(by=by) as acting:
        inquiry = _locked(inquiry_id)
        allow(permissions_after.may_close_inquiry(inquiry, by))
        if key and inquiry.steps.filter(key=key).exists():
            return inquiry
        require(not inquiry.is_closed, _("This inquiry is closed."))
        require(bool(text.strip()), _("Write what was found."))
        _step(acting, inquiry, InquiryVerb.NOTE, by, text=text, key=key)
        return inquiry


def close_inquiry(
    *, inquiry_id: int, by: User, route: str, text: str, application_id: int | None = None, key: str = ""
) -> Inquiry:
    """Route and close, with the reason; whoever took it or the head. Some routes name the application.

    The route of the priority right opens its track, where registration has not (SPL 191-194).
    """
    with act(by=by) as acting:
        inquiry = _locked(inquiry_id)
        allow(permissions_after.may_close_inquiry(inquiry, by))
        if key and inquiry.steps.filter(key=key).exists():
            return inquiry
        require(not inquiry.is_closed, _("This inquiry is closed."))
        require(route in Route.values, _("Choose the route."))
        require(bool(text.strip()), _("Give the reason."))
        if route in _BY_APPLICATION:
            named = Application.objects.filter(pk=application_id or 0, object=inquiry.object).first()
            require(named is not None, _("Name the application on this object."))
            inquiry.opened_application = named
        if route == Route.PRIORITY:
            _open_priority(inquiry, by)
        inquiry.route, inquiry.state, inquiry.closed_at = route, InquiryState.CLOSED, timezone.now()
        _step(acting, inquiry, InquiryVerb.CLOSE, by, text=text, key=key)
        return inquiry


def _open_priority(inquiry: Inquiry, by: User) -> None:
    """The track of the named application opens, if registration has not opened it, under the gates of its own case."""
    named = inquiry.opened_application
    assert named is not None
    require(
        permissions.may_process(named, by),
        _(
            "The track is opened by the officer in charge of %(case)s or by the head: ask them to close the inquiry."
        )
        % {"case": named.reference},
    )
    track = open_track(application_id=named.pk, by=by)
    require(
        track is not None and not track.is_settled,
        _("The priority right is settled on this application: name the one on the sale that is coming."),
    )


def open_inquiry(acting: Act, by: User | None, inquiry: Inquiry) -> Inquiry:
    """Number, save, write down; the row's `key` makes the same form sent twice one inquiry. By nobody: the system."""
    inquiry.reference = _next_number("N" if inquiry.kind in NOTICES else "I")
    inquiry.opened_by = by
    inquiry.received_on = inquiry.received_on or timezone.localdate()
    inquiry.save()
    InquiryStep.objects.create(inquiry=inquiry, verb=InquiryVerb.OPEN, by=by)
    acting.record("inquiry.open", inquiry.reference, inquiry=inquiry.pk, kind=str(inquiry.kind))
    return inquiry


def _next_number(series: str) -> str:
    year = timezone.localdate().year
    InquiryCounter.objects.get_or_create(series=series, year=year)
    counter = InquiryCounter.objects.select_for_update(no_key=True).get(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{series}-{year}-{counter.last:05d}"


def _same(by: User, key: str) -> Inquiry | None:
    return Inquiry.objects.filter(opened_by=by, key=key).first() if key else None


def _only_one(rows: QuerySet[Inquiry]) -> None:
    going = rows.exclude(state=InquiryState.CLOSED).first()
    if going is not None:
        require(False, _("An inquiry is under way already: %(number)s.") % {"number": going.reference})


def _step(
    acting: Act, inquiry: Inquiry, verb: InquiryVerb, by: User, *, text: str = "", key: str = ""
) -> None:
    inquiry.save(update_fields=["state", "officer", "route", "opened_application", "closed_at"])
    InquiryStep.objects.create(inquiry=inquiry, verb=verb, text=text.strip(), by=by, key=key)
    acting.record(f"inquiry.{verb}", inquiry.reference, inquiry=inquiry.pk, route=str(inquiry.route))


def _locked(inquiry_id: int) -> Inquiry:
    return (
        Inquiry.objects.select_for_update(no_key=True, of=("self",))
        .select_related("officer", "object")
        .get(pk=inquiry_id)
    )
