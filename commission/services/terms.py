"""Permissions that lapse because the decree set a term."""

from commission import workflow
from commission.jobs import Claim
from commission.models import Job
from commission.services.desk import locked_then_finishing
from commission.services.endings import end_permission
from registry.journal.writing import act


def lapse_permission(claim: Claim) -> None:
    """Lapse the permission when its term is over and nothing else has ended it."""
    application_id = Job.objects.values_list("application_id", flat=True).get(pk=claim.job_id)
    assert application_id is not None
    with act(by=None), locked_then_finishing(application_id, claim):
        try:
            event = workflow.fire(application_id, "lapse", by=None, key=f"lapse:{claim.job_id}")
        except workflow.CannotProceed:
            # Concluded, revoked or closed before the term ran out: there is nothing left to lapse.
            return
        end_permission(event)
