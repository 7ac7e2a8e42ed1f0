"""A case at a glance, from the file that its page reads."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commission.pages.officer.findings import arrange
from commission.pages.officer.opinions import Asked, matrix
from commission.papers import words
from commission.papers.brief import BriefData, OpinionLine
from commission.queries import CaseFile
from commission.services.calendar import calendar_to_show
from commission.services.paper_facts import case_facts
from commission.states import Motion, Outcome
from commission.wording import OUTCOME_NAMES
from registry.models import User

_ALARMS = (Outcome.VIOLATION, Outcome.ATTENTION, Outcome.UNDETERMINED)


def brief_data(file: CaseFile, user: User) -> BriefData:
    """The brief as plain values in the reader's language."""
    application = file.application
    today = timezone.localdate()
    findings = arrange(application)
    asked = matrix(application, user, calendar_to_show(today))
    report = file.report
    language = get_language() or "ru"
    signed = report is not None and report.is_countersigned
    return BriefData(
        language=language,
        case=case_facts(application),
        as_of=today,
        state=capfirst(str(application.get_state_display())),
        officer=application.officer.full_name if application.officer else "",
        t0=application.t0,
        due_on=application.due_on,
        motion=words.MOTIONS[language][Motion(report.motion)] if report is not None and signed else "",
        counts="; ".join(f"{OUTCOME_NAMES[outcome]}: {number}" for outcome, number in findings.counts),
        alarms=tuple(
            (capfirst(str(OUTCOME_NAMES[one.outcome])), f"{one.title}. {one.sentence}")
            for one in (*findings.cards, *findings.folded)
            if one.outcome in _ALARMS
        ),
        opinions=tuple(OpinionLine(row.body, _answer(row), row.consultation.due_on) for row in asked.rows),
        conditions=tuple(report.condition_lines()) if report is not None and signed else (),
    )


def _answer(row: Asked) -> str:
    if row.opinion is not None:
        return str(row.opinion.get_answer_display())
    return _("no position (silence)") if row.consultation.deemed_at else _("no answer yet")
