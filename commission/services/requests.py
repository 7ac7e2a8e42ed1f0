"""Requests for information: written by the desk, sent, answered by the applicant, closed or withdrawn.

A request stops internal counters only (`services.clocks.ask_applicant`); the statutory total goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, ledger, permissions, sides
from commission.documents.storage import Received
from commission.models import Application, InformationRequest, PaperEntry, RequestQuestion
from commission.models.correspondence import Subject
from commission.procedure.requests import MOST_QUESTIONS, STAGES
from commission.services.attachments import keep_document
from commission.services.calendar import calendar
from commission.services.clocks import applicant_answered, ask_applicant, request_run
from commission.services.desk import allow, lock, require
from commission.services.letters import queue_matter, tell_applicant
from commission.states import PENDING, RequestState, State
from registry.journal.writing import Act, act
from registry.models import User

ANSWER = "Q"
"""The code of a document that answers a question."""


@dataclass(frozen=True, slots=True)
class RequestData:
    """A list of questions as typed by the desk."""

    questions: Sequence[str]
    working_days: int
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class AnswerData:
    """What the applicant writes to one question: words, a new file with its title, documents taken back."""

    text: str
    title: str = ""
    received: Received | None = None
    removed: frozenset[int] = field(default=frozenset())


def is_late(application: Application) -> bool:
    """Whether another list went out in this stage: the next one is late, says why and is counted."""
    stage = STAGES.get(State(application.state))
    return (
        application.information_requests.sent()
        .filter(revision=application.revision, stage=stage, withdrawn_at__isnull=True)
        .exists()
    )


def draft_request(*, application_id: int, by: User, data: RequestData) -> InformationRequest:
    """Write the case's draft, or write it anew; the applicant sees nothing of it."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_process(application, by))
        stage = STAGES.get(State(application.state))
        require(stage is not None, _("The applicant is asked between the registration and the Government."))
        require(bool(data.questions), _("Write at least one question."))
        require(len(data.questions) <= MOST_QUESTIONS, _("One list holds at most 40 questions."))
        require(data.working_days > 0, _("Give a number of working days."))
        late = is_late(application)
        require(
            not late or bool(data.late_reason.strip()),
            _("A list went out in this stage already: say why these questions could not be asked with it."),
        )
        draft = application.information_requests.filter(
            sent_at__isnull=True, withdrawn_at__isnull=True
        ).first()
        if draft is None:
            draft = InformationRequest(application=application)
        draft.revision, draft.stage, draft.working_days = application.revision, str(stage), data.working_days
        draft.late, draft.late_reason = late, data.late_reason.strip() if late else ""
        draft.drafted_by = by
        draft.save()
        draft.questions.all().delete()
        RequestQuestion.objects.bulk_create(
            RequestQuestion(request=draft, number=number, text=text.strip())
            for number, text in enumerate(data.questions, start=1)
        )
        acting.record("request.draft", application.reference, request=draft.pk, late=late)
        return draft


def send_request(*, request_id: int, by: User) -> InformationRequest:
    """Send the draft: the applicant's time begins, internal counters stand still, letters go out. Twice is once."""
    with act(by=by) as acting:
        found = _locked(request_id)
        application = found.application
        allow(permissions.may_process(application, by))
        if found.state == RequestState.SENT and found.sent_by_id == by.pk:
            return found
        require(found.state == RequestState.DRAFT, _("This request has been sent or withdrawn already."))
        stage = STAGES.get(State(application.state))
        require(
            stage == found.stage and found.revision == application.revision,
            _("The case has moved on since the request was written: write it anew."),
        )
        require(
            found.late == is_late(application),
            _("Another list went out meanwhile: write this one anew and say why it is late."),
        )
        today = timezone.localdate()
        found.sent_by, found.sent_at = by, timezone.now()
        ask_applicant(
            application_id=application.pk, request_id=found.pk, working_days=found.working_days, by=by
        )
        counted = ledger.counts(application.clock.order_by("pk"))[request_run(found.pk)]
        found.due_on = counted.due_on(calendar(today))
        found.save(update_fields=["sent_by", "sent_at", "due_on"])
        jobs.enqueue_paper(Subject.REQUEST, found.pk, application_id=application.pk)
        tell_applicant("request_sent", application, found.pk)
        acting.record("request.send", application.reference, request=found.pk, late=found.late)
        return found


def save_answers(
    *, request_id: int, by: User, answers: Mapping[int, AnswerData], send: bool = False
) -> InformationRequest:
    """The applicant writes answers by question number; with `send` the whole list goes to the desk, once.
    An officer types those that came on paper (`services.paper_entries`), and hands them over instead of sending.

    Nobody else sees an answer before it is sent. Sending needs an answer or a document to every question.
    """
    with act(by=by) as acting:
        found = _locked(request_id)
        application = found.application
        entry = sides.typed_entry(application, by)
        typed = entry is not None and entry.request_id == found.pk and permissions.may_type(application, by)
        allow(typed or permissions.is_applicant(application, by))
        require(not (typed and send), _("Hand the entry over: a second person compares it with the scans."))
        if send and found.state == RequestState.ANSWERED and found.answered_by_id == by.pk:
            return found
        require(
            found.is_waiting and application.state in PENDING,
            _("This request no longer waits for an answer."),
        )
        for question in found.questions.all():
            if question.number in answers:
                _save(question, application, by, answers[question.number], acting)
        acting.record("request.save", application.reference, request=found.pk)
        if send:
            _send_answers(found, application, by, acting)
        return found


def _save(
    question: RequestQuestion, application: Application, by: User, data: AnswerData, acting: Act
) -> None:
    question.answer = data.text.strip()
    question.save(update_fields=["answer"])
    question.documents.filter(pk__in=data.removed, removed_at__isnull=True).update(removed_at=timezone.now())
    if data.received is not None:
        document = keep_document(
            application, by=by, code=ANSWER, title=data.title, received=data.received, acting=acting
        )
        question.documents.add(document)


def require_answers(found: InformationRequest) -> None:
    """CannotProceed unless every question has an answer or a document."""
    left = [
        str(question.number)
        for question in found.questions.prefetch_related("documents")
        if not question.answer and not question.files()
    ]
    require(not left, _("Answer every question before you send: %(numbers)s.") % {"numbers": ", ".join(left)})


def take_answers(entry: PaperEntry, *, by: User, acting: Act) -> None:
    """What was typed from a paper is the answer, of the day on which the paper was received: the applicant's time ends
    with that day. Inside the caller's act, with the case locked."""
    assert entry.request_id is not None
    found = _locked(entry.request_id)
    require(
        found.is_waiting and found.application.state in PENDING,
        _("This request no longer waits for an answer."),
    )
    _send_answers(found, found.application, by, acting, entry=entry)


def _send_answers(
    found: InformationRequest,
    application: Application,
    by: User,
    acting: Act,
    *,
    entry: PaperEntry | None = None,
) -> None:
    require_answers(found)
    found.answered_by, found.answered_at, found.answered_from = by, timezone.now(), entry
    found.save(update_fields=["answered_by", "answered_at", "answered_from"])
    on = entry.received_on if entry is not None else None
    applicant_answered(application_id=application.pk, request_id=found.pk, by=by, on=on)
    if application.officer is not None:
        queue_matter("request_answered", application, found.pk, to=application.officer)
    acting.record("request.answer", application.reference, request=found.pk)


def close_request(*, request_id: int, by: User) -> InformationRequest:
    """The desk has read the answers and asks no more of this list."""
    with act(by=by) as acting:
        found = _locked(request_id)
        allow(permissions.may_process(found.application, by))
        if found.state == RequestState.CLOSED and found.closed_by_id == by.pk:
            return found
        require(found.state == RequestState.ANSWERED, _("Only an answered request can be closed."))
        found.closed_by, found.closed_at = by, timezone.now()
        found.save(update_fields=["closed_by", "closed_at"])
        acting.record("request.close", found.application.reference, request=found.pk)
        return found


def withdraw_request(*, request_id: int, by: User, reason: str) -> InformationRequest:
    """Take the request back before an answer; a sent one lets the counters go on, and the applicant is told."""
    with act(by=by) as acting:
        found = _locked(request_id)
        application = found.application
        allow(permissions.may_process(application, by))
        if found.state == RequestState.WITHDRAWN and found.withdrawn_by_id == by.pk:
            return found
        require(bool(reason.strip()), _("Give the reason."))
        require(
            found.state in (RequestState.DRAFT, RequestState.SENT),
            _("This request has been answered or withdrawn already."),
        )
        was_sent = found.is_waiting
        found.withdrawn_by, found.withdrawn_at = by, timezone.now()
        found.end_reason = reason.strip()
        found.save(update_fields=["withdrawn_by", "withdrawn_at", "end_reason"])
        if was_sent:
            _let_go_on(found, application, by)
            tell_applicant("request_withdrawn", application, found.pk)
        acting.record("request.withdraw", application.reference, request=found.pk)
        return found


def _let_go_on(found: InformationRequest, application: Application, by: User) -> None:
    """The end of a case has stopped its clocks already; else the applicant's ends here."""
    counted = ledger.counts(application.clock.order_by("pk")).get(request_run(found.pk))
    if counted is not None and counted.stopped_on is None:
        applicant_answered(application_id=application.pk, request_id=found.pk, by=by)


def _locked(request_id: int) -> InformationRequest:
    application = lock(InformationRequest.objects.values_list("application_id", flat=True).get(pk=request_id))
    found = InformationRequest.objects.get(pk=request_id)
    found.application = application
    return found
