"""The first draft of an officer's report, from the file alone: what is asked, what was found, what bodies say.

The officer writes on from here. Every statement cites what it rests on, so that a reader finds it in the file.
"""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from commission.models import Document
from commission.pages.document_names import DOCUMENT_NAMES
from commission.pages.officer.contests import lines
from commission.pages.officer.deadlines import day
from commission.pages.officer.findings import Findings, Shown, arrange
from commission.pages.officer.opinions import Asked, Matrix
from commission.pages.questions import BodySheets
from commission.queries import CaseFile
from commission.services.reports import StatementData
from commission.shares_text import percent
from commission.states import Outcome
from commission.wording import OUTCOME_NAMES


def compose(file: CaseFile, opinions: Matrix, questionnaires: Iterable[BodySheets]) -> list[StatementData]:
    """The draft statement by statement, in the writer's language, each with what it rests on."""
    return [
        *_subject(file),
        *_findings(arrange(file.application)),
        *_opinions(opinions),
        *_questions(questionnaires),
        *_documents(file.application.documents.all()),
    ]


def _subject(file: CaseFile) -> Iterator[StatementData]:
    application = file.application
    own = f"application:{application.reference}"
    first = _("Application %(reference)s, day zero %(t0)s.")
    yield StatementData(
        "subject", first % {"reference": application.reference, "t0": day(application.t0)}, own
    )
    if application.object is not None:
        words = {"code": application.object.code, "name": application.object.name}
        yield StatementData(
            "subject", _("Object: %(code)s %(name)s.") % words, f"registry:{application.object.code}"
        )
    share = percent(application.share) if application.share is not None else "–"
    deal = _("Transaction: %(kind)s, %(share)s of all voting shares.")
    yield StatementData("subject", deal % {"kind": application.get_kind_display(), "share": share}, own)
    if file.filed_by is not None:
        yield StatementData("subject", _("Applicant: %(name)s") % {"name": file.filed_by.name}, own)
    if file.acquirer is not None:
        yield StatementData("subject", _("Acquirer: %(name)s") % {"name": file.acquirer.name}, own)


def _findings(findings: Findings) -> Iterator[StatementData]:
    for finding in (*findings.cards, *findings.folded):
        if finding.outcome != Outcome.NOT_APPLICABLE or finding.contests:
            yield StatementData("findings", _finding(finding), f"finding:{finding.check_id}")
    left_out = [one for one in findings.folded if one.outcome == Outcome.NOT_APPLICABLE and not one.contests]
    if left_out:
        titles = "; ".join(one.title for one in left_out)
        yield StatementData(
            "findings",
            _("Not applicable: %(titles)s.") % {"titles": titles},
            f"finding:{left_out[0].check_id}",
        )


def _finding(finding: Shown) -> str:
    cited = f" [{finding.basis}; {finding.version}]" if finding.basis else f" [{finding.version}]"
    line = f"{finding.title}: {OUTCOME_NAMES[finding.outcome]}. {finding.sentence}{cited}"
    assessment = finding.assessment
    said = [line]
    if assessment is not None:
        said.append(
            _("Officer's assessment of %(day)s: %(reason)s")
            % {"day": day(timezone.localdate(assessment.at)), "reason": assessment.reason}
        )
    return " ".join([*said, *lines(finding.contests)])


def _opinions(opinions: Matrix) -> Iterator[StatementData]:
    for row in opinions.rows:
        cites = f"opinion:{row.opinion.pk}" if row.opinion else f"opinion:silence-{row.consultation.pk}"
        yield StatementData("opinions", f"{row.body} ({row.why}): {_opinion(row)}", cites)


def _opinion(row: Asked) -> str:
    if row.opinion is None:
        return _("no position (silence)") if row.consultation.deemed_at else _("no answer yet")
    said = [f"{row.opinion.get_answer_display()}. {row.opinion.reasons}"]
    if row.opinion.conditions:
        said.append(_("Conditions proposed: %(text)s") % {"text": row.opinion.conditions})
    if row.threats:
        said.append(_("Threats, NSL 6(1): %(threats)s") % {"threats": "; ".join(row.threats)})
    if row.opinion.letter_number:
        said.append(
            _("Letter No. %(number)s of %(date)s")
            % {"number": row.opinion.letter_number, "date": day(row.opinion.letter_date)}
        )
    return " ".join(said)


def _questions(bodies: Iterable[BodySheets]) -> Iterator[StatementData]:
    """List by list how many answers say what; then each that says more than “no effect”."""
    for one in bodies:
        for sheet in one.sheets:
            counted = "; ".join(f"{name}: {number}" for name, number in sheet.counted())
            closed = sheet.questionnaire.is_closed
            cites = f"questionnaire:{sheet.questionnaire.pk}"
            said = f"{one.body.name}, {sheet.basis}: {counted if closed else _('no answer yet')}"
            yield StatementData("questions", said, cites)
            for row in sheet.notable if closed else ():
                assert row.answer is not None
                text = f"{row.cited} {row.text}: {row.answer.get_bearing_display()}. {row.answer.reason}"
                yield StatementData("questions", text, cites)


def _documents(documents: Iterable[Document]) -> Iterator[StatementData]:
    for document in sorted(documents, key=lambda one: one.pk):
        if document.is_accepted:
            name = DOCUMENT_NAMES.get(document.code, "")
            text = f"{document.code} {name}: {document.title}, {document.sha256[:12]}"
            yield StatementData("documents", text, f"document:{document.pk}")
