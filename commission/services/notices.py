"""The notice of the Government's decision: rendered, stored, sent; then the case awaits the contract."""

from dataclasses import replace

from django.utils import timezone

from commission import workflow
from commission.documents.storage import keep
from commission.jobs import Claim
from commission.models import Application, Decision, Document, Event, Job
from commission.models.correspondence import Subject
from commission.models.package import Inspection
from commission.papers import decision_notice
from commission.services.correspondence import issue, number_paper
from commission.services.desk import locked_then_finishing
from commission.services.genuineness import content_digest, proof_of
from commission.services.letters import queue_letter
from commission.states import PERMITTED, Marking, Motion
from registry.journal import writing
from registry.journal.writing import act


def issue_notice(claim: Claim) -> None:
    """Render without a lock, then store, tell the applicant and move on in one fenced transaction."""
    application_id, event_id = Job.objects.values_list("application_id", "subject").get(pk=claim.job_id)
    event = Event.objects.get(pk=int(event_id))
    application = Application.objects.select_related("object", "decision").get(pk=application_id)
    data = _data(application, application.decision)
    # The number is printed, so it is taken first; a second attempt at the same notice keeps it.
    letter = number_paper(
        key=f"notice:{claim.job_id}",
        subject=Subject.NOTICE,
        application=application,
        correspondent=data.applicant,
        content_sha256=content_digest(data, without=("journal_seq", "journal_hash", "proof")),
    )
    pdf = decision_notice.build(replace(data, proof=proof_of(letter)))
    stored = keep(pdf, file_name=f"{application.reference}-notice.pdf", content_type="application/pdf")
    with act(by=None) as acting, locked_then_finishing(application.pk, claim) as locked:
        state = locked.state
        decision = Decision.objects.select_for_update(no_key=True, of=("self",)).get(
            application_id=application_id
        )
        decision.notice = Document.objects.create(
            application=application,
            code="N",
            title=f"{decision.number}, {decision.date:%d.%m.%Y}",
            marking=Marking.PERSONAL,
            file_name=stored.file_name,
            content_type=stored.content_type,
            size=stored.size,
            sha256=stored.sha256,
            inspection=Inspection.ACCEPTED,
            received_on=timezone.localdate(),
        )
        decision.notified_at = timezone.now()
        decision.save(update_fields=["notice", "notified_at"])
        acting.record(
            "notice.issue",
            application.reference,
            decision=decision.pk,
            document=decision.notice.pk,
            sha256=stored.sha256,
        )
        issue(letter, sha256=stored.sha256)
        queue_letter("decided", event)
        if state in PERMITTED:
            workflow.fire(application.pk, "await_conclusion", by=None, key=f"notice:{claim.job_id}")


def _data(application: Application, decision: Decision) -> decision_notice.NoticeData:
    strategic_object = application.object
    assert strategic_object is not None
    declared = {party.role: party for party in application.declared_parties.all()}
    seq, head_hash = writing.head()
    return decision_notice.NoticeData(
        reference=application.reference,
        decree_number=decision.number,
        decree_date=decision.date,
        outcome=Motion(decision.outcome),
        object_code=strategic_object.code,
        object_name_kk=strategic_object.name_kk or strategic_object.name_ru or strategic_object.name_en,
        object_name_ru=strategic_object.name_ru or strategic_object.name_en,
        kind=application.kind,
        mode=application.sale_mode,
        notice_date=timezone.localdate(),
        term_until=decision.term_until,
        applicant=declared["applicant"].name,
        # A pledgee and a bailiff need not name one (SPL 188(1) D7).
        acquirer=declared["acquirer"].name if "acquirer" in declared else "",
        share=application.share,
        conditions=tuple(condition.wording for condition in decision.conditions.all()),
        text_kk=decision.text_kk,
        text_ru=decision.text_ru,
        illustrative=strategic_object.illustrative,
        under_2012_text=application.regime == "R1",
        journal_seq=seq,
        journal_hash=head_hash,
    )
