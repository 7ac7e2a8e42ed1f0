"""On whose side of a case a private person stands: applicant, representative, acquirer.

Questions about rows alone, for `permissions`, which adds the office; the instances are handed in. Nobody who stands on
a side, now or once, ever meets the same case from the authority's side.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from commission.states import Task


def is_principal(application: Any, user: Any) -> bool:
    """The applicant in person; nobody where it has no account."""
    return application.applicant_id is not None and bool(application.applicant_id == user.pk)


def open_entry(application: Any) -> Any:
    """The paper that is on its way into the case, or None. Costs nothing where nothing ever came on paper."""
    if not application.on_paper:
        return None
    return next((entry for entry in application.paper_entries.all() if entry.is_open), None)


def typed_entry(application: Any, user: Any) -> Any:
    """The paper that this person types now, before handing it over; else None."""
    entry = open_entry(application)
    mine = entry is not None and user is not None and entry.typed_by_id == user.pk
    return entry if mine and entry.is_being_typed else None


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


def compartment(application: Any) -> Any:
    """The live compartment of the acquirer, or None while the applicant states the acquirer's part."""
    return next((part for part in application.compartments.all() if part.is_live), None)


def is_acquirer(application: Any, user: Any) -> bool:
    """Whoever accepted the invitation to fill the acquirer's part of the case."""
    part = compartment(application)
    return part is not None and part.person_id is not None and part.person_id == user.pk


def filed_or_represented(user: Any, *, powers: Any) -> Q:
    """Cases that this person filed, or ever represented the applicant of."""
    return Q(applicant=user) | Q(Exists(powers.filter(application=OuterRef("pk"), representative=user)))


def on_no_side(user: Any, *, powers: Any, compartments: Any) -> Q:
    """Cases with which this person has, and had, nothing to do as a private person."""
    acquired = compartments.filter(application=OuterRef("pk"), person=user)
    return ~filed_or_represented(user, powers=powers) & ~Q(Exists(acquired))
