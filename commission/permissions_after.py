"""May this person do this after the decision? Roles are spelled here and in `permissions`."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from commission import permissions, sides
from commission.procedure.conditions import Verifier
from registry.roles import Role


def verifies(condition: Any, application: Any, user: Any) -> bool:
    """Somebody of the body that the condition names as its verifier, on a case that is not their own."""
    return (
        user is not None
        and condition.verifier == Verifier.BODY
        and condition.verified_by_id in user.body_ids
        and permissions.may_read_security_content(application, user)
    )


def may_check(obligation: Any, user: Any) -> bool:
    """The verifying body, or the desk in its place."""
    return verifies(obligation.condition, obligation.application, user) or permissions.may_process(
        obligation.application, user
    )


def may_countersign_waiver(obligation: Any, user: Any) -> bool:
    """The head, and another person than the one who proposed it (four eyes)."""
    return permissions.is_head(obligation.application, user) and obligation.waiver_by_id not in user.hands


def obligations_scope(user: Any, *, cases: Any, apart: Any) -> Q:
    """Due dates of the cases whose file the person reads, and those that the person's body verifies.

    `cases` are the case files that the person reads, `apart` the cases on no side of which they stand.
    """
    if user is None or not user.is_active or user.pk is None:
        return Q(pk__in=[])
    seen = Q(application__in=cases)
    if user.holds(Role.CONSULTED) and user.body_ids:
        seen |= Q(
            condition__verifier=Verifier.BODY,
            condition__verified_by_id__in=user.body_ids,
            application__in=apart,
        )
    return seen


def may_handle_inquiries(user: Any) -> bool:
    return user is not None and user.holds(Role.OFFICER, Role.HEAD)


def may_work_on(inquiry: Any, user: Any) -> bool:
    """The desk, but never on a notice of one's own."""
    return may_handle_inquiries(user) and not (
        inquiry.is_notice and not inquiry.came_on_paper and inquiry.opened_by_id == user.pk
    )


def may_close_inquiry(inquiry: Any, user: Any) -> bool:
    """Whoever took it, or the head: routing is a judgement, and somebody has to have looked."""
    if not may_work_on(inquiry, user):
        return False
    return user.holds(Role.HEAD) or inquiry.officer_id in user.hands


def may_inquire_into(application: Any, user: Any) -> bool:
    """The desk opens an inquiry into a breach on its case."""
    return permissions.may_process(application, user)


def inquiries_scope(user: Any, *, applications: Any, powers: Any) -> Q:
    """The desk and supervision see all, but those of objects on which the person is party, and their own notices."""
    if user is None or not user.is_active or user.pk is None:
        return Q(pk__in=[])
    if not user.holds(Role.OFFICER, Role.HEAD, Role.PROSECUTOR):
        return Q(pk__in=[])
    own = Q(
        Exists(
            applications.filter(sides.filed_or_represented(user, powers=powers), object=OuterRef("object"))
        )
    )
    return ~own & ~Q(kind__in=("enforcement", "bankruptcy"), opened_by=user, notifier="")
