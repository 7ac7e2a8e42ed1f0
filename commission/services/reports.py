"""The officer's report: drafted with a motion, countersigned by another person."""

import hashlib
import json
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Report
from commission.services.checks import void_reports
from commission.services.conditions import conditions_to_put, put
from commission.services.desk import allow, lock, require
from commission.states import Motion, State
from registry.journal.writing import act
from registry.models import User

WRITABLE = (State.UNDER_REVIEW, State.FACTS_SHOWN)


def allowed_motions(application: Application) -> list[Motion]:
    """Motions that the findings leave open: with an uncontested prohibition only refuse, or a condition that cures it.

    A contest of the finding lifts the restriction once another person has countersigned it.
    """
    return [Motion.REFUSE, Motion.GRANT_WITH_CONDITIONS] if application.bars_a_grant() else list(Motion)


def rests_on(application: Application) -> str:
    """SHA-256 over the findings, assessments, countersigned contests, opinions and answers that a report rests on."""
    findings = application.findings.filter(revision=application.revision).order_by("check_id")
    opinions = application.consultations.filter(
        revision=application.revision, replaced_at__isnull=True, opinion__sent_at__isnull=False
    )
    ground = {
        "findings": list(findings.values_list("check_id", "outcome", "facts_sha256", "assessment_id")),
        "contests": [
            contest.pk
            for finding in sorted(application.current_findings(), key=lambda each: each.pk)
            for contest in sorted(finding.contests.all(), key=lambda each: each.pk)
            if contest.is_upheld
        ],
        "opinions": list(opinions.order_by("pk").values_list("pk", "opinion__answer", "opinion__pk")),
        "questionnaires": list(
            application.questionnaires.filter(revision=application.revision)
            .order_by("pk")
            .values_list("pk", flat=True)
            .filter(confirmed_at__isnull=False)
        ),
    }
    return hashlib.sha256(json.dumps(ground, sort_keys=True).encode()).hexdigest()


def still_stands(report: Report, application: Application) -> bool:
    """Whether nothing the report rests on has changed, and its motion is still open."""
    return (
        report.voided_at is None
        and report.rests_on_sha256 == rests_on(application)
        and Motion(report.motion) in allowed_motions(application)
    )


def draft_report(
    *, application_id: int, by: User, motion: str, text: str, conditions: Sequence[int] = ()
) -> Report:
    """Write a report; an earlier one becomes void. `conditions` are ids of those prepared on the case."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_process(application, by))
        require(
            application.state in WRITABLE, _("A report is written while the application is under review.")
        )
        require(
            Motion(motion) in allowed_motions(application),
            _(
                "A prohibition stands uncontested, or a check could not run: propose a refusal, "
                "or a permission on a condition that cures the violation."
            ),
        )
        prepared = conditions_to_put(application, Motion(motion), conditions)
        void_reports(application)
        report = Report.objects.create(
            application=application,
            revision=application.revision,
            motion=motion,
            text=text,
            drafted_by=by,
            rests_on_sha256=rests_on(application),
        )
        put(prepared, by=by, report=report)
        acting.record("report.draft", application.reference, report=report.pk, motion=motion)
        return report


def countersign_report(*, report_id: int, by: User) -> Report:
    """Another person than the drafter countersigns (four eyes); refused when its ground has moved."""
    with act(by=by) as acting:
        found = Report.objects.get(pk=report_id)
        application = lock(found.application_id)
        report = (
            Report.objects.select_for_update(of=("self",)).select_related("application").get(pk=report_id)
        )
        if report.is_countersigned and report.countersigned_by_id == by.pk:
            return report
        allow(permissions.may_countersign(report, by))
        require(
            application.state in WRITABLE,
            _("A report is countersigned while the application is under review."),
        )
        require(
            report.voided_at is None and report.rests_on_sha256 == rests_on(application),
            _("A finding or an opinion has changed since the report was written: it must be written again."),
        )
        report.countersigned_by, report.countersigned_at = by, timezone.now()
        report.save(update_fields=["countersigned_by", "countersigned_at"])
        acting.record("report.countersign", application.reference, report=report.pk)
        return report
