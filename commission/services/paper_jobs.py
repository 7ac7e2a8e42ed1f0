"""Papers that an act of the desk makes are issued behind it, as jobs: whoever reads them later writes nothing."""

from commission import jobs
from commission.jobs import Claim
from commission.models import Application, Job, Session
from commission.models.correspondence import Subject
from commission.services.case_papers import issued, latest_issued, possible_paper
from commission.services.session_papers import issue_agenda, issue_minutes
from registry.journal.writing import act

_OF_SESSION = {Subject.AGENDA: issue_agenda, Subject.MINUTES: issue_minutes}


def issue_queued(claim: Claim) -> None:
    """Issue the paper that the job's subject names, `kind:about_id`; what is no longer there is let go."""
    job = Job.objects.get(pk=claim.job_id)
    kind, _colon, about = job.subject.partition(":")
    if job.application_id is None:
        _OF_SESSION[Subject(kind)](Session.objects.get(pk=int(about)), by=None)
    elif latest_issued(kind, int(about)) is None:
        application = Application.objects.select_related("object").get(pk=job.application_id)
        paper = possible_paper(application, kind, int(about))
        if paper is not None:
            issued(paper, application, by=None)
    with act(by=None), jobs.finishing(claim):
        pass
