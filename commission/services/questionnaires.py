"""Questionnaires: opened at registration, answered by the bodies question by question, confirmed by a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Consultation, QuestionAnswer, Questionnaire
from commission.procedure import questionnaires as lists
from commission.services.checks import ASSESSABLE, void_reports
from commission.services.desk import allow, lock, require
from commission.services.judgements import queue_judgements
from commission.states import Bearing
from registry.journal.writing import act
from registry.models import StateBody, User


@dataclass(frozen=True, slots=True)
class Line:
    """One answer as typed: a question of one of the body's lists, how the deal bears on it, why, on what document."""

    question: str
    bearing: str
    reason: str
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The paper by which a body answered outside the system."""

    number: str
    date: date | None


def open_questionnaires(
    application: Application, consulted: Sequence[Consultation], *, working_body: str
) -> list[Questionnaire]:
    """Put every list of the day to the bodies that answer it: the consulted ones, and the working body itself."""
    strategic_object = application.object
    assert strategic_object is not None
    underlying = strategic_object.underlying
    bodies = {one.body.code: one.body for one in consulted}
    own = StateBody.objects.filter(code=working_body).first()
    if own is not None:
        bodies[own.code] = own
    asked = lists.asked(
        lists.Case(
            category=(underlying or strategic_object).category,
            foreign_acquirer=_acquirer_is_foreign(application),
            bodies=tuple(bodies),
            day=timezone.localdate(),
        )
    )
    return Questionnaire.objects.bulk_create(
        Questionnaire(
            application=application,
            revision=application.revision,
            body=bodies[one.body],
            code=one.list_code,
        )
        for one in asked
    )


def _acquirer_is_foreign(application: Application) -> bool:
    """A country that is not known is not taken for our own."""
    acquirer = application.declared_parties.filter(role="acquirer").select_related("party").first()
    if acquirer is None:
        return True
    country = acquirer.party.country if acquirer.party is not None else acquirer.country
    return country != "KZ"


def answer_questions(
    *, application_id: int, body_id: int, by: User, lines: Sequence[Line], letter: Letter | None = None
) -> list[Questionnaire]:
    """Write answers to questions of the body's open lists; an answer that is there already stays where none is given.

    People of the body answer themselves. The desk answers for the working body, and for another body only by citing
    its letter. Rows are added: the newest answer to a question counts. Nothing follows until a second person confirms.
    """
    with act(by=by) as acting:
        application = _answerable(application_id)
        sheets = _sheets(application, body_id)
        body = sheets[0].body
        allow(permissions.may_answer_questions(application, body, by))
        by_letter = body.pk not in by.body_ids and not is_own(application, body)
        require(
            not by_letter or (letter is not None and bool(letter.number) and letter.date is not None),
            _("Give the number and date of the body's letter: the desk answers for it in no other way."),
        )
        open_ones = [sheet for sheet in sheets if not sheet.is_closed]
        require(bool(open_ones), _("The questionnaires of this body are closed."))
        of_question = {one.code: sheet for sheet in open_ones for one in sheet.question_list.questions}
        _check(application, lines, set(of_question))
        QuestionAnswer.objects.bulk_create(
            QuestionAnswer(
                questionnaire=of_question[line.question],
                question=line.question,
                bearing=line.bearing,
                reason=line.reason.strip(),
                document_id=line.document_id,
                by=by,
            )
            for line in lines
        )
        touched = {of_question[line.question].pk for line in lines}
        cited = letter if by_letter else None
        Questionnaire.objects.filter(pk__in=touched).update(
            answered_by=by,
            answered_at=timezone.now(),
            letter_number=cited.number if cited else "",
            letter_date=cited.date if cited else None,
        )
        acting.record("questions.answer", application.reference, body=body.code, lines=len(lines))
        return _sheets(application, body_id)


def _check(application: Application, lines: Sequence[Line], known: set[str]) -> None:
    require(bool(lines), _("Answer at least one question."))
    require(
        all(line.question in known for line in lines)
        and len({line.question for line in lines}) == len(lines),
        _("This question is not put to the body, or its list is closed."),
    )
    require(all(line.bearing in set(Bearing) for line in lines), _("Choose an answer from the list."))
    require(all(line.reason.strip() for line in lines), _("Give the reason of every answer."))
    documents = {line.document_id for line in lines if line.document_id is not None}
    require(
        application.documents.casefile().filter(pk__in=documents).count() == len(documents),
        _("Choose a document of this case."),
    )


def confirm_questions(*, application_id: int, body_id: int, by: User) -> list[Questionnaire]:
    """Another person than any author confirms all that the body answered; from now on nobody changes it.

    Earlier reports are void; what contradicts Article 22 or 23 becomes a human finding once the opinion is in too.
    """
    with act(by=by) as acting:
        application = _answerable(application_id)
        sheets = [sheet for sheet in _sheets(application, body_id) if not sheet.is_closed]
        require(bool(sheets), _("The questionnaires of this body are closed."))
        incomplete = [sheet for sheet in sheets if not sheet.is_complete()]
        for sheet in sheets:
            allow(
                permissions.may_confirm_questions(sheet, by, authors=authors(sheet), by_desk=by_desk(sheet))
            )
        require(not incomplete, _("Some questions have no answer yet."))
        now = timezone.now()
        Questionnaire.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(
            confirmed_by=by, confirmed_at=now
        )
        void_reports(application)
        acting.record(
            "questions.confirm",
            application.reference,
            body=sheets[0].body.code,
            lists=[sheet.code for sheet in sheets],
        )
        queue_judgements(application, body_id)
        return _sheets(application, body_id)


def deem_unanswered(*, application_id: int, body_id: int, by: User) -> list[Questionnaire]:
    """After the body's term the head closes its open lists: what is left open counts as "unknown" (policy).

    Never for the national security bodies, nor for the working body, which can answer itself.
    """
    with act(by=by) as acting:
        application = _answerable(application_id)
        allow(permissions.is_head(application, by))
        consultation = (
            Consultation.objects.filter(
                application=application, revision=application.revision, body_id=body_id
            )
            .order_by("pk")
            .last()
        )
        require(
            consultation is not None and not consultation.body.is_security,
            _("Silence of a national security body is never an answer, and the working body answers itself."),
        )
        assert consultation is not None
        require(
            consultation.is_overdue,
            _("The body may still answer: the due date has not passed."),
        )
        closed = deem(consultation, by)
        require(bool(closed), _("The questionnaires of this body are closed."))
        void_reports(application)
        acting.record(
            "questions.deem",
            application.reference,
            body=consultation.body.code,
            lists=[sheet.code for sheet in closed],
        )
        return closed


def deem(consultation: Consultation, by: User) -> list[Questionnaire]:
    """Close what the consulted body left open; the caller has asked whether that may be."""
    sheets = list(
        Questionnaire.objects.open().filter(
            application_id=consultation.application_id,
            revision=consultation.revision,
            body_id=consultation.body_id,
        )
    )
    Questionnaire.objects.filter(pk__in=[sheet.pk for sheet in sheets]).update(
        deemed_by=by, deemed_at=timezone.now()
    )
    return sheets


def authors(sheet: Questionnaire) -> set[int]:
    """Who wrote the answers that stand."""
    return {answer.by_id for answer in sheet.standing_answers().values()}


def by_desk(sheet: Questionnaire) -> bool:
    """Answered by the working body's own desk, or from a letter."""
    return bool(sheet.letter_number) or is_own(sheet.application, sheet.body)


def is_own(application: Application, body: StateBody) -> bool:
    """The working body itself: it is asked its lists without being consulted."""
    return not any(
        one.body_id == body.pk and one.revision == application.revision
        for one in application.consultations.all()
    )


def _answerable(application_id: int) -> Application:
    application = lock(application_id)
    require(application.state in ASSESSABLE, _("The application is no longer open for answers."))
    return application


def _sheets(application: Application, body_id: int) -> list[Questionnaire]:
    found = list(
        Questionnaire.objects.filter(application=application, revision=application.revision, body_id=body_id)
        .select_related("body")
        .prefetch_related("answers")
    )
    require(bool(found), _("No questions are put to this body."))
    for sheet in found:
        sheet.application = application
    return found
