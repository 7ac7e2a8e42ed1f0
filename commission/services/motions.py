"""Which motions the findings leave open, and why another one is not.

With an uncontested violation of a prohibition only a refusal can be put to the vote, or a permission on conditions
that cure every such violation. A contest lifts the restriction once another person has countersigned it.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from commission import findings_text, queries_conditions
from commission.models import Application
from commission.services.desk import require
from commission.states import Motion


def cured_by(conditions: Iterable[Any]) -> set[str]:
    """Check ids of the violations that these conditions say they cure."""
    return {check_id for condition in conditions for check_id in condition.cures}


def closed_motions(application: Application, conditions: Iterable[Any] | None = None) -> dict[Motion, str]:
    """Motions that cannot be put to the vote, each with why not.

    `conditions`: those that would go with the permission; None: all that are prepared on the case.
    """
    barring = application.barring()
    if not barring:
        return {}
    chosen = queries_conditions.prepared(application) if conditions is None else conditions
    cured = cured_by(chosen)
    uncured = [one for one in barring if one not in cured]
    closed = {
        Motion.GRANT: _(
            "A prohibition stands uncontested, or a check could not run: propose a refusal, "
            "or a permission on a condition that cures the violation. It is about: %(findings)s."
        )
        % {"findings": titles(barring)}
    }
    if uncured:
        closed[Motion.GRANT_WITH_CONDITIONS] = _(
            "No condition says that it cures: %(findings)s. Prepare a condition that does, or propose a refusal."
        ) % {"findings": titles(uncured)}
    return closed


def titles(check_ids: Iterable[str]) -> str:
    """The names of the checks in a row."""
    return "; ".join(findings_text.title(one) for one in check_ids)


def allowed_motions(application: Application, conditions: Iterable[Any] | None = None) -> list[Motion]:
    """The motions that are left; `conditions` as in `closed_motions`."""
    closed = closed_motions(application, conditions)
    return [motion for motion in Motion if motion not in closed]


def require_open(application: Application, motion: Motion, conditions: Iterable[Any]) -> None:
    """CannotProceed with the reason unless this motion with these conditions can be put to the vote."""
    closed = closed_motions(application, conditions)
    require(motion not in closed, closed.get(motion, ""))
