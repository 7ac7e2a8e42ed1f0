"""How a condition ends: released once its own end holds; and the look, every so many months, whether it is needed."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Condition, RelevanceReview, policy
from commission.models.obligation import OPEN, ObligationState, Relevance
from commission.procedure.conditions import Ending, Schedule
from commission.procedure.obligations import add_months
from commission.services.desk import allow, lock, require
from commission.services.obligations import end_open
from commission.states import State
from registry.journal.writing import act
from registry.models import Holding, Title, User
from registry.models.objects import in_force


def stands_in_the_way(condition: Condition, application: Application) -> str:
    """Why the condition's end does not hold yet; empty when it does. Loaded due dates cost nothing."""
    today = timezone.localdate()
    rows = list(condition.obligations.all())
    if condition.schedule == Schedule.EVERY or condition.ending == Ending.RELEASED:
        # What repeats always has a next due date: only one that has come stands in the way.
        rows = [row for row in rows if row.state != ObligationState.WAITING or row.due_on <= today]
    states = {row.state for row in rows}
    if ObligationState.NOT_MET in states:
        return _("A due date was found not met: it is waived or put right first.")
    if condition.ending == Ending.ON_DATE and (condition.ends_on is None or today <= condition.ends_on):
        return _("The day on which the condition ends has not passed.")
    if condition.ending == Ending.STAKE_LEFT:
        if _stake_left(application):
            return ""
        return _("The registry still shows the buyer with the stake or object.")
    if condition.ending == Ending.PERFORMED and ObligationState.MET not in states:
        return _("Nothing has been verified as met yet.")
    return _open_words(states)


def _open_words(states: set[str]) -> str:
    return _("A due date is still open: it is verified or waived first.") if states & set(OPEN) else ""


def _stake_left(application: Application) -> bool:
    """The buyer of the contract holds nothing of the object any more; asked once for a page's application."""
    if "stake_left" not in application.__dict__:
        application.__dict__["stake_left"] = _nothing_held(application)
    return bool(application.__dict__["stake_left"])


def _nothing_held(application: Application) -> bool:
    conclusion = application.conclusions.filter(state="entered").first()
    buyer = conclusion.buyer if conclusion is not None else None
    strategic_object = application.object
    if buyer is None or strategic_object is None:
        return False
    today = timezone.localdate()
    if strategic_object.stake_in_id is not None:
        return not Holding.objects.filter(
            in_force(today), owner=buyer, company=strategic_object.stake_in_id
        ).exists()
    return not Title.objects.filter(in_force(today), owner=buyer, object=strategic_object).exists()


def release_condition(*, condition_id: int, by: User, reason: str) -> Condition:
    """Release a condition whose end holds, with the reason; one that ends by release alone only by the head."""
    with act(by=by) as acting:
        application = lock(
            Condition.objects.values_list("decision__application_id", flat=True).get(pk=condition_id)
        )
        allow(permissions.may_process(application, by))
        require(bool(reason.strip()), _("Give the reason."))
        condition = Condition.objects.select_for_update(no_key=True, of=("self",)).get(pk=condition_id)
        require(condition.released_at is None, _("The condition has already been released."))
        require(
            condition.ending != Ending.RELEASED or permissions.is_head(application, by),
            _("This condition ends only when the head releases it."),
        )
        why = stands_in_the_way(condition, application)
        require(not why, why)
        condition.released_at, condition.released_by = timezone.now(), by
        condition.release_reason = reason.strip()
        condition.save(update_fields=["released_at", "released_by", "release_reason"])
        end_open(condition)
        acting.record("condition.release", application.reference, condition=condition.pk)
        return condition


def review_due_on(condition: Condition, last: RelevanceReview | None, *, decree_on: date) -> date:
    """When a live condition is to be looked at again (policy)."""
    since = timezone.localdate(last.at) if last is not None else decree_on
    return add_months(since, policy.value("relevance_review_months", on=timezone.localdate()))


def review_relevance(*, condition_id: int, by: User, outcome: str, reason: str) -> RelevanceReview:
    """The desk records whether a condition is still needed. It changes nothing by itself: release and decree do."""
    with act(by=by) as acting:
        application = lock(
            Condition.objects.values_list("decision__application_id", flat=True).get(pk=condition_id)
        )
        condition = Condition.objects.get(pk=condition_id)
        allow(permissions.may_process(application, by))
        require(outcome in Relevance.values, _("Choose what was found."))
        require(bool(reason.strip()), _("Give the reason."))
        require(
            condition.is_live and application.state == State.IN_MONITORING,
            _("Only a condition in force, of a case that is being monitored, is reviewed."),
        )
        last = condition.reviews.order_by("pk").last()
        said = (outcome, reason.strip(), by.pk)
        if (
            last is not None
            and (last.outcome, last.reason, last.by_id) == said
            and timezone.localdate(last.at) == timezone.localdate()
        ):
            return last  # the same form, sent twice
        review = RelevanceReview.objects.create(
            condition=condition, outcome=outcome, reason=reason.strip(), by=by
        )
        acting.record(
            "condition.review",
            application.reference,
            condition=condition.pk,
            review=review.pk,
            outcome=outcome,
        )
        return review
