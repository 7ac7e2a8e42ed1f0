"""Many cases from one officer to another in one act, seen beforehand."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, ReassignedCase, Reassignment
from commission.services.desk import allow, require
from commission.states import FINAL, State
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change hands, and what would stay because the new officer is a party to it."""

    moving: list[Application]
    staying: list[Application]


def preview(*, from_officer: User, to_officer: User) -> Preview:
    """The open cases of one officer as they would be handed to another."""
    moving: list[Application] = []
    staying: list[Application] = []
    for application in _open_cases(from_officer.pk):
        (moving if permissions.may_be_officer(application, to_officer) else staying).append(application)
    return Preview(moving, staying)


def reassign(
    *, from_id: int, to_id: int, application_ids: list[int], reason: str, by: User, key: str
) -> Reassignment:
    """Hand exactly these cases over; refused whole where one of them is no longer as it was seen.

    The same `key` again answers with the act it made the first time.
    """
    with act(by=by) as acting:
        allow(permissions.may_reassign(by))
        earlier = Reassignment.objects.filter(key=key).first()
        if earlier is not None:
            return earlier
        require(bool(reason.strip()), _("Give the reason."))
        require(bool(application_ids), _("Choose at least one case."))
        require(from_id != to_id, _("Choose another officer to hand the cases to."))
        to_officer = User.objects.filter(pk=to_id, is_active=True).first()
        require(
            to_officer is not None and Role.OFFICER in to_officer.own_roles,
            _("Choose an officer from the list."),
        )
        assert to_officer is not None
        cases = list(
            Application.objects.select_for_update(no_key=True).filter(pk__in=application_ids).order_by("pk")
        )
        changed = [
            case.reference
            for case in cases
            if case.officer_id != from_id
            or case.state in FINAL
            or not permissions.may_be_officer(case, to_officer)
            or not permissions.may_assign(case, by)
        ]
        require(
            not changed and len(cases) == len(set(application_ids)),
            _("Since you looked, these cases have changed: %(cases)s. Look again.")
            % {"cases": ", ".join(changed) or _("a case was removed")},
        )
        made = Reassignment.objects.create(
            from_officer_id=from_id, to_officer=to_officer, reason=reason.strip(), by=by, key=key
        )
        ReassignedCase.objects.bulk_create(
            [ReassignedCase(reassignment=made, application=case) for case in cases]
        )
        for case in cases:
            case.officer = to_officer
            case.save(update_fields=["officer"])
            acting.record(
                "application.reassign",
                case.reference,
                reassignment=made.pk,
                officer=to_officer.pk,
                before=from_id,
            )
        return made


def _open_cases(officer_id: int) -> list[Application]:
    return list(
        Application.objects.filter(officer_id=officer_id)
        .exclude(state__in=(*FINAL, State.DRAFT))
        .select_related("object", "applicant")
        .prefetch_related("powers")
        .order_by("due_on", "pk")
    )
