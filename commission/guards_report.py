"""Conditions on what a report proposes, beside `guards`; the same rules hold here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commission.guards import guard
from commission.states import Motion


@guard(
    _(
        "A condition of the report cannot be verified: it does not say who verifies it, on what evidence, when, or how "
        "it ends. Write the report again with conditions that do."
    )
)
def conditions_verifiable(application: Any) -> bool:
    """Whoever grants with conditions proposes at least one, and each could be found met or not met."""
    report = application.current_report()
    if report is None or report.motion != Motion.GRANT_WITH_CONDITIONS:
        return True
    conditions = list(report.conditions.all())
    return bool(conditions) and not any(condition.lacks() for condition in conditions)
