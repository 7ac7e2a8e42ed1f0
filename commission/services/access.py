"""Exceptional access to one case: the dated grant is the truth, guardian's rows are projected from it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from commission import permissions
from commission.models import AccessGrant, Application
from commission.services.desk import allow, lock, require
from registry.journal.writing import act
from registry.models import User

PERMISSION = "view_application"


def grant_access(
    *, application_id: int, user_id: int, valid_from: datetime, valid_until: datetime, reason: str, by: User
) -> AccessGrant:
    """The head opens one case to a named person for a time, with a reason; nobody grants themselves."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.is_head(application, by))
        user = User.objects.filter(pk=user_id, is_active=True).first()
        require(user is not None, _("Choose a person from the list."))
        require(user_id != by.pk, _("Nobody can give access to themselves."))
        require(
            user_id != application.applicant_id, _("The applicant sees the case on the applicant's own page.")
        )
        require(valid_until > valid_from, _("The access must end after it begins."))
        require(bool(reason.strip()), _("Give the reason."))
        grant = AccessGrant.objects.create(
            user_id=user_id,
            application=application,
            valid_from=valid_from,
            valid_until=valid_until,
            reason=reason.strip(),
            granted_by=by,
        )
        project_grants(application, user_id)
        acting.record("access.grant", application.reference, grant=grant.pk, user=user_id)
        return grant


def revoke_access(*, grant_id: int, by: User) -> AccessGrant:
    """End a grant at once."""
    with act(by=by) as acting:
        application = lock(AccessGrant.objects.values_list("application_id", flat=True).get(pk=grant_id))
        allow(permissions.is_head(application, by))
        grant = AccessGrant.objects.select_for_update(no_key=True, of=("self",)).get(pk=grant_id)
        if grant.revoked_at is None:
            grant.revoked_at = timezone.now()
            grant.save(update_fields=["revoked_at"])
            project_grants(application, grant.user_id)
            acting.record("access.revoke", application.reference, grant=grant.pk)
        return grant


def grants_in_force(application: Application, user_id: int) -> bool:
    """The one place that decides whether a grant opens a case: its dates and the person's being active."""
    return any(
        grant.in_force
        for grant in AccessGrant.objects.filter(
            application=application, user_id=user_id, user__is_active=True
        )
    )


def project_grants(application: Application, user_id: int) -> None:
    """Make guardian's row agree with the grants (guardian knows no dates)."""
    user = User.objects.get(pk=user_id)
    if grants_in_force(application, user_id):
        assign_perm(PERMISSION, user, application)
    else:
        remove_perm(PERMISSION, user, application)
