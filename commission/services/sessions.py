"""Sessions: called, opened, items heard, votes taken as rows, minutes signed."""

import hashlib
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, permissions, workflow
from commission.models import (
    AgendaItem,
    Application,
    Composition,
    Event,
    Presence,
    PresenceMark,
    RecusalQuestion,
    Report,
    Seat,
    Session,
    VoidedVote,
    Vote,
)
from commission.models.correspondence import Subject
from commission.models.session import Withdrawal
from commission.procedure import ballots
from commission.services import packs, reports
from commission.services.desk import allow, lock, require
from commission.services.minutes import compose_minutes
from commission.states import Choice, State
from commission.workflow import Words
from registry.journal.writing import Act, act
from registry.models import User
from registry.roles import VOTING_ROLES, Role


def _secretary(user: User) -> None:
    allow(user.holds(Role.SECRETARY))


def _locked_session(session_id: int) -> Session:
    return Session.objects.select_for_update(no_key=True).get(pk=session_id)


def call_session(*, by: User, starts_at: datetime, place: str) -> Session:
    """Call a session of the members in office on its day."""
    with act(by=by):
        _secretary(by)
        require(starts_at > timezone.now(), _("A session is called for a time that is still to come."))
        last = Session.objects.order_by("-number").first()
        if last is not None and (last.starts_at, last.place, last.opened_at) == (starts_at, place, None):
            return last  # the same form, sent twice
        return make_session(by=by, starts_at=starts_at, place=place)


def make_session(*, by: User, starts_at: datetime, place: str) -> Session:
    """The next session, with a place for each member of the composition of its day."""
    with act(by=by) as acting:
        last = Session.objects.select_for_update(no_key=True).order_by("-number").first()
        composition = Composition.objects.in_force(timezone.localdate(starts_at))
        require(
            composition is not None,
            _("No composition of the Commission is in force on that day: enter the Government's act first."),
        )
        assert composition is not None
        number = last.number + 1 if last is not None else 1
        session = Session.objects.create(
            number=number, starts_at=starts_at, place=place, called_by=by, composition=composition
        )
        Presence.objects.bulk_create(
            [
                Presence(session=session, member_id=m.user_id, office=m.office)
                for m in composition.members.all()
            ]
        )
        acting.record("session.call", f"session:{session.number}", session=session.pk)
        return session


def put_on_agenda(
    *, application_id: int, session_id: int, by: User, key: str = "", late_reason: str = ""
) -> Event:
    """Put an application on a session's agenda with a seat for each member, and seal its papers.

    Later than the policy allows only with a ground of urgency, which the minutes say.
    """
    with act(by=by):
        application = lock(application_id)
        session = _locked_session(session_id)
        require(session.closed_at is None, _("The session is over. Choose another one."))
        _require_papers(session, session.opened_at is not None)
        allow(permissions.is_secretary(application, by))
        report = application.current_report()
        # Without a report the door itself says what is missing.
        may_enter = report is not None and application.state == State.UNDER_REVIEW
        item = None
        if may_enter:
            late = timezone.localdate() > packs.agenda_closes_on(session)
            late_reason = late_reason or session.absentee_ground
            require(
                not late or bool(late_reason.strip()),
                _(
                    "The agenda of this session is closed (policy). Give the ground of urgency, "
                    "or choose a later session."
                ),
            )
            assert report is not None
            item = seat_item(session, application, report, by=by, late_reason=late_reason if late else "")
        return workflow.fire(application_id, "put_on_agenda", by=by, key=key, item=item)


def seat_item(
    session: Session, application: Application, report: Report, *, by: User, late_reason: str = ""
) -> AgendaItem:
    """A new item at the end of a session's agenda: a seat for each place, its papers sealed. All are locked."""
    require(
        not AgendaItem.objects.filter(session=session, application=application).exists(),
        _("The application was already on this session's agenda. Choose the next session."),
    )
    require(
        reports.still_stands(report, application),
        _("A finding or an opinion has changed since the report was written: it must be written again."),
    )
    last = AgendaItem.objects.filter(session=session).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        session=session,
        application=application,
        position=last + 1,
        report=report,
        motion=report.motion,
        late_reason=late_reason.strip(),
    )
    Seat.objects.bulk_create(
        [
            # A member whose own application this is has no part in it.
            Seat(
                item=item,
                member_id=p.member_id,
                office=p.office,
                recused_at=timezone.now() if p.member_id == application.applicant_id else None,
            )
            for p in session.presences.order_by("pk")
        ]
    )
    pack = packs.seal(item, by)
    if session.papers_sent_at is not None:
        packs.tell(session, str(pack.pk))
        jobs.enqueue_paper(Subject.AGENDA, session.pk, since=str(item.pk))
    return item


def recuse_member(*, item_id: int, member_id: int, by: User) -> Seat:
    """Recuse a member from an item: by the member's own word, or entered by the secretary. Until the vote closes.

    A vote that the member has already cast is void from then on: its row stays, and the quorum is reckoned anew.
    """
    with act(by=by) as acting:
        item = AgendaItem.objects.select_for_update(no_key=True).get(pk=item_id)
        allow(by.pk == member_id or by.holds(Role.SECRETARY))
        require(
            item.closed_at is None and item.session.closed_at is None,
            _("The vote is closed, or the session is over: a recusal must come before."),
        )
        seat = Seat.objects.select_for_update(no_key=True).filter(item=item, member_id=member_id).first()
        allow(seat is not None)
        assert seat is not None
        if seat.recused_at is None:
            seat.recused_at = timezone.now()
            seat.save(update_fields=["recused_at"])
            acting.record("member.recuse", f"item:{item.pk}", member=member_id)
            _void_vote(item, member_id, acting)
        return seat


def _void_vote(item: AgendaItem, member_id: int, acting: Act) -> None:
    """The item is locked, as it is for every vote: none can slip in between."""
    vote = Vote.objects.filter(item=item, member_id=member_id).first()
    if vote is None:
        return
    assert acting.by is not None
    VoidedVote.objects.create(vote=vote, by=acting.by, at=timezone.now())
    quorum = item.quorum()
    acting.record(
        "vote.void",
        f"item:{item.pk}",
        vote=vote.pk,
        member=member_id,
        quorum_needed=quorum.needed,
        quorum_present=quorum.present,
    )


def mark_presence(*, session_id: int, present: set[int], by: User) -> None:
    """Set who is in the room: the whole list at once, ids of members."""
    with act(by=by) as acting:
        _secretary(by)
        session = _locked_session(session_id)
        require(session.closed_at is None, _("The session is over."))
        require(
            not AgendaItem.objects.filter(
                session=session, opened_at__isnull=False, closed_at__isnull=True
            ).exists(),
            _("Close the open vote first: presence decides its majority."),
        )
        _keep_those_who_voted(session, present)
        now = timezone.now()
        places = list(session.presences.all())
        # Who left since stays gone until they are back (`attendance.mark_departure`).
        changed = [place for place in places if place.is_present != (place.member_id in present)]
        PresenceMark.objects.bulk_create(
            [PresenceMark(presence=p, in_room=p.member_id in present, by=by, at=now) for p in changed]
        )
        session.presences.filter(member_id__in=present).update(is_present=True, marked_at=now)
        session.presences.exclude(member_id__in=present).update(is_present=False, left_at=None, marked_at=now)
        acting.record("session.presence", f"session:{session.number}", present=sorted(present))


def _keep_those_who_voted(session: Session, present: set[int]) -> None:
    """After a vote nobody who took part becomes absent, and somebody who may sign the minutes stays."""
    voted = set(Vote.objects.filter(item__session=session).values_list("member_id", flat=True))
    require(voted <= present, _("A member who has voted in this session was present: mark them so."))
    held = AgendaItem.objects.filter(session=session, opened_at__isnull=False).exists()
    presiding = session.presences.filter(member_id__in=present, office__in=(Role.CHAIR, Role.DEPUTY))
    require(
        not held or presiding.exists(), _("The chair or the deputy who presided must stay marked as present.")
    )


def _require_papers(session: Session, asked: bool) -> None:
    require(
        not asked or session.papers_sent_at is not None,
        _(
            "The members have not been sent the papers: send them first, late only with the chair's reason (policy)."
        ),
    )


def open_session(*, session_id: int, by: User) -> Session:
    """Open the sitting: of what is on its agenda the members have been sent the papers."""
    with act(by=by) as acting:
        _secretary(by)
        session = _locked_session(session_id)
        require(session.closed_at is None, _("The session is over."))
        if session.opened_at is None:
            _require_papers(session, session.items.filter(withdrawn_at__isnull=True).exists())
            session.opened_at = timezone.now()
            session.save(update_fields=["opened_at"])
            acting.record("session.open", f"session:{session.number}", session=session.pk)
        return session


def hear_item(*, item_id: int, by: User, key: str = "") -> Event:
    """Take an item up; needs an open session and a quorum for the item."""
    with act(by=by):
        item = _live_item(item_id, key=key)
        return workflow.fire(item.application_id, "hear", by=by, key=key)


def open_vote(*, item_id: int, by: User) -> AgendaItem:
    """Open the vote on a heard item."""
    with act(by=by) as acting:
        item = _heard_item(item_id, by)
        require(item.quorum().reached, _("There is no quorum for this item."))
        require(
            presiding_member(item) is not None,
            _("Neither the chair nor the deputy is present for this item: nobody presides over the vote."),
        )
        require(item.closed_at is None, _("The vote on this item is closed."))
        if item.opened_at is None:
            require(
                not RecusalQuestion.objects.filter(seat__item=item, decided_at__isnull=True).exists(),
                _("A contested recusal has not been decided yet: the others vote on it first."),
            )
            require(
                not packs.has_changed(item),
                _(
                    "The papers have changed since they were sealed: seal the new version, so that members read it."
                ),
            )
            item.opened_at = timezone.now()
            item.save(update_fields=["opened_at"])
            acting.record("vote.open", item.application.reference, item=item.pk)
        return item


def _live_item(item_id: int, *, key: str = "") -> AgendaItem:
    """The item its application is on now, locked in the one order: application, session, item.

    A repeated request whose move has already been made passes, so that the door can give its first answer again.
    """
    application = lock(AgendaItem.objects.values_list("application_id", flat=True).get(pk=item_id))
    Session.objects.select_for_update(no_key=True).get(items__pk=item_id)
    answered = bool(key) and Event.objects.filter(application=application, key=key).exists()
    require(
        answered or application.current_item_id == item_id, _("The application is no longer on this agenda.")
    )
    return (
        AgendaItem.objects.select_for_update(no_key=True, of=("self",))
        .select_related("session", "application")
        .get(pk=item_id)
    )


def _heard_item(item_id: int, by: User) -> AgendaItem:
    """A live item that has been taken up in an open session, for the secretary's hand."""
    item = _live_item(item_id)
    allow(permissions.is_secretary(item.application, by))
    require(
        item.application.state == State.HEARD and item.session.is_open,
        _("Take the item up first: it is voted on after it has been heard in an open session."),
    )
    return item


def cast_vote(*, item_id: int, by: User, choice: str, dissent: str = "") -> Vote:
    """One vote per member and item, while the vote is open. The same vote again is answered with the first."""
    with act(by=by) as acting:
        item = (
            AgendaItem.objects.select_for_update(no_key=True, of=("self",))
            .select_related("session", "application")
            .get(pk=item_id)
        )
        seat = Seat.objects.filter(item=item, member=by).first()
        allow(seat is not None and by.holds(*VOTING_ROLES))
        allow(item.application.applicant_id != by.pk)
        assert seat is not None
        earlier = Vote.objects.select_related("void").filter(item=item, member=by).first()
        if earlier is not None:
            require(not earlier.is_void, _("You were recused during the vote: your vote is void."))
            require(
                earlier.choice == choice and earlier.dissent == dissent.strip(),
                _("You have already voted on this item. A vote cannot be changed."),
            )
            return earlier
        require(
            item.closed_at is None,
            _("The vote is closed: your vote came too late and was not counted."),
        )
        require(item.opened_at is not None, _("The vote on this item has not been opened yet."))
        require(seat.recused_at is None, _("You are recused from this item."))
        require(
            item.session.votes_until is None or timezone.now() <= item.session.votes_until,
            _("The deadline of the absentee vote has passed: your vote came too late and was not counted."),
        )
        require(by.pk in item.taking_part(), _("You are not marked as present. Ask the secretary."))
        require(
            seat.declared_at is not None,
            _("Declare first whether you have an interest in this item: none, or which one."),
        )
        pack = packs.current_pack(item)
        require(
            pack is not None and pack.receipts.filter(member=by).exists(),
            _("You have not confirmed that you have read the papers of this item in their latest version."),
        )
        vote = Vote.objects.create(
            item=item, member=by, choice=Choice(choice), dissent=dissent.strip(), pack=pack, at=timezone.now()
        )
        acting.record("vote.cast", item.application.reference, item=item.pk, vote=vote.pk)
        return vote


def presiding_member(item: AgendaItem) -> int | None:
    """Whose own vote breaks a tie: the chair's; the deputy's where the chair is recused or absent."""
    present = item.taking_part()
    seats = [seat for seat in item.seats.all() if seat.recused_at is None and seat.member_id in present]
    for office in (Role.CHAIR, Role.DEPUTY):
        for seat in seats:
            if seat.office == office:
                return seat.member_id
    return None


def close_vote(*, item_id: int, by: User) -> AgendaItem:
    """Close the vote and fix its result: counted from the rows, under the item's lock."""
    with act(by=by) as acting:
        item = _heard_item(item_id, by)
        require(item.opened_at is not None, _("The vote on this item has not been opened yet."))
        if item.closed_at is not None:
            return item
        presiding = presiding_member(item)
        cast = [
            ballots.Ballot(Choice(vote.choice), presides=vote.member_id == presiding)
            for vote in Vote.objects.standing().filter(item=item)
        ]
        quorum = item.quorum()
        # Without a sitting a motion needs the majority of all members, those recused too.
        whole = item.seats.count() if item.session.is_absentee else quorum.present
        _require_deadline(item, len(cast), quorum.present)
        result = ballots.tally(cast, present=whole)
        # A recusal during the vote may have taken the quorum away: then nothing is decided.
        carried = result.carried and quorum.reached
        item.closed_at, item.carried = timezone.now(), carried
        item.tally = {
            "for": result.for_,
            "against": result.against,
            "abstained": result.abstained,
            "not_voted": result.not_voted,
            "by_presiding_vote": result.by_presiding_vote and carried,
            "quorum_needed": quorum.needed,
            "quorum_present": quorum.present,
        }
        item.save(update_fields=["closed_at", "carried", "tally"])
        acting.record("vote.close", item.application.reference, item=item.pk, carried=carried, **item.tally)
        return item


def _require_deadline(item: AgendaItem, cast: int, voting: int) -> None:
    """An absentee vote closes when its deadline has passed, or everybody has voted."""
    until = item.session.votes_until
    require(
        until is None or cast == voting or timezone.now() > until,
        _("Members may vote until the deadline. Close the vote then, or when all have voted."),
    )


def recommend(*, item_id: int, by: User, key: str = "") -> Event:
    """Adopt the motion carried as the Commission's recommendation."""
    with act(by=by):
        return workflow.fire(_live_item(item_id, key=key).application_id, "recommend", by=by, key=key)


def defer_item(*, item_id: int, by: User, reason: str, key: str = "") -> Event:
    """Defer, or note that no majority was found: the case goes back to the desk."""
    with act(by=by):
        require(bool(reason.strip()), _("Give the reason."))
        item = _live_item(item_id, key=key)
        return workflow.fire(item.application_id, "defer", by=by, key=key, words=Words(note=reason.strip()))


def recall_item(*, item_id: int, by: User, reason: str, key: str = "") -> Event:
    """The chair, unless recused from the item, recalls it before it is heard, on a new fact."""
    with act(by=by):
        require(bool(reason.strip()), _("Give the reason."))
        item = _live_item(item_id, key=key)
        allow(not item.seats.filter(member=by, recused_at__isnull=False).exists())
        event = workflow.fire(item.application_id, "recall", by=by, key=key, words=Words(note=reason.strip()))
        if item.withdrawn_at is None:
            item.withdrawn_at, item.withdrawn_because = timezone.now(), Withdrawal.RECALLED
            item.save(update_fields=["withdrawn_at", "withdrawn_because"])
        return event


def close_session(*, session_id: int, by: User) -> Session:
    """End the sitting and write its minutes; no vote may be open."""
    with act(by=by) as acting:
        _secretary(by)
        session = _locked_session(session_id)
        require(session.opened_at is not None, _("The session has not been opened."))
        if session.closed_at is not None:
            return session
        items = list(session.items.select_related("application"))
        require(not any(item.is_open for item in items), _("Close the open vote first."))
        require(
            not any(
                item.application.state == State.HEARD and item.application.current_item_id == item.pk
                for item in items
            ),
            _("An item was heard but neither adopted nor deferred. Finish it first."),
        )
        session.closed_at = timezone.now()
        session.minutes_text = compose_minutes(session)
        session.minutes_sha256 = hashlib.sha256(session.minutes_text.encode()).hexdigest()
        session.save(update_fields=["closed_at", "minutes_text", "minutes_sha256"])
        acting.record("session.close", f"session:{session.number}", minutes=session.minutes_sha256)
        return session


def presided_by(session: Session) -> int | None:
    """Id of who presided and signs the minutes: the chair where present, else the deputy.

    Whoever is recused from an item does not read how it was voted on: another who presided signs, where there is one.
    """
    places = [place for place in session.presences.all() if place.is_present or session.is_absentee]
    presiding = [
        place.member_id for office in (Role.CHAIR, Role.DEPUTY) for place in places if place.office == office
    ]
    recused = {
        seat.member_id
        for item in session.items.all()
        for seat in item.seats.all()
        if seat.recused_at is not None
    }
    whole = [member_id for member_id in presiding if member_id not in recused]
    return next(iter(whole or presiding), None)


def send_to_government(*, application_id: int, by: User, key: str = "") -> Event:
    """Send the recommendation with the signed minutes to the Government."""
    with act(by=by):
        event = workflow.fire(application_id, "send_to_government", by=by, key=key)
        item_id = event.application.current_item_id
        if item_id is not None:
            jobs.enqueue_paper(Subject.EXTRACT, item_id, application_id=application_id)
        return event
