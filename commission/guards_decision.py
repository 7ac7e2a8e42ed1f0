"""Conditions of the decision and of what ends it, beside `guards`; lists of them as the road names them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commission import guards
from commission.guards import guard
from commission.guards_after import no_open_change
from commission.reasons import Restricts
from commission.states import Motion, State


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


@guard(_("An appeal has not been decided yet."))
def no_open_appeal(application: Any) -> bool:
    """A page that has asked already (`appealed`) pays nothing."""
    decision = application.current_decision()
    known = getattr(application, "appealed", None)
    if decision is None or known is not None:
        return not known
    return not decision.appeals.filter(decided_at__isnull=True).exists()


@guard(_("Only a case that follows an annulled decision begins at the review."))
def follows_an_annulment(application: Any) -> bool:
    """After an upheld appeal, or an annulment that says that the decision must be taken again."""
    ways = ("follows_appeal", "follows_annulment")
    return any(getattr(application, way, None) is not None for way in ways)


@guard(_("The Government has not decided, on the track of the priority right, that the state buys."))
def priority_decided(application: Any) -> bool:
    track = getattr(application, "priority_track", None)
    return track is not None and bool(track.may_buy)


@guard(
    _("The contract of purchase by the state is concluded: the sale can no longer be withdrawn (SPL 192(4)).")
)
def not_bought_yet(application: Any) -> bool:
    if application.state != State.STATE_PURCHASE:
        return True
    track = getattr(application, "priority_track", None)
    return track is None or track.stage != "contracted"


RESTRICTING = [guards.decision_recorded, reasons_recorded, guards.not_suspended, no_open_change]
"""What a decree must meet that refuses or conditions."""
PURCHASING = [guards.has_priority_right, priority_decided]
"""What the state's purchase instead of the acquirer's must meet."""
