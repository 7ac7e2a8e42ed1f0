"""The first draft of an officer's report, from the file alone: what is asked, what was found, what bodies say.

The officer writes on from here. Every finding and opinion is cited, so that a reader finds it in the file.
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
from commission.shares_text import percent
from commission.states import Outcome
from commission.wording import OUTCOME_NAMES


def compose(file: CaseFile, opinions: Matrix, questionnaires: Iterable[BodySheets]) -> str:
    """The draft as plain text in the writer's language."""
    findings = arrange(file.application)
    parts = [
        _part(_("Subject"), _subject(file)),
        _part(_("Findings"), _findings(findings)),
        _part(_("Opinions of the consulted bodies"), _opinions(opinions)),
        _part(_("Questions of Articles 22 and 23"), _questions(questionnaires)),
        _part(_("Documents relied on"), _documents(file.application.documents.all())),
        _part(_("Assessment and proposal"), []),
    ]
    return "\n\n".join(parts) + "\n"


def _part(title: str, lines: Iterable[str]) -> str:
    return "\n".join([title.upper(), *lines])


def _subject(file: CaseFile) -> Iterator[str]:
    application = file.application
    yield _("Application %(reference)s, day zero %(t0)s.") % {
        "reference": application.reference,
        "t0": day(application.t0),
    }
    if application.object is not None:
        yield _("Object: %(code)s %(name)s.") % {
            "code": application.object.code,
            "name": application.object.name,
        }
    share = percent(application.share) if application.share is not None else "–"
    yield _("Transaction: %(kind)s, %(share)s of all voting shares.") % {
        "kind": application.get_kind_display(),
        "share": share,
    }
    if file.filed_by is not None:
        yield _("Applicant: %(name)s") % {"name": file.filed_by.name}
    if file.acquirer is not None:
        yield _("Acquirer: %(name)s") % {"name": file.acquirer.name}


def _findings(findings: Findings) -> Iterator[str]:
    for finding in (*findings.cards, *findings.folded):
        if finding.outcome != Outcome.NOT_APPLICABLE or finding.contests:
            yield f"- {_finding(finding)}"
    left_out = [
        one.title for one in findings.folded if one.outcome == Outcome.NOT_APPLICABLE and not one.contests
    ]
    if left_out:
        yield _("Not applicable: %(titles)s.") % {"titles": "; ".join(left_out)}


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


def _opinions(opinions: Matrix) -> Iterator[str]:
    for row in opinions.rows:
        yield f"- {row.body} ({row.why}): {_opinion(row)}"


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


def _questions(bodies: Iterable[BodySheets]) -> Iterator[str]:
    """List by list how many answers say what; then each that says more than “no effect”."""
    for one in bodies:
        for sheet in one.sheets:
            counted = "; ".join(f"{name}: {number}" for name, number in sheet.counted())
            closed = sheet.questionnaire.is_closed
            yield f"- {one.body.name}, {sheet.basis}: {counted if closed else _('no answer yet')}"
            for row in sheet.notable if closed else ():
                assert row.answer is not None
                yield f"  {row.cited} {row.text}: {row.answer.get_bearing_display()}. {row.answer.reason}"


def _documents(documents: Iterable[Document]) -> Iterator[str]:
    for document in sorted(documents, key=lambda one: one.pk):
        if document.is_accepted:
            name = DOCUMENT_NAMES.get(document.code, "")
            yield f"- {document.code} {name}: {document.title}, {document.sha256[:12]}"
