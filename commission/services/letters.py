"""Letters: one job each, written with the event that is reported, sent by the worker."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.mail import EmailMessage
from django.utils import timezone, translation

from commission import jobs, permissions
from commission.jobs import Claim
from commission.models import (
    AccountLink,
    Appeal,
    Application,
    Clarification,
    Conclusion,
    Consultation,
    Event,
    FactRemark,
    InformationRequest,
    Inquiry,
    Job,
    Letter,
    MaterialChange,
    Obligation,
    ObligationStep,
    PriorityStep,
    ProsecutorAct,
    Reminder,
    Session,
)
from commission.models.correspondence import Direction, Subject
from commission.notices.letters import (
    compose,
    compose_absence,
    compose_inquiry,
    compose_matter,
    compose_proof,
    compose_reminder,
    compose_sitting,
)
from commission.queries_absences import standing_in_for
from commission.services.correspondence import issue, number_paper
from commission.services.genuineness import content_digest, proof_of
from commission.services.posted_letters import post_letter, write_for_post
from commission.services.representation import applicants_side
from registry.journal.writing import act
from registry.models import Absence, Appointment, User
from registry.roles import Role

# Notes between the authority's own people: no correspondence, and an act of the prosecutor is not for every reader.
_UNNUMBERED = frozenset(
    {
        "reminder",
        "act_filed",
        "act_answered",
        "asked",
        "clarification_asked",
        "appeal_filed",
        "appeal_due",
        "clarification_due",
        "priority_waits",
        "priority_withdrawn",
        "registry_after",
        "back_to_review",
        "contract_reported",
        "contract_to_enter",
        "remark_made",
        "evidence_sent",
        "request_answered",
        "waiver_proposed",
        "change_reported",
    }
)
# Letters about a matter beside the road: a row of its own, mostly with a last day.
_MATTERS: dict[str, Any] = {
    "asked": Consultation,
    "act_filed": ProsecutorAct,
    "act_answered": ProsecutorAct,
    "clarification_asked": Clarification,
    "clarified": Clarification,
    "request_sent": InformationRequest,
    "request_answered": InformationRequest,
    "request_withdrawn": InformationRequest,
    "contract_reported": Conclusion,
    "contract_returned": Conclusion,
    "contract_to_enter": Conclusion,
    "contract_entered": Conclusion,
    "remark_made": FactRemark,
    "remark_answered": FactRemark,
    "appeal_filed": Appeal,
    "appeal_due": Appeal,
    "clarification_due": Clarification,
    "appeal_decided": Appeal,
    "priority_waits": PriorityStep,
    "priority_told": PriorityStep,
    "priority_withdrawn": PriorityStep,
    "obligation_made": Obligation,
    "obligation_soon": Obligation,
    "obligation_due": Obligation,
    "obligation_overdue": Obligation,
    "obligation_checked": ObligationStep,
    "evidence_sent": ObligationStep,
    "waiver_proposed": ObligationStep,
    "change_reported": MaterialChange,
    "consulted_anew": Consultation,
    "account_linked": AccountLink,
}

# Letters that go by post are in Russian; people with an account have chosen their language.
_POSTED = "ru"

# Notes to the people of a session.
SITTING_KINDS = frozenset({"papers", "minutes"})
# About an inquiry, which is of no case; the first has a number, the others are notes in the house.
INQUIRY_KINDS = frozenset({"notice_received", "notice_came", "overdue_opened"})
# Notes about a desk: of no one case either.
ABSENCE_KINDS = frozenset({"absence_begins", "absence_ended"})


def holders(role: Role, **narrowed: int) -> list[User]:
    """People in an office today."""
    appointments = Appointment.objects.in_force().filter(role=role, user__is_active=True, **narrowed)
    return [appointment.user for appointment in appointments.select_related("user").order_by("pk")]


def with_substitute(receiver: User, application: Application | None = None) -> list[User]:
    """The person and, while they are away, whoever sits at their desk.

    Of a case: what goes to a party goes to no desk of theirs, and what goes to a desk to no party that sits there.
    """
    if application is None:
        return [receiver, *standing_in_for(receiver)]
    if not permissions.may_be_officer(application, receiver):
        return [receiver]
    at_desk = standing_in_for(receiver)
    return [receiver, *(one for one in at_desk if permissions.may_be_officer(application, one))]


def queue_letter(kind: str, event: Event, *, to: User | None = None) -> None:
    """Tell a person about an event, by default the applicant and whoever may receive for them; once each.

    An applicant without an account is told by post (`posted_letters`).
    """
    if to is None:
        post_letter(kind, event.application, event.pk)
    receivers = (
        with_substitute(to, event.application) if to is not None else applicants_side(event.application)
    )
    for receiver in receivers:
        jobs.enqueue(
            key=f"letter:{kind}:{event.pk}:{receiver.pk}",
            kind="letter",
            application_id=event.application_id,
            subject=f"{kind}:{event.pk}:{receiver.pk}",
        )


def tell_bodies(asked: Iterable[Consultation], event: Event) -> None:
    """A letter to everybody who answers for a body that was asked."""
    answering = Appointment.objects.in_force().filter(
        role=Role.CONSULTED,
        body_id__in=[consultation.body_id for consultation in asked],
        user__is_active=True,
    )
    for appointment in answering.select_related("user"):
        queue_letter("consulted", event, to=appointment.user)


def queue_reminder(reminder: Reminder, *, to: User) -> None:
    """Remind a person of a term; once per reminder and person."""
    for receiver in with_substitute(to, reminder.application):
        jobs.enqueue(
            key=f"letter:reminder:{reminder.pk}:{receiver.pk}",
            kind="letter",
            application_id=reminder.application_id,
            subject=f"reminder:{reminder.pk}:{receiver.pk}",
        )


def letter_key(kind: str, row_id: int, receiver: User) -> str:
    """What makes one letter of a kind about a row to a person."""
    return f"letter:{kind}:{row_id}:{receiver.pk}"


def queue_matter(kind: str, application: Application, row_id: int, *, to: User) -> None:
    """Tell a person about a matter beside the road; once per row, kind and person."""
    for receiver in with_substitute(to, application):
        jobs.enqueue(
            key=letter_key(kind, row_id, receiver),
            kind="letter",
            application_id=application.pk,
            subject=f"{kind}:{row_id}:{receiver.pk}",
        )


def tell_applicant(kind: str, application: Application, row_id: int) -> None:
    """Tell the applicant and whoever may receive for them about a matter beside the road; or by post."""
    post_letter(kind, application, row_id)
    for receiver in applicants_side(application):
        queue_matter(kind, application, row_id, to=receiver)


def queue_inquiry(kind: str, inquiry: Inquiry, *, to: User | None) -> None:
    """Tell a person about an inquiry; nobody: whoever gave the notice on paper."""
    for receiver in with_substitute(to) if to is not None else [None]:
        number = receiver.pk if receiver is not None else 0
        jobs.enqueue(
            key=f"letter:{kind}:{inquiry.pk}:{number}", kind="letter", subject=f"{kind}:{inquiry.pk}:{number}"
        )


def queue_absence(kind: str, absence: Absence, *, to: User, on: date) -> None:
    """Tell a person, on the day `on` (today, or when it comes), that a desk is in other hands, or is so no longer."""
    morning = timezone.make_aware(datetime.combine(on, time.min))
    jobs.enqueue(
        key=f"letter:{kind}:{absence.pk}:{to.pk}",
        kind="letter",
        subject=f"{kind}:{absence.pk}:{to.pk}",
        run_after=max(morning, timezone.now()),
    )


def send_letter(claim: Claim) -> None:
    """Compose in the receiver's language and send. The job's key is the Message-ID: mail servers drop a repetition.

    A letter to a participant has a number in the register of correspondence; notes in the house have none.
    """
    job = Job.objects.get(pk=claim.job_id)
    kind, row_id, receiver_id = job.subject.split(":")
    if receiver_id == "post":
        row = _MATTERS.get(kind, Event).objects.get(pk=row_id)
        assert job.application is not None
        write_for_post(claim, kind, job.application, row)
        return
    if kind in INQUIRY_KINDS:
        _send_of_inquiry(claim, job, kind, Inquiry.objects.select_related("object").get(pk=row_id))
        return
    receiver = User.objects.get(pk=receiver_id)
    if kind in SITTING_KINDS | ABSENCE_KINDS:
        _send_in_house(claim, job, receiver, _of_house(kind, int(row_id), receiver))
        return
    application, subject, body = _composed(kind, int(row_id), receiver)
    letter = None
    if kind not in _UNNUMBERED:
        letter = number_paper(
            key=job.key,
            subject=Subject.LETTER,
            application=application,
            correspondent=receiver.full_name,
            content_sha256=content_digest({"subject": subject, "body": body}),
        )
        with translation.override(receiver.language):
            body = f"{body}\n\n{compose_proof(proof_of(letter))}"
    message = EmailMessage(
        subject,
        body,
        to=_addresses(application, receiver),
        headers={"Message-ID": f"<{job.key.replace(':', '.')}@commission.invalid>"},
    )
    message.send()
    with act(by=None), jobs.finishing(claim):
        if letter is not None:
            issue(letter)


def _send_of_inquiry(claim: Claim, job: Job, kind: str, inquiry: Inquiry) -> None:
    """By e-mail where there is an address; else the desk posts the letter, whose number and text its page shows."""
    receiver = User.objects.filter(pk=job.subject.split(":")[2]).first()
    name = receiver.full_name if receiver else inquiry.notifier
    address = receiver.email if receiver else inquiry.notifier_email
    with translation.override(receiver.language if receiver else _POSTED):
        subject, body = compose_inquiry(kind, inquiry=inquiry, name=name)
        letter = None
        if kind == "notice_received":
            letter = number_paper(
                key=job.key,
                subject=Subject.LETTER,
                application=None,
                inquiry=inquiry,
                correspondent=name,
                content_sha256=content_digest({"subject": subject, "body": body}),
            )
            body = f"{body}\n\n{compose_proof(proof_of(letter))}"
    if address:
        message_id = f"<{job.key.replace(':', '.')}@commission.invalid>"
        EmailMessage(subject, body, to=[address], headers={"Message-ID": message_id}).send()
    with act(by=None), jobs.finishing(claim):
        if letter is not None:
            issue(letter)


def answer_to_notice(inquiry: Inquiry) -> tuple[str, str] | None:
    """Subject and body of the numbered answer to a notice on paper, to be posted; None before it is made."""
    letter = Letter.objects.filter(inquiry=inquiry, direction=Direction.OUT, issued_at__isnull=False).first()
    if letter is None:
        return None
    with translation.override(_POSTED):
        subject, body = compose_inquiry("notice_received", inquiry=inquiry, name=inquiry.notifier)
        return subject, f"{body}\n\n{compose_proof(proof_of(letter))}"


def _send_in_house(claim: Claim, job: Job, receiver: User, words: tuple[str, str] | None) -> None:
    """A note in the house about no one case: it has no number. None: there is nothing to tell any more."""
    if words is not None:
        message_id = f"<{job.key.replace(':', '.')}@commission.invalid>"
        EmailMessage(*words, to=[receiver.email], headers={"Message-ID": message_id}).send()
    with act(by=None), jobs.finishing(claim):
        pass


def _of_house(kind: str, row_id: int, receiver: User) -> tuple[str, str] | None:
    """Subject and body in the receiver's language of a note about a session or an absence."""
    with translation.override(receiver.language):
        if kind in SITTING_KINDS:
            return compose_sitting(kind, session=Session.objects.get(pk=row_id), receiver=receiver)
        absence = Absence.objects.select_related("person", "substitute").get(pk=row_id)
        if kind == "absence_begins" and not absence.holds_today:
            return None  # ended before it began, or over before the worker came to it
        return compose_absence(kind, absence=absence, receiver=receiver)


def _composed(kind: str, row_id: int, receiver: User) -> tuple[Application, str, str]:
    """The application, and subject and body in the receiver's language, of a letter on an event, reminder or matter."""
    if kind in _MATTERS:
        matter = _MATTERS[kind].objects.get(pk=row_id)
        of = _case_of(matter)
        with translation.override(receiver.language):
            return of, *compose_matter(
                kind, application=of, due_on=getattr(matter, "due_on", None), receiver=receiver
            )
    if kind == "reminder":
        reminder = Reminder.objects.select_related("application", "consultation__body").get(pk=row_id)
        with translation.override(receiver.language):
            return reminder.application, *compose_reminder(reminder, receiver=receiver)
    event = Event.objects.select_related("application__object").get(pk=row_id)
    with translation.override(receiver.language):
        return event.application, *compose(
            kind, application=event.application, event=event, receiver=receiver
        )


def _case_of(matter: Any) -> Application:
    """The application that a matter beside the road belongs to."""
    if isinstance(matter, Clarification | Appeal):
        return matter.decision.application
    found: Application = matter.track.application if isinstance(matter, PriorityStep) else matter.application
    return found


def _addresses(application: Application, receiver: User) -> list[str]:
    """The account's address and, for the applicant, the one named in the application for questions on the case."""
    addresses = [receiver.email]
    if receiver.pk == application.applicant_id:
        contacts = application.declared_parties.filter(role="applicant").values_list("email", flat=True)
        addresses += [contact for contact in contacts if contact and contact not in addresses]
    return addresses
