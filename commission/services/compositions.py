"""The composition of the Commission: entered from the Government's act by one person, confirmed by another.

A confirmed composition gives its members and their substitutes their appointments, and ends those of who left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions_session as permissions
from commission.models import Composition, CompositionMember, Presence, Seat, Session
from commission.services.desk import allow, require
from registry.journal.writing import act
from registry.models import Appointment, User
from registry.roles import VOTING_ROLES, Role
from registry.services import appoint_by_act


@dataclass(frozen=True, slots=True)
class MemberData:
    """One line as typed; `office` is chair, deputy or member; a substitute comes with a ground."""

    user_id: int
    office: str
    body_id: int | None = None
    substitute_id: int | None = None
    substitute_ground: str = ""


def propose_composition(
    *,
    by: User,
    act_number: str,
    act_date: date,
    valid_from: date,
    members: Sequence[MemberData],
    reason: str = "",
    absentee_basis: str = "",
) -> Composition:
    """Enter the whole composition of an act. It has no effect before another person confirms it."""
    with act(by=by) as acting:
        allow(permissions.may_keep_composition(by))
        require(bool(act_number.strip()), _("Give the number of the Government's act."))
        require(valid_from >= act_date, _("A composition cannot be in force before its act."))
        _require_whole(members, by)
        made = Composition.objects.create(
            act_number=act_number.strip(),
            act_date=act_date,
            valid_from=valid_from,
            reason=reason.strip(),
            absentee_basis=absentee_basis.strip(),
            proposed_by=by,
        )
        CompositionMember.objects.bulk_create(
            [
                CompositionMember(
                    composition=made,
                    user_id=line.user_id,
                    office=line.office,
                    body_id=line.body_id,
                    substitute_id=line.substitute_id,
                    substitute_ground=line.substitute_ground.strip(),
                )
                for line in members
            ]
        )
        acting.record(
            "composition.propose",
            f"composition:{made.pk}",
            valid_from=valid_from.isoformat(),
            members=sorted(line.user_id for line in members),
        )
        return made


def _require_whole(members: Sequence[MemberData], by: User) -> None:
    people = [line.user_id for line in members]
    standing_in = [line.substitute_id for line in members if line.substitute_id is not None]
    offices = [line.office for line in members]
    require(offices.count(Role.CHAIR) == 1, _("A composition has exactly one chair."))
    require(
        Role.DEPUTY in offices, _("A composition has a deputy: somebody presides where the chair is recused.")
    )
    require(
        len(set(people + standing_in)) == len(people) + len(standing_in),
        _("Somebody stands on the list twice. A person is a member or a substitute, once."),
    )
    require(
        all(line.substitute_ground.strip() for line in members if line.substitute_id is not None),
        _("Give the ground of every substitution."),
    )
    require(by.pk not in people + standing_in, _("Nobody enters a composition that they are part of."))
    barred = Appointment.objects.in_force().filter(
        user_id__in=people + standing_in, role__in=permissions.NEVER_MEMBERS
    )
    names = sorted({appointment.user.full_name for appointment in barred.select_related("user")})
    require(
        not names,
        _("By their office these people cannot be members: %(names)s.") % {"names": ", ".join(names)},
    )


def confirm_composition(*, composition_id: int, by: User) -> Composition:
    """Confirm another person's entry: from its first day on it is the composition and gives offices."""
    with act(by=by) as acting:
        row = _open(composition_id, by)
        require(row.proposed_by_id not in by.hands, _("Another person must confirm what you have proposed."))
        lines = list(row.members.all())
        require(
            by.pk not in {line.user_id for line in lines} | {line.substitute_id for line in lines},
            _("Nobody enters a composition that they are part of."),
        )
        row.confirmed_by, row.confirmed_at = by, timezone.now()
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        _appoint(row, lines, by)
        acting.record("composition.confirm", f"composition:{row.pk}", valid_from=row.valid_from.isoformat())
        return row


def reject_composition(*, composition_id: int, by: User) -> Composition:
    """Reject an entry, or take back one's own."""
    with act(by=by) as acting:
        row = _open(composition_id, by)
        row.rejected_by, row.rejected_at = by, timezone.now()
        row.save(update_fields=["rejected_by", "rejected_at"])
        acting.record("composition.reject", f"composition:{row.pk}")
        return row


def _open(composition_id: int, by: User) -> Composition:
    allow(permissions.may_keep_composition(by))
    row = Composition.objects.select_for_update(no_key=True, of=("self",)).filter(pk=composition_id).first()
    require(row is not None, _("This composition does not exist."))
    assert row is not None
    require(row.is_open, _("This proposal has already been confirmed or rejected."))
    return row


def _appoint(row: Composition, lines: Sequence[CompositionMember], by: User) -> None:
    """Offices from the first day on: those who stay keep theirs, new ones begin, all others end."""
    wanted: dict[int, str] = {line.user_id: line.office for line in lines}
    wanted |= {line.substitute_id: str(Role.MEMBER) for line in lines if line.substitute_id is not None}
    held = Appointment.objects.filter(role__in=VOTING_ROLES).exclude(valid_until__lte=row.valid_from)
    kept: set[int] = set()
    ended, removed = [], []
    for appointment in held:
        begins = appointment.valid_from
        if wanted.get(appointment.user_id) == appointment.role and (
            begins is None or begins <= row.valid_from
        ):
            kept.add(appointment.user_id)
        elif begins is None or begins < row.valid_from:
            appointment.valid_until = row.valid_from
            ended.append(appointment)
        else:
            removed.append(appointment)
    added = [
        Appointment(user_id=user_id, role=office, valid_from=row.valid_from, act=str(row))
        for user_id, office in wanted.items()
        if user_id not in kept
    ]
    appoint_by_act(save=[*ended, *added], remove=removed, by=by)


def send_substitute(*, session_id: int, member_id: int, by: User, ground: str) -> Presence:
    """Seat a member's substitute for the whole session, before any vote: place, papers and vote are theirs.

    A substitute never takes the chair's or a deputy's office with the place: the deputy presides then.
    """
    with act(by=by) as acting:
        allow(permissions.may_conduct(by))
        session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
        require(session.closed_at is None, _("The session is over."))
        require(bool(ground.strip()), _("Give the reason of the member's absence."))
        require(
            not session.items.filter(opened_at__isnull=False).exists(),
            _("A vote has been opened in this session: its places are no longer changed."),
        )
        presence = Presence.objects.select_for_update(no_key=True, of=("self",)).filter(
            session=session, member_id=member_id
        )
        place = presence.first()
        allow(place is not None and session.composition is not None)
        assert place is not None
        assert session.composition is not None
        line = session.composition.members.filter(user_id=member_id).first()
        require(
            line is not None and line.substitute_id is not None,
            _("The Government's act names no substitute for this member."),
        )
        assert line is not None
        assert line.substitute_id is not None
        place.stands_for_id, place.member_id = member_id, line.substitute_id
        place.office, place.ground = str(Role.MEMBER), f"{line.substitute_ground}; {ground.strip()}"
        place.is_present, place.marked_at = False, None
        place.save()
        seats = Seat.objects.filter(item__session=session, member_id=member_id)
        for seat in seats.select_related("item__application"):
            own = seat.item.application.applicant_id == line.substitute_id
            Seat.objects.filter(pk=seat.pk).update(
                member_id=line.substitute_id,
                office=str(Role.MEMBER),
                interest="",
                interest_kind="",
                declared_at=None,
                recused_at=timezone.now() if own else None,
            )
        acting.record(
            "session.substitute",
            f"session:{session.number}",
            member=member_id,
            substitute=line.substitute_id,
        )
        return place
