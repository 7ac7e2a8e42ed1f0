"""The officer's report: drafted with a motion, countersigned by another person."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Report, ReportStatement
from commission.procedure.report_parts import PARTS, as_text, ordered
from commission.services.checks import void_reports
from commission.services.conditions import conditions_to_put, put
from commission.services.desk import allow, lock, require
from commission.services.motions import allowed_motions, require_open
from commission.states import Motion, State
from commission.wording_report import PART_TITLES
from registry.journal.writing import act
from registry.models import User

WRITABLE = (State.UNDER_REVIEW, State.FACTS_SHOWN)


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
        and Motion(report.motion) in allowed_motions(application, report.condition_rows)
    )


@dataclass(frozen=True, slots=True)
class StatementData:
    """A statement as typed: its part, its words, what it cites (`ReportStatement.cites`) and a document's page."""

    part: str
    text: str
    cites: str = ""
    page: int | None = None


def draft_report(
    *,
    application_id: int,
    by: User,
    motion: str,
    text: str = "",
    statements: Sequence[StatementData] = (),
    conditions: Sequence[int] = (),
) -> Report:
    """Write a report; an earlier one becomes void. `conditions` are ids of those prepared on the case.

    A report is its statements. Where only `text` is given, each line is one: it keeps the citation of the same line in
    the report before, and has none otherwise.
    """
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_process(application, by))
        require(
            application.state in WRITABLE, _("A report is written while the application is under review.")
        )
        prepared = conditions_to_put(application, Motion(motion), conditions)
        require_open(application, Motion(motion), prepared)
        said = list(statements) or _lines(application, text)
        _check_statements(application, said)
        void_reports(application)
        report = Report.objects.create(
            application=application,
            revision=application.revision,
            motion=motion,
            text=text or as_text(said, {part: str(title) for part, title in PART_TITLES.items()}),
            drafted_by=by,
            rests_on_sha256=rests_on(application),
        )
        ReportStatement.objects.bulk_create(
            ReportStatement(
                report=report,
                position=position,
                part=one.part,
                text=one.text.strip(),
                cites=one.cites,
                page=one.page,
            )
            for position, one in enumerate(ordered(said), start=1)
        )
        put(prepared, by=by, report=report)
        acting.record("report.draft", application.reference, report=report.pk, motion=motion)
        return report


def _lines(application: Application, text: str) -> list[StatementData]:
    """Each statement of the report before that stands in the text word for word, with its citation; every other line
    as one of its own, under the part whose title it follows, citing nothing. Breaks and spaces do not count.
    """
    last = application.reports.order_by("-pk").first()
    known = [(_pieces(one.text), one) for one in last.statements.all()] if last is not None else []
    lines = _pieces(text)
    part, titles, found = "assessment", _part_titles(), list[StatementData]()
    while lines:
        whole = next((pair for pair in known if pair[0] and lines[: len(pair[0])] == pair[0]), None)
        if whole is not None:
            known.remove(whole)
            pieces, one = whole
            found.append(StatementData(one.part, one.text, one.cites, one.page))
            del lines[: len(pieces)]
            continue
        line = lines.pop(0)
        if line.upper() in titles:
            part = titles[line.upper()]
        else:
            found.append(StatementData(part, line))
    return found


def _pieces(text: str) -> list[str]:
    """The lines that say something, without the mark of a list that `as_text` or a text program puts before one."""
    plain = (" ".join(line.split()).removeprefix("- ").removeprefix("– ") for line in text.splitlines())
    return [line for line in plain if line]


def _part_titles() -> dict[str, str]:
    """The titles of the parts in every language, as they stand in a report's text."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(title).upper(): part for part, title in PART_TITLES.items()}
    return found


def _check_statements(application: Application, said: Sequence[StatementData]) -> None:
    require(any(one.text.strip() for one in said), _("Write the report."))
    citable = _citable(application)
    require(
        all(one.part in PARTS and (not one.cites or one.cites in citable) for one in said),
        _("A statement cites what is not in this case."),
    )
    require(
        all(one.page is None or one.cites.startswith("document:") for one in said),
        _("A page belongs to a document: choose the document too."),
    )


def _citable(application: Application) -> set[str]:
    """Everything in the case that a statement may rest on."""
    now = {"revision": application.revision}
    findings = application.findings.filter(**now).values_list("check_id", flat=True)
    opinions = application.consultations.filter(**now, opinion__sent_at__isnull=False)
    documents = application.documents.filter(removed_at__isnull=True)
    code = application.object.code if application.object is not None else ""
    return {
        f"application:{application.reference}",
        f"registry:{code}",
        *(f"finding:{check_id}" for check_id in findings),
        *(f"opinion:{pk}" for pk in opinions.values_list("opinion__pk", flat=True)),
        *(
            f"opinion:silence-{pk}"
            for pk in application.consultations.filter(**now).values_list("pk", flat=True)
        ),
        *(
            f"questionnaire:{pk}"
            for pk in application.questionnaires.filter(**now).values_list("pk", flat=True)
        ),
        *(f"document:{pk}" for pk in documents.values_list("pk", flat=True)),
    }


def countersign_report(*, report_id: int, by: User, uncited_because: str = "") -> Report:
    """Another person than the drafter countersigns (four eyes); refused when its ground has moved.

    Statements that cite nothing are accepted knowingly: with a reason, or the report goes back to be written again.
    """
    with act(by=by) as acting:
        found = Report.objects.get(pk=report_id)
        application = lock(found.application_id)
        report = (
            Report.objects.select_for_update(no_key=True, of=("self",))
            .select_related("application")
            .get(pk=report_id)
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
        uncited = report.statements.filter(cites="").exists()
        require(
            not uncited or bool(uncited_because.strip()),
            _("Some statements cite nothing: say why the report may be signed all the same."),
        )
        report.countersigned_by, report.countersigned_at = by, timezone.now()
        report.uncited_because = uncited_because.strip() if uncited else ""
        report.save(update_fields=["countersigned_by", "countersigned_at", "uncited_because"])
        acting.record("report.countersign", application.reference, report=report.pk)
        return report
