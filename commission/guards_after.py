"""Conditions on an application after the decision; see `guards`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commission import guards
from commission.guards import guard


@guard(
    _("The contract is not entered in the registry: confirm the applicant's report, then a keeper enters it.")
)
def contract_entered(application: Any) -> bool:
    """A page that has asked already (`was_entered`) pays nothing."""
    known = getattr(application, "was_entered", None)
    return application.conclusions.filter(state="entered").exists() if known is None else known


@guard(
    _(
        "The priority right of the state comes first: a contract is entered once the Government has decided on the "
        "track that the state does not buy, or the term for its purchase is over (CC 193-1(4))."
    )
)
def left_by_the_state(application: Any) -> bool:
    """An encumbrance gives the state no such right; an alienation waits for its track, opened or not."""
    if not application.is_alienation:
        return True
    track = getattr(application, "priority_track", None)
    return track is not None and bool(track.lets_sell)


@guard(_("An inquiry into a breach is under way: it is routed and closed first."))
def no_open_inquiry(application: Any) -> bool:
    """The same: `inquiry_open`."""
    known = getattr(application, "inquiry_open", None)
    return not (application.inquiries.exclude(state="closed").exists() if known is None else known)


@guard(_("A material change is reported and not settled: what was found, said or voted before it is stale."))
def no_open_change(application: Any) -> bool:
    """The same: `change_open`."""
    known = getattr(application, "change_open", None)
    return not (application.changes.filter(settled_at__isnull=True).exists() if known is None else known)


CONCLUDING = [contract_entered, left_by_the_state]
"""What the move into monitoring must meet."""
RECOMMENDING = [guards.votes_not_open, guards.motion_carried, guards.not_suspended, no_open_change]
"""What a recommendation must meet."""
DRAFTING = [guards.under_sectoral_opinion, guards.not_suspended, no_open_change]
"""What the drafting of a sectoral opinion must meet (R2) beside the answers."""
PERMITTING = [guards.decision_recorded, guards.not_suspended, no_open_change]
"""What a decree must meet that permits without conditions."""
CLOSING = [guards.no_live_condition, guards.appeal_period_over, no_open_inquiry]
"""What must have ended before a case is closed."""
