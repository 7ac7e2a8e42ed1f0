"""What papers a case can give now, each with its content taken from the rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commission import permissions, sides
from commission.models import (
    AgendaItem,
    Application,
    Consultation,
    Decision,
    Event,
    Paper,
    PaperVersion,
    ProposedCondition,
    Report,
)
from commission.models.correspondence import Subject
from commission.models.obligation import Obligation
from commission.models.request import InformationRequest
from commission.models.terms import Terms
from commission.papers import (
    condition_report,
    consultation_letter,
    decree_draft,
    deficiencies,
    extract,
    information_request,
    recommendation,
    words,
)
from commission.papers.casefacts import CaseFacts
from commission.papers.minutes import VoteLine
from commission.papers.sheet import OFFICIAL, Sheet
from commission.services.decrees import DRAFTABLE, latest_draft, parity_sentences, write_draft
from commission.services.desk import allow, require
from commission.services.issuing import issue_sheet, preview
from commission.services.motions import closed_motions, titles
from commission.services.paper_facts import Names, case_facts, names_of
from commission.services.reports import WRITABLE, draft_report
from commission.states import Motion
from registry.models import User

# What the applicant may read of the papers of its case.
FOR_APPLICANT = (Subject.DEFICIENCIES, Subject.REQUEST, Subject.CONDITIONS, Subject.LETTER)


@dataclass(frozen=True, slots=True)
class Possible:
    """A paper that the case can give. `waits_for` says why it cannot be issued yet.

    `fields` may be edited: `differences` says in what two languages of an edited text do not agree, and `written`,
    where the text is a record of its own, writes that record and answers with its id.
    """

    kind: Subject
    about_id: int
    title: str
    correspondent: str
    made: Callable[[PaperVersion | None], Sheet]
    fields: tuple[str, ...] = ()
    differences: Callable[[dict[str, str]], list[str]] = lambda _texts: []
    written: Callable[[dict[str, str], User], int] | None = None
    waits_for: str = ""


def possible_papers(application: Application) -> list[Possible]:
    """Every paper of the case, in the order of the road."""
    prefetch_related_objects([application], "declared_parties")
    return [
        *_deficiencies(application),
        *_requests(application),
        *_consultations(application),
        *_reports(application),
        *_extracts(application),
        *_decree_draft(application),
        *_conditions(application),
    ]


def possible_paper(application: Application, kind: str, about_id: int) -> Possible | None:
    """One of them, or None."""
    return next(
        (
            paper
            for paper in possible_papers(application)
            if paper.kind == kind and paper.about_id == about_id
        ),
        None,
    )


def newest_version(paper: Possible) -> PaperVersion | None:
    """What an officer edited last; None while the standard text stands."""
    return PaperVersion.objects.filter(kind=paper.kind, about_id=paper.about_id).order_by("-number").first()


def issue_case_paper(*, application_id: int, kind: str, about_id: int, by: User) -> Paper:
    """The desk issues a paper of the case; what has not changed since stays the same paper."""
    application = Application.objects.select_related("object").get(pk=application_id)
    allow(permissions.may_issue_paper(application, by))
    paper = possible_paper(application, kind, about_id)
    require(paper is not None, _("This paper is no longer part of the case. Open the list of papers again."))
    assert paper is not None
    require(not paper.waits_for, paper.waits_for)
    return issued(paper, application, by=by)


def issued(paper: Possible, application: Application, *, by: User | None) -> Paper:
    """The paper as it is to be issued now."""
    version = newest_version(paper)
    return issue_sheet(
        kind=paper.kind,
        about_id=paper.about_id,
        sheet=paper.made(version),
        by=by,
        application=application,
        correspondent=paper.correspondent,
        version=version,
    )


def latest_issued(kind: str, about_id: int) -> Paper | None:
    """The newest paper of this kind about this row."""
    return Paper.objects.filter(kind=kind, about_id=about_id).select_related("letter").order_by("-pk").first()


def issue_request(consultation: Consultation) -> Paper:
    """The request as the body asked to have it: the newest one issued, or the standard one, issued now."""
    found = latest_issued(Subject.CONSULTATION, consultation.pk)
    if found is not None:
        return found
    application = consultation.application
    return issued(_consultation(application, consultation), application, by=None)


def request_file(consultation: Consultation) -> Paper | bytes:
    """The request for reading: as it was issued, or as it stands, without a number."""
    application = consultation.application
    found = latest_issued(Subject.CONSULTATION, consultation.pk)
    return found or preview(_consultation(application, consultation).made(None))


def _deficiencies(application: Application) -> Iterator[Possible]:
    returned = application.events.filter(verb="return_for_completion").select_related("by").order_by("pk")
    for event in returned:
        yield _deficiency(application, event)


def _deficiency(application: Application, event: Event) -> Possible:
    case = case_facts(application)
    if sides.compartment(application) is not None:
        # It goes to the applicant, who is not shown what the acquirer states itself.
        case = replace(case, acquirer="—")
    data = deficiencies.DeficiencyData(
        case=case,
        returned_on=timezone.localdate(event.at),
        items=tuple(line.strip(" -") for line in event.public_note.splitlines() if line.strip(" -")),
        signed_by=event.by.full_name if event.by else "",
    )
    return Possible(
        kind=Subject.DEFICIENCIES,
        about_id=event.pk,
        title=_("List of deficiencies of %(day)s") % {"day": _day(timezone.localdate(event.at))},
        correspondent=case.applicant,
        made=lambda _version: deficiencies.sheet(data),
    )


def _requests(application: Application) -> Iterator[Possible]:
    sent = InformationRequest.objects.filter(application=application, withdrawn_at__isnull=True).sent()
    for request in sent.select_related("sent_by").prefetch_related("questions").order_by("pk"):
        yield _request(application, request)


def _request(application: Application, request: InformationRequest) -> Possible:
    assert request.sent_at is not None
    case, sent_on = case_facts(application), timezone.localdate(request.sent_at)
    data = information_request.RequestData(
        case=case,
        sent_on=sent_on,
        due_on=request.due_on,
        questions=tuple(question.text for question in request.questions.all()),
        late_reason=request.late_reason,
        signed_by=request.sent_by.full_name if request.sent_by else "",
    )
    return Possible(
        kind=Subject.REQUEST,
        about_id=request.pk,
        title=_("Request for information of %(day)s") % {"day": _day(sent_on)},
        correspondent=case.applicant,
        made=lambda _version: information_request.sheet(data),
    )


def _consultations(application: Application) -> Iterator[Possible]:
    for consultation in application.consultations.select_related("body").order_by("pk"):
        yield _consultation(application, consultation)


def _consultation(application: Application, consultation: Consultation) -> Possible:
    case = case_facts(application)

    def made(version: PaperVersion | None) -> Sheet:
        return consultation_letter.sheet(
            consultation_letter.ConsultationData(
                case=case,
                bodies=names_of(consultation.body),
                competence=consultation.why.removeprefix("NSL "),
                asked_on=timezone.localdate(consultation.asked_at),
                due_on=consultation.due_on,
                texts=tuple(version.texts.items()) if version else (),
                signed_by=application.officer.full_name if application.officer else "",
            )
        )

    return Possible(
        kind=Subject.CONSULTATION,
        about_id=consultation.pk,
        title=_("Request for an opinion: %(body)s") % {"body": consultation.body.name},
        correspondent=consultation.body.name,
        made=made,
        fields=("kk", "ru"),
        differences=lambda texts: parity_sentences(application, texts["kk"], texts["ru"]),
    )


def _reports(application: Application) -> Iterator[Possible]:
    report = application.current_report()
    if report is not None:
        yield _report(application, report)


def _report(application: Application, report: Report) -> Possible:
    case = case_facts(application)
    language = get_language() or "ru"

    def made(_version: PaperVersion | None) -> Sheet:
        return recommendation.sheet(
            recommendation.ReportData(
                language=language,
                case=case,
                dated=timezone.localdate(report.countersigned_at or report.drafted_at),
                motion=report.motion,
                text=report.text,
                conditions=tuple(_with_cures(row) for row in report.condition_rows),
                closed=tuple(
                    (words.MOTIONS[language][motion], why)
                    for motion, why in closed_motions(application, report.condition_rows).items()
                ),
                drafted_by=report.drafted_by.full_name,
                drafted_at=report.drafted_at,
                countersigned_by=report.countersigned_by.full_name if report.countersigned_by else "",
                countersigned_at=report.countersigned_at,
            )
        )

    def written(texts: dict[str, str], by: User) -> int:
        """The report is written anew; it needs a countersign again."""
        return draft_report(
            application_id=application.pk,
            by=by,
            motion=report.motion,
            text=texts["text"],
            conditions=[row.source_id for row in report.condition_rows],
        ).pk

    return Possible(
        kind=Subject.REPORT,
        about_id=report.pk,
        title=_("Report and recommendation of %(day)s")
        % {"day": _day(timezone.localdate(report.drafted_at))},
        correspondent=_("the Commission"),
        made=made,
        fields=("text",) if application.state in WRITABLE else (),
        written=written,
        waits_for="" if report.is_countersigned else _("The report must be countersigned first."),
    )


def _with_cures(row: ProposedCondition) -> str:
    """A condition's wording and, where it cures a violation, which."""
    cures = _("Cures: %(findings)s.") % {"findings": titles(row.cures)} if row.cures else ""
    return f"{row.wording} {cures}".strip()


def _extracts(application: Application) -> Iterator[Possible]:
    items = application.agenda_items.filter(closed_at__isnull=False).select_related("session", "report")
    for item in items.order_by("pk"):
        yield _extract(application, item)


def _extract(application: Application, item: AgendaItem) -> Possible:
    case = case_facts(application)
    session = item.session

    def made(_version: PaperVersion | None) -> Sheet:
        return extract.sheet(extract_data(case, item))

    return Possible(
        kind=Subject.EXTRACT,
        about_id=item.pk,
        title=_("Extract of the minutes of session No. %(number)s") % {"number": session.number},
        correspondent=_("the Government"),
        made=made,
        waits_for="" if session.minutes_signed else _("The minutes must be signed first."),
    )


def extract_data(case: CaseFacts, item: AgendaItem) -> extract.ExtractData:
    """One item of a closed session as its extract says it."""
    session = item.session
    quorum = item.quorum()
    seats = list(item.seats.select_related("member"))
    opened = session.opened_at or session.starts_at
    return extract.ExtractData(
        case=case,
        session_number=session.number,
        session_day=timezone.localdate(opened),
        place=session.place,
        position=item.position,
        motion=item.motion,
        quorum_needed=item.tally.get("quorum_needed", quorum.needed),
        quorum_present=item.tally.get("quorum_present", quorum.present),
        recused=tuple(seat.member.full_name for seat in seats if seat.recused_at is not None),
        conditions=tuple(wordings(row) for row in item.report.condition_rows),
        votes=tuple(
            VoteLine(vote.member.full_name, vote.choice, vote.dissent, is_void=vote.is_void)
            for vote in item.votes.select_related("member", "void")
        ),
        carried=bool(item.carried),
        chair=session.signed_by_chair.full_name if session.signed_by_chair else "",
        secretary=session.signed_by_secretary.full_name if session.signed_by_secretary else "",
        text_sha256=session.minutes_sha256,
    )


def _decree_draft(application: Application) -> Iterator[Possible]:
    draft = latest_draft(application)
    if draft is None:
        return
    data = decree_draft.DraftData(
        case=case_facts(application),
        dated=timezone.localdate(draft.written_at),
        text_kk=draft.text_kk,
        text_ru=draft.text_ru,
    )

    def written(texts: dict[str, str], by: User) -> int:
        """The next version of the draft."""
        return write_draft(
            application_id=application.pk,
            by=by,
            outcome=Motion(draft.outcome),
            text_kk=texts["kk"],
            text_ru=texts["ru"],
        ).pk

    differing = parity_sentences(application, draft.text_kk, draft.text_ru)
    yield Possible(
        kind=Subject.DECREE_DRAFT,
        about_id=draft.pk,
        title=_("Draft decree, version %(number)d") % {"number": draft.version},
        correspondent=_("the Government"),
        made=lambda _version: decree_draft.sheet(data),
        fields=("kk", "ru") if application.state in DRAFTABLE else (),
        differences=lambda texts: parity_sentences(application, texts["kk"], texts["ru"]),
        written=written,
        waits_for=" ".join(differing),
    )


def _conditions(application: Application) -> Iterator[Possible]:
    decision: Decision | None = application.current_decision()
    if decision is None:
        return
    conditions = list(
        decision.conditions.select_related("verified_by").prefetch_related("obligations__evidence")
    )
    if not conditions:
        return
    case = case_facts(application)
    data = condition_report.ConditionReportData(
        case=case,
        decree_number=decision.number,
        decree_date=decision.date,
        as_of=timezone.localdate(),
        conditions=tuple(
            condition_report.ConditionLine(
                position=condition.position,
                wordings=wordings(condition),
                verifiers=names_of(condition.verified_by) if condition.verified_by else (),
                due_on=condition.due_on,
                released_on=timezone.localdate(condition.released_at) if condition.released_at else None,
            )
            for condition in conditions
        ),
        dates=tuple(
            _due(obligation) for condition in conditions for obligation in condition.obligations.all()
        ),
    )
    yield Possible(
        kind=Subject.CONDITIONS,
        about_id=decision.pk,
        title=_("Report on the conditions of decree No. %(number)s") % {"number": decision.number},
        correspondent=case.applicant,
        made=lambda _version: condition_report.sheet(data),
    )


def _due(obligation: Obligation) -> condition_report.DueLine:
    sent = [one.submitted_on for one in obligation.evidence.all() if one.submitted_on is not None]
    return condition_report.DueLine(
        position=obligation.condition.position,
        due_on=obligation.due_on,
        sent_on=max(sent, default=None),
        standings=tuple(_in(language, obligation) for language in OFFICIAL),
    )


def _in(language: str, obligation: Obligation) -> tuple[str, str]:
    with translation.override(language):
        return language, str(obligation.get_state_display())


def wordings(terms: Terms) -> Names:
    """A condition's wording by language; where one is missing, the fullest other."""
    russian = terms.wording_ru or terms.wording_en or terms.wording_kk
    return (("kk", terms.wording_kk or russian), ("ru", russian), ("en", terms.wording_en or russian))


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def papers_to_applicant(application: Application) -> list[Paper]:
    """What was sent to the applicant, the newest first."""
    sent = Paper.objects.filter(application=application, kind__in=FOR_APPLICANT)
    return list(sent.select_related("letter").order_by("-pk"))
