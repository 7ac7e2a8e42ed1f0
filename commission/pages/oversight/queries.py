"""What supervision reads beside the case files."""

from django.db.models import QuerySet

from commission.models import ProsecutorAct
from commission.queries import case_files
from registry.models import User
from registry.roles import Role


def prosecutor_acts_of(user: User) -> QuerySet[ProsecutorAct]:
    """Acts on cases that the prosecutor or the head reads; nobody else sees any, and they none on their own case."""
    if not user.holds(Role.PROSECUTOR, Role.HEAD):
        return ProsecutorAct.objects.none()
    return (
        ProsecutorAct.objects.filter(application__in=case_files(user))
        .exclude(application__applicant=user)
        .select_related(
            "application__object", "document", "answer_document", "filed_by", "answered_by", "ended_by"
        )
    )
