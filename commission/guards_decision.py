"""Conditions of the decision and of what ends it, beside `guards`; lists of them as the road names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commission import guards
from commission.guards import guard
from commission.guards_after import no_open_change
from commission.reasons import Restricts
from commission.states import Motion


@guard(
    _(
        "The internal record of the refusal or of a condition is missing (NSL 17(2)), or an unreasoned refusal has "
        "not been countersigned by another person."
    )
)
def reasons_recorded(application: Any) -> bool:
    """Each refusal and condition has its record; before a decree is recorded there is nothing to ask about."""
    decision = application.current_decision()
    if decision is None or decision.outcome == Motion.GRANT:
        return True
    live = [row for row in application.restrictions.all() if row.is_complete]
    if decision.outcome == Motion.REFUSE:
        return any(
            row.restricts == Restricts.REFUSAL and row.unreasoned == decision.unreasoned for row in live
        )
    return all(any(row.covers_any(one) for row in live) for one in decision.conditions.all())


RESTRICTING = [guards.decision_recorded, reasons_recorded, guards.not_suspended, no_open_change]
"""What a decree must meet that refuses or conditions."""
