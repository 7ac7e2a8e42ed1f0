"""Human findings: what follows from a body's answers to the questions that no program can judge.

A finding like any other, written by the queue when both the body's answers are confirmed and its opinion is in, and
anew for a further round of opinions; it limits the motions, can be contested and stands in the members' papers. No
facts give it, so it is never replayed.
"""

from commission import jobs
from commission.jobs import Claim
from commission.models import Application, Consultation, Finding, Job, Questionnaire
from commission.models.job import JUDGEMENT
from commission.procedure import questionnaires as lists
from commission.procedure.regimes import REGIMES
from commission.services.checks import void_reports
from commission.services.desk import locked_then_finishing
from commission.states import Answer
from registry.journal.writing import act
from registry.models import StateBody


def queue_judgements(application: Application, body_id: int) -> None:
    """A job for each list that the body contradicts, once its opinion is in or deemed; the working body gives none."""
    asked = _asked(application.pk, application.revision, body_id)
    if asked is not None and not asked.is_closed:
        return
    sheets = (
        Questionnaire.objects.filter(
            application=application,
            revision=application.revision,
            body_id=body_id,
            confirmed_at__isnull=False,
        )
        .select_related("body")
        .prefetch_related("answers")
    )
    for sheet in sheets:
        if sheet.contradicted():
            subject = lists.judgement_id(sheet.code, sheet.body.code, asked.round if asked is not None else 1)
            jobs.enqueue(
                key=f"judgement:{application.pk}:{application.revision}:{subject}",
                kind=JUDGEMENT,
                application_id=application.pk,
                revision=application.revision,
                subject=subject,
            )


def _asked(application_id: int, revision: int, body_id: int, **narrowed: int) -> Consultation | None:
    """The body's newest round, or the round asked for; None for the working body."""
    found = Consultation.objects.filter(
        application_id=application_id, revision=revision, body_id=body_id, **narrowed
    )
    return found.select_related("opinion").order_by("pk").last()


def run_judgement(claim: Claim) -> None:
    """Write the human finding; reports that did not know of it are void."""
    job = Job.objects.get(pk=claim.job_id)
    assert job.application_id is not None
    with act(by=None) as acting, locked_then_finishing(job.application_id, claim) as application:
        code, body, round = lists.judged_by(job.subject)
        sheet = (
            Questionnaire.objects.filter(
                application=application, revision=job.revision, code=code, body__code=body
            )
            .select_related("body")
            .prefetch_related("answers")
            .first()
        )
        if sheet is None:
            return  # facts were corrected meanwhile: the answers stand, and are judged, under the next revision
        asked = _asked(application.pk, job.revision, sheet.body_id, round=round)
        opinion = asked.answered if asked is not None else None
        objects = opinion is not None and opinion.answer == Answer.OBJECTION
        contradicted = sheet.contradicted()
        judged = lists.judged(code, [one.question for one in contradicted], objects=objects)
        if judged is None:
            return
        outcome, effect = judged
        finding = Finding.objects.create(
            job=job,
            application=application,
            revision=job.revision,
            check_id=job.subject,
            law_version=REGIMES[application.regime].law_version,
            outcome=outcome,
            effect=effect,
            message="judgement.objects" if objects else "judgement.contradicts",
            figures={
                "values": {
                    "body": _named(sheet.body),
                    "questions": {"list": [{"text": lists.cited(one.question)} for one in contradicted]},
                },
                "notes": [
                    {
                        "id": "judgement.reason",
                        "values": {
                            "cited": {"text": lists.cited(one.question)},
                            "question": {"phrase": f"question.{one.question}", "values": {}},
                            "reason": {"text": one.reason},
                        },
                    }
                    for one in contradicted
                ],
            },
            facts_sha256="",
        )
        void_reports(application)
        acting.record(
            "judgement.found",
            application.reference,
            finding=finding.pk,
            check=job.subject,
            outcome=str(outcome),
        )


def _named(body: StateBody) -> dict[str, str]:
    return {"party": body.code, "en": body.name_en, "ru": body.name_ru, "kk": body.name_kk}
