"""On whose side of a case a private person stands: applicant, representative, acquirer.

Questions about rows alone, for `permissions`, which adds the office; the instances are handed in. Nobody who stands on
a side, now or once, ever meets the same case from the authority's side.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from commission.states import Task


def is_principal(application: Any, user: Any) -> bool:
    """The applicant in person."""
    return bool(application.applicant_id == user.pk)


def powers_of(application: Any, user: Any) -> list[Any]:
    """Powers of attorney that this person ever had for the applicant of the case, the newest last."""
    return [power for power in application.powers.all() if power.representative_id == user.pk]


def power_for(application: Any, user: Any, task: Task) -> Any:
    """The power of attorney under which this person does `task` today; None for the applicant in person and others."""
    if user is None or is_principal(application, user):
        return None
    return next((power for power in powers_of(application, user) if power.allows(task)), None)


def why_powerless(application: Any, user: Any, task: Task | None = None) -> str:
    """Why a representative may not do `task` (None: anything at all) today; empty for everybody else."""
    if user is None or is_principal(application, user):
        return ""
    reasons = [power.why_not(task) for power in powers_of(application, user)]
    return "" if "" in reasons else next(iter(reversed(reasons)), "")


def filed_or_represented(user: Any, *, powers: Any) -> Q:
    """Cases that this person filed, or ever represented the applicant of."""
    return Q(applicant=user) | Q(Exists(powers.filter(application=OuterRef("pk"), representative=user)))


def on_no_side(user: Any, *, powers: Any) -> Q:
    """Cases with which this person has nothing to do as a private person."""
    return ~filed_or_represented(user, powers=powers)
