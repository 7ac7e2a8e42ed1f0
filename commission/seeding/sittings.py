"""The Commission's sessions in a seeded office: called, prepared and held every two weeks or so."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from commission import demonstration
from commission.models import AgendaItem, Session
from commission.seeding.office import Office, Waiting
from commission.seeding.texts import DISSENTS
from commission.services import compositions, packs, sessions, signing
from commission.states import Choice
from commission.workflow import CannotProceed
from registry.models import User
from registry.roles import Role

# The papers go out ten working days before; the agenda is closed then.
_CALLED, _CLOSED = 14, 11
_MOST_ITEMS = 9
PLACE = "Астана (иллюстративно)"


def plan_sessions(office: Office, first: date) -> None:
    """A process for each session, two weeks apart or nearly so, so that one is prepared while another is held."""
    day, last = first + timedelta(days=30), timezone.localdate(office.until) + timedelta(days=30)
    while day < last:
        office.add(office.at(_before(office, day, _CALLED), 11 * 60), _session(office, day))
        day = office.days.add(day + timedelta(days=office.rng.choice((11, 12, 14))), 1)


def _session(office: Office, day: date) -> Iterator[datetime | None]:
    """One session, if anything waits for it."""
    if not office.ready:
        return
    session = sessions.call_session(by=_secretary(office), starts_at=office.at(day, 10 * 60), place=PLACE)
    yield office.at(_before(office, day, _CLOSED), 16 * 60)
    cases = _prepare(office, session)
    yield office.at(_before(office, day, 1), 15 * 60)
    _read(cases)
    yield office.at(day, 10 * 60)
    _hold(office, session, cases, office.rng)
    yield office.at(office.days.add(day, 2), 15 * 60)
    _sign(office, session, cases)


def _secretary(office: Office) -> User:
    return office.person("secretary")


def _before(office: Office, day: date, working_days: int) -> date:
    """The working day that lies so many before `day`, or the last one gone."""
    while working_days:
        day -= timedelta(days=1)
        working_days -= office.days.is_working(day)
    return day


def _prepare(office: Office, session: Session) -> dict[int, Waiting]:
    """The longest waiting go on the agenda; item -> case. A case whose report has become void goes back."""
    taken, office.ready = office.ready[:_MOST_ITEMS], office.ready[_MOST_ITEMS:]
    placed: dict[int, Waiting] = {}
    for case in taken:
        try:
            sessions.put_on_agenda(application_id=case.pk, session_id=session.pk, by=_secretary(office))
        except CannotProceed as stopped:
            if case.result == "stale":
                office.stop(case.pk, stopped)
            else:
                office.wake(case, "stale")
            continue
        placed[AgendaItem.objects.get(session=session, application_id=case.pk).pk] = case
        office.clock.go_on(2)
    if placed:
        packs.send_papers(session_id=session.pk, by=_secretary(office))
    return placed


def _read(cases: dict[int, Waiting]) -> None:
    """Everybody who takes part in an item has read its papers and declared."""
    for item in AgendaItem.objects.filter(pk__in=cases).order_by("position"):
        demonstration.prepare_members(item)


def _hold(office: Office, session: Session, cases: dict[int, Waiting], rng: Random) -> None:
    by = _secretary(office)
    away = _away(session, by, rng)
    _read(cases)  # a substitute, too
    presences = session.presences.select_related("member").order_by("pk")
    present = [office.person(each.member.username) for each in presences if each.member_id not in away]
    sessions.mark_presence(session_id=session.pk, present={each.pk for each in present}, by=by)
    sessions.open_session(session_id=session.pk, by=by)
    for item_id, case in cases.items():
        office.clock.go_on(6)
        try:
            _vote(office, item_id, case, present, rng)
        except CannotProceed as stopped:
            office.stop(case.pk, stopped)
            case.result = "stopped"
    office.clock.go_on(5)
    sessions.close_session(session_id=session.pk, by=by)
    for case in cases.values():
        if case.result == "deferred":
            office.wake(case, "deferred")


def _away(session: Session, by: User, rng: Random) -> set[int]:
    """Half of the sessions miss a member; a substitute takes the place where the Government's act names one."""
    if rng.random() < 0.5:
        return set()
    member = rng.choice(list(session.presences.filter(office=Role.MEMBER).order_by("pk"))).member_id
    assert session.composition is not None
    if not session.composition.members.filter(user_id=member, substitute__isnull=False).exists():
        return {member}
    compositions.send_substitute(
        session_id=session.pk, member_id=member, by=by, ground="Командировка (иллюстративно)"
    )
    return set()


def _vote(office: Office, item_id: int, case: Waiting, present: list[User], rng: Random) -> None:
    by = _secretary(office)
    sessions.hear_item(item_id=item_id, by=by)
    sessions.open_vote(item_id=item_id, by=by)
    fails = case.plan.no_majority and case.result != "deferred"
    for place, member in enumerate(present):
        choice, dissent = Choice.FOR, ""
        if fails and place >= 2:
            choice = Choice.ABSTAIN
        elif case.plan.dissent and place == len(present) - 1:
            choice, dissent = Choice.AGAINST, rng.choice(DISSENTS)
        sessions.cast_vote(item_id=item_id, by=member, choice=choice, dissent=dissent)
    office.clock.go_on(3)
    item = sessions.close_vote(item_id=item_id, by=by)
    if item.carried:
        sessions.recommend(item_id=item_id, by=by)
        case.result = "recommended"
    else:
        sessions.defer_item(item_id=item_id, by=by, reason="Большинства нет (иллюстративно).")
        case.result = "deferred"


def _sign(office: Office, session: Session, cases: dict[int, Waiting]) -> None:
    fresh = Session.objects.get(pk=session.pk)
    password = signing.PasswordSigner(demonstration.demonstration_password())
    for signer in ("secretary", "chair"):
        signing.sign_minutes(session_id=fresh.pk, by=office.person(signer), signer=password)
    for case in cases.values():
        if case.result != "recommended":
            continue
        office.clock.go_on(3)
        sessions.send_to_government(application_id=case.pk, by=_secretary(office))
        office.wake(case, "sent")
