"""Who comes and goes at a sitting, items without a quorum, ballots without a sitting."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions_session as permissions
from commission.models import AgendaItem, Application, Composition, Presence, PresenceMark, Session
from commission.models.session import Withdrawal
from commission.services import sessions
from commission.services.desk import allow, lock, require
from commission.states import State
from registry.journal.writing import act
from registry.models import User


def mark_departure(*, session_id: int, member_id: int, by: User, left: bool) -> Presence:
    """A member who was present leaves the room, or comes back; between votes only. Each is a row with its time."""
    with act(by=by) as acting:
        allow(permissions.may_conduct(by))
        session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
        require(session.is_open, _("The session is not open."))
        require(
            not session.items.filter(opened_at__isnull=False, closed_at__isnull=True).exists(),
            _("Close the open vote first: presence decides its majority."),
        )
        place = Presence.objects.filter(session=session, member_id=member_id, is_present=True).first()
        require(place is not None, _("This member is not marked as present."))
        assert place is not None
        if left == (place.left_at is not None):
            return place
        now = timezone.now()
        place.left_at = now if left else None
        place.save(update_fields=["left_at"])
        PresenceMark.objects.create(presence=place, in_room=not left, by=by, at=now)
        acting.record("session.departure", f"session:{session.number}", member=member_id, left=left)
        return place


def carry_over(*, item_id: int, session_id: int, by: User) -> AgendaItem:
    """An item that has no quorum at its open session goes to a later one, with new seats and the papers sealed anew."""
    with act(by=by) as acting:
        allow(permissions.may_conduct(by))
        found = AgendaItem.objects.get(pk=item_id)
        application = lock(found.application_id)
        for session in Session.objects.select_for_update(no_key=True).filter(
            pk__in=(found.session_id, session_id)
        ):
            require(session.closed_at is None, _("The session is over. Choose another one."))
        item = (
            AgendaItem.objects.select_for_update(no_key=True, of=("self",))
            .select_related("session")
            .get(pk=item_id)
        )
        require(
            application.current_item_id == item.pk and application.state == State.ON_AGENDA,
            _("The application is no longer on this agenda."),
        )
        require(item.session.is_open, _("The session is not open."))
        require(not item.quorum().reached, _("There is a quorum for this item: take it up."))
        later = Session.objects.get(pk=session_id)
        require(
            later.opened_at is None and later.starts_at > item.session.starts_at,
            _("Choose a session that is still to come."),
        )
        item.withdrawn_at, item.withdrawn_because = timezone.now(), Withdrawal.NO_QUORUM
        item.save(update_fields=["withdrawn_at", "withdrawn_because"])
        made = sessions.seat_item(later, application, item.report, by=by)
        Application.objects.filter(pk=application.pk).update(current_item=made)
        acting.record("item.carry_over", application.reference, item=item.pk, to=made.pk)
        return made


def call_absentee(*, by: User, ground: str, votes_until: datetime) -> Session:
    """A vote without a sitting, in an emergency: only where the act on the composition allows it, until a deadline.

    Its motions are carried by the majority of all members, not of those who voted.
    """
    with act(by=by) as acting:
        allow(permissions.may_conduct(by))
        now = timezone.now()
        composition = Composition.objects.in_force(timezone.localdate(now))
        require(
            composition is not None and composition.absentee_basis != "",
            _("The act on the composition does not allow absentee ballots: call a session."),
        )
        require(bool(ground.strip()), _("Give the ground of the emergency."))
        require(votes_until > now, _("The deadline of an absentee vote is still to come."))
        made = sessions.make_session(by=by, starts_at=now, place=_("Absentee vote"))
        made.absentee_ground, made.votes_until = ground.strip(), votes_until
        made.save(update_fields=["absentee_ground", "votes_until"])
        acting.record(
            "session.absentee",
            f"session:{made.number}",
            votes_until=votes_until.isoformat(timespec="minutes"),
        )
        return made
