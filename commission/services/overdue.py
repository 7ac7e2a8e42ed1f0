"""Evidence that has not come after the last reminder: an inquiry into the breach opens by itself, once a due date."""

from datetime import date

from django.utils import timezone

from commission import jobs
from commission.jobs import Claim
from commission.models import Inquiry, Job, Obligation, policy
from commission.models.inquiry import InquiryKind, InquiryState
from commission.models.obligation import UNREPORTED
from commission.procedure.clocks import Calendar
from commission.services.calendar import calendar
from commission.services.desk import locked_then_finishing
from commission.services.inquiries import open_inquiry
from commission.services.letters import holders, queue_inquiry
from commission.states import State
from registry.journal.writing import act
from registry.roles import Role

KIND = "breach"


def plan_inquiries() -> int:
    """Queue an inquiry for each due date that passed so long ago (policy) without evidence: how many are new."""
    today = timezone.localdate()
    rows = Obligation.objects.filter(
        state__in=UNREPORTED, application__state=State.IN_MONITORING, due_on__lt=today
    )
    working, found = calendar(today), {}
    with policy.remembered():
        for obligation in rows.order_by("pk").iterator():
            if is_let_go(obligation, working, today):
                found[f"{KIND}:{obligation.pk}:{obligation.due_on:%Y%m%d}"] = obligation
    known = set(Job.objects.filter(kind=KIND, key__in=list(found)).values_list("key", flat=True))
    for key in found.keys() - known:
        jobs.enqueue(key=key, kind=KIND, application_id=found[key].application_id, subject=str(found[key].pk))
    return len(found.keys() - known)


def is_let_go(obligation: Obligation, working: Calendar, today: date) -> bool:
    """Nothing has come, and more working days have passed since the due date than the policy of that date allows."""
    most = policy.value("overdue_inquiry_days", on=obligation.due_on)
    return obligation.is_unreported and working.between(obligation.due_on, today) > most


def open_overdue(claim: Claim) -> None:
    """Open it and tell the heads and the officer, unless evidence has come or somebody looks into it already."""
    job = Job.objects.get(pk=claim.job_id)
    assert job.application_id is not None
    today = timezone.localdate()
    with act(by=None) as acting, locked_then_finishing(job.application_id, claim) as application:
        obligation = Obligation.objects.get(pk=job.subject)
        going = Inquiry.objects.filter(obligation=obligation).exclude(state=InquiryState.CLOSED)
        if (
            application.state != State.IN_MONITORING
            or not is_let_go(obligation, calendar(today), today)
            or going.exists()
        ):
            return
        opened = open_inquiry(
            acting,
            None,
            Inquiry(
                kind=InquiryKind.BREACH,
                object=application.object,
                obligation=obligation,
                application=application,
            ),
        )
        told = [*holders(Role.HEAD), *([application.officer] if application.officer else [])]
        for receiver in dict.fromkeys(told):
            queue_inquiry("overdue_opened", opened, to=receiver)
