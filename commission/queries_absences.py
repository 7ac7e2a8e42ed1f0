"""What the pages of absences read, and who stands in for whom."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from commission.models import ReassignedCase, Reassignment
from registry.models import Absence, Appointment, User
from registry.roles import Role

_HOUSE = (Role.OFFICER, Role.HEAD)
_SHOWN = 100


def people_to_enter(user: User) -> QuerySet[User]:
    """Whose absence this person may enter: their own, and as head that of everybody of the working body."""
    allowed = Q(pk=user.pk)
    if user.holds(Role.HEAD):
        allowed |= Q(pk__in=_in_office(*_HOUSE))
    return _named(User.objects.filter(allowed, is_active=True))


def people_who_substitute(user: User) -> QuerySet[User]:
    """Whom the form offers; whether one may sit at a given desk, the service says."""
    allowed = Q(pk__in=[])
    if user.holds(*_HOUSE):
        allowed |= Q(pk__in=_in_office(*_HOUSE))
    if user.body_ids:
        same = Appointment.objects.in_force().filter(role=Role.CONSULTED, body_id__in=user.body_ids)
        allowed |= Q(pk__in=same.values("user_id"))
    return _named(User.objects.filter(allowed, is_active=True))


def absences_visible_to(user: User) -> QuerySet[Absence]:
    """Those of the working body for its people, of a body for its people; always the person's own two sides."""
    seen = Q(person=user) | Q(substitute=user)
    if user.holds(*_HOUSE):
        seen |= Q(person__in=_in_office(*_HOUSE))
    if user.body_ids:
        same = Appointment.objects.in_force().filter(role=Role.CONSULTED, body_id__in=user.body_ids)
        seen |= Q(person__in=same.values("user_id"))
    rows = Absence.objects.filter(seen).select_related("person", "substitute", "ended_by")
    return rows.order_by("-first_day", "-pk")


def reassignments() -> list[Reassignment]:
    """The newest acts by which cases changed hands, with their cases."""
    cases = Prefetch("cases", ReassignedCase.objects.select_related("application"))
    rows = Reassignment.objects.select_related("from_officer", "to_officer", "by").prefetch_related(cases)
    return list(rows[:_SHOWN])


def standing_in_for(person: User) -> list[User]:
    """The person's substitute today, where they are away."""
    away = Absence.objects.in_force().filter(person=person, substitute__is_active=True)
    return [absence.substitute for absence in away.select_related("substitute")]


def _in_office(*roles: Role) -> Any:
    """Ids of people who hold one of `roles` today, as a subquery."""
    return Appointment.objects.in_force().filter(role__in=roles).values("user_id")


def _named(people: QuerySet[User]) -> QuerySet[User]:
    return people.order_by("last_name", "first_name", "username")
