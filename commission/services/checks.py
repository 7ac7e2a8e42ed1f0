"""Checks as jobs: queued at registration, run on the frozen facts, written once."""

from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import facts as facts_loader
from commission import jobs, permissions
from commission.jobs import Claim
from commission.law.check import CHECKS, run
from commission.law.check import Finding as LawFinding
from commission.law.facts import Facts
from commission.models import Application, Assessment, Consultation, FactsSnapshot, Finding, Job, Opinion
from commission.models.job import CHECK, FINDING_KINDS
from commission.services.desk import allow, lock, require
from commission.states import Answer, Conformity, Outcome, State
from commission.wording import ANSWER_NAMES, CONFORMITY_NAMES
from registry.journal.writing import Act, act
from registry.models import User

ASSESSABLE = (State.REGISTERED, State.UNDER_REVIEW, State.FACTS_SHOWN)


def queue_checks(application: Application) -> None:
    """Freeze the facts of this revision and queue one job per check."""
    today = timezone.localdate()
    facts = facts_loader.load(application, as_of=today)
    FactsSnapshot.objects.create(
        application=application,
        revision=application.revision,
        as_of=today,
        facts=facts.to_json(),
        sha256=facts.sha256(),
    )
    for check_id in CHECKS:
        jobs.enqueue(
            key=f"check:{application.pk}:{application.revision}:{check_id}",
            kind=CHECK,
            application_id=application.pk,
            revision=application.revision,
            subject=check_id,
        )


def check_again(application: Application, acting: Act) -> None:
    """Facts that were corrected are frozen anew, as the next revision, and every check runs on them.

    The bodies' opinions and answers stay: they were asked about the deal. Reports die, contests of the former findings
    grow stale.
    """
    former = application.revision
    application.revision += 1
    application.save(update_fields=["revision"])
    for said in (application.consultations, application.questionnaires):
        said.filter(revision=former).update(revision=application.revision)
    queue_checks(application)
    void_reports(application)
    acting.record("check.again", application.reference, revision=application.revision)


def run_check(claim: Claim) -> None:
    """Compute without a lock on the frozen facts; write the finding only while the claim holds."""
    job = Job.objects.get(pk=claim.job_id)
    assert job.application_id is not None
    snapshot = FactsSnapshot.objects.only("pk", "sha256").get(
        application_id=job.application_id, revision=job.revision
    )
    found = run(job.subject, _frozen(snapshot.pk, snapshot.sha256))
    with act(by=None) as acting:
        # Application first, then the job: the order of everybody who locks both.
        application = lock(job.application_id)
        with jobs.finishing(claim) as held:
            _write_finding(application, held, found, snapshot.sha256, acting)


@lru_cache(maxsize=4)
def _frozen(snapshot_id: int, sha256: str) -> Facts:
    """The facts of a snapshot: a worker does the checks of a case one after the other and decodes them once."""
    return Facts.from_json(
        FactsSnapshot.objects.values_list("facts", flat=True).get(pk=snapshot_id, sha256=sha256)
    )


def _write_finding(
    application: Application, held: Job, found: LawFinding, facts_sha256: str, acting: Act
) -> None:
    finding, created = Finding.objects.get_or_create(
        application=application,
        revision=held.revision,
        check_id=held.subject,
        law_version=found.law_version,
        defaults={
            "job": held,
            "outcome": found.outcome,
            "effect": found.effect,
            "message": found.message,
            "figures": found.figures,
            "chains": found.chains,
            "facts_sha256": facts_sha256,
        },
    )
    if created:
        # A finding that comes late, of a check that was revived, moves the ground of every report.
        void_reports(application)
        acting.record(
            "check.found",
            application.reference,
            finding=finding.pk,
            check=held.subject,
            outcome=str(found.outcome),
        )


def record_assessment(
    *, application_id: int, check_id: str, by: User, outcome: str, reason: str, document_id: int | None = None
) -> Assessment:
    """An officer's outcome for a check that the program left undetermined; the newest stands, none is erased."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_process(application, by))
        require(
            application.state in ASSESSABLE, _("The review is over: the outcome can no longer be changed.")
        )
        finding = (
            Finding.objects.select_for_update(no_key=True)
            .filter(application=application, revision=application.revision, check_id=check_id)
            .first()
        )
        require(
            finding is not None and finding.outcome == Outcome.UNDETERMINED,
            _("Only a check that the program left undetermined takes an officer's outcome."),
        )
        assert finding is not None
        require(
            document_id is None or application.documents.casefile().filter(pk=document_id).exists(),
            _("Choose a document of this case."),
        )
        assessment = Assessment.objects.create(
            finding=finding, outcome=outcome, reason=reason, document_id=document_id, by=by
        )
        finding.assessment = assessment
        finding.save(update_fields=["assessment"])
        void_reports(application)
        acting.record(
            "check.assess",
            application.reference,
            finding=finding.pk,
            assessment=assessment.pk,
            outcome=outcome,
        )
        return assessment


_CONFORMITY = {
    Conformity.YES: Outcome.CLEAR,
    Conformity.NO: Outcome.VIOLATION,
    Conformity.REFERENCE: Outcome.ATTENTION,
}
_PRINT = {
    Answer.NO_OBJECTION: Outcome.CLEAR,
    Answer.WITH_CONDITIONS: Outcome.ATTENTION,
    Answer.OBJECTION: Outcome.VIOLATION,
}


def record_answer(consultation: Consultation, opinion: Opinion, by: User, acting: Act) -> None:
    """A body's answer settles what facts left open in the checks that ask for it: as that body's word, an assessment.

    Facts are frozen at registration, before any body has answered. NSL 23(6)(8): the security bodies on search
    operations; 23(6)(1): the communications body on foreign print that the parties say is spread.
    """
    if consultation.body.is_security and opinion.conformity:
        said = CONFORMITY_NAMES[Conformity(opinion.conformity)]
        _settle(
            consultation, "search_operations", _CONFORMITY[Conformity(opinion.conformity)], said, by, acting
        )
    if consultation.body.code == "communications" and opinion.answer in _PRINT:
        said = ANSWER_NAMES[Answer(opinion.answer)]
        _settle(consultation, "foreign_print", _PRINT[Answer(opinion.answer)], said, by, acting)


_WAITING_FOR_A_BODY = (
    "search_operations.unknown",
    "search_operations.not_started",
    "foreign_print.no_opinion",
)


def _settle(
    consultation: Consultation, check_id: str, outcome: Outcome, said: object, by: User, acting: Act
) -> None:
    finding = (
        Finding.objects.select_for_update(no_key=True)
        .filter(
            application=consultation.application,
            revision=consultation.revision,
            check_id=check_id,
            message__in=_WAITING_FOR_A_BODY,
        )
        .first()
    )
    if finding is None:
        return
    reason = _("Answer of %(body)s: %(answer)s.") % {"body": consultation.body.name, "answer": said}
    finding.assessment = Assessment.objects.create(finding=finding, outcome=outcome, reason=reason, by=by)
    finding.save(update_fields=["assessment"])
    acting.record(
        "check.assess",
        consultation.application.reference,
        finding=finding.pk,
        assessment=finding.assessment.pk,
        outcome=str(outcome),
    )


def void_reports(application: Application) -> None:
    """A report and its countersign die when anything they rest on changes."""
    application.reports.filter(voided_at__isnull=True).update(voided_at=timezone.now())


def revive_check(*, application_id: int, job_id: int, by: User) -> None:
    """Give a check that could not run three fresh attempts."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_process(application, by))
        job = Job.objects.filter(pk=job_id, application=application).first()
        require(job is not None, _("There is no such check."))
        require(
            job is None or job.kind not in FINDING_KINDS or application.state in ASSESSABLE,
            _("The review is over: the outcome can no longer be changed."),
        )
        jobs.revive(job_id)
        acting.record("check.revive", application.reference, job=job_id)
