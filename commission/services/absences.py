"""Absences: somebody is away, a substitute sits at their desk, and it ends by itself."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.services.desk import allow, require
from commission.services.letters import holders, queue_absence
from registry.journal.writing import act
from registry.models import Absence, Appointment, User
from registry.roles import SUBSTITUTED, Role

# Who may sit at the desk of an office: the same office, or within the working body the other one.
_COUNTERPARTS = {Role.OFFICER: (Role.OFFICER, Role.HEAD), Role.HEAD: (Role.OFFICER, Role.HEAD)}


def enter_absence(
    *, person_id: int, substitute_id: int, first_day: date, last_day: date, by: User
) -> Absence:
    """Somebody is away from `first_day` to `last_day`, both included. The same form sent twice enters it once."""
    with act(by=by) as acting:
        # Locked in one order, so that two entries for the same people never cross.
        people = {
            u.pk: u
            for u in User.objects.select_for_update(no_key=True).filter(
                pk__in=sorted({person_id, substitute_id})
            )
        }
        person, substitute = people.get(person_id), people.get(substitute_id)
        require(person is not None and substitute is not None, _("Choose people from the lists."))
        assert person is not None
        assert substitute is not None
        allow(permissions.may_enter_absence(person, by))
        same = Absence.objects.filter(
            person=person,
            substitute=substitute,
            first_day=first_day,
            last_day=last_day,
            ended_on__isnull=True,
        ).first()
        if same is not None:
            return same
        _require_days(first_day, last_day)
        require(person.pk != substitute.pk, _("Nobody stands in for themselves."))
        require(
            substitute.pk in {user.pk for user in substitutes_for(person)},
            _("%(name)s does not hold an office that can take this desk. Choose somebody from the list.")
            % {"name": substitute.full_name},
        )
        _require_free(person, substitute, first_day, last_day)
        absence = Absence.objects.create(
            person=person, substitute=substitute, first_day=first_day, last_day=last_day, entered_by=by
        )
        acting.record(
            "absence.enter",
            f"user:{person.pk}",
            absence=absence.pk,
            substitute=substitute.pk,
            first=first_day.isoformat(),
            last=last_day.isoformat(),
        )
        for receiver in _told(absence):
            queue_absence("absence_begins", absence, to=receiver, on=first_day)
        return absence


def end_absence(*, absence_id: int, by: User) -> Absence:
    """The person is back, or does not go: from now on the substitute has their own desk only."""
    with act(by=by) as acting:
        absence = Absence.objects.select_for_update(no_key=True).get(pk=absence_id)
        allow(permissions.may_enter_absence(absence.person, by))
        if absence.is_over:
            return absence
        absence.ended_on, absence.ended_by = timezone.localdate(), by
        absence.save(update_fields=["ended_on", "ended_by"])
        acting.record("absence.end", f"user:{absence.person_id}", absence=absence.pk)
        if absence.first_day <= absence.ended_on:
            queue_absence("absence_ended", absence, to=absence.substitute, on=absence.ended_on)
        return absence


def _told(absence: Absence) -> list[User]:
    """Who learns that the absence begins: the substitute and, of people of the working body, its heads."""
    own = {office.role for office in absence.person.own_offices}
    heads = holders(Role.HEAD) if own & {Role.OFFICER, Role.HEAD} else []
    return list(dict.fromkeys(one for one in (absence.substitute, *heads) if one.pk != absence.person_id))


def substitutes_for(person: User) -> list[User]:
    """Who may sit at the person's desk: officers and heads for each other, people of one body for each other."""
    found: dict[int, User] = {}
    in_force = Appointment.objects.in_force().filter(user__is_active=True).select_related("user")
    for office in person.own_offices:
        role = Role(office.role)
        if role not in SUBSTITUTED:
            continue
        narrowed = (
            in_force.filter(role=role, body_id=office.body_id)
            if role == Role.CONSULTED
            else in_force.filter(role__in=_COUNTERPARTS[role])
        )
        found.update({one.user_id: one.user for one in narrowed})
    found.pop(person.pk, None)
    return sorted(found.values(), key=lambda user: user.full_name)


def _require_days(first_day: date, last_day: date) -> None:
    require(first_day <= last_day, _("The last day comes before the first."))
    require(
        first_day >= timezone.localdate(),
        _("An absence begins today or later: what was done before stays as it was."),
    )


def _require_free(person: User, substitute: User, first_day: date, last_day: date) -> None:
    touching = Absence.objects.touching(first_day, last_day)
    require(
        not touching.filter(person=person).exists(),
        _("An absence is already entered for some of these days. End it first."),
    )
    require(
        not touching.filter(person=substitute).exists(),
        _("%(name)s is away on some of these days. Choose somebody else.") % {"name": substitute.full_name},
    )
    require(
        not touching.filter(substitute=person).exists(),
        _("%(name)s stands in for somebody on some of these days. Enter another substitute there first.")
        % {"name": person.full_name},
    )
