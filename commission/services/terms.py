"""Permissions that lapse because the decree set a term."""

from commission import jobs, workflow
from commission.jobs import Claim
from commission.models import Job
from registry.journal.writing import act


def lapse_permission(claim: Claim) -> None:
    """Lapse the permission when its term is over and nothing else has ended it."""
    application_id = Job.objects.values_list("application_id", flat=True).get(pk=claim.job_id)
    assert application_id is not None
    with act(by=None), jobs.finishing(claim):
        try:
            workflow.fire(application_id, "lapse", by=None, key=f"lapse:{claim.job_id}")
        except workflow.CannotProceed:
            # Concluded, revoked or closed before the term ran out: there is nothing left to lapse.
            return
