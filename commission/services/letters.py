"""Letters: one job each, written with the event that is reported, sent by the worker."""

from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMessage
from django.utils import translation

from commission import jobs
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
    Job,
    MaterialChange,
    Obligation,
    ObligationStep,
    PriorityStep,
    ProsecutorAct,
    Reminder,
    Session,
)
from commission.models.correspondence import Subject
from commission.notices.letters import (
    compose,
    compose_matter,
    compose_proof,
    compose_reminder,
    compose_sitting,
)
from commission.services.absences import standing_in_for
from commission.services.correspondence import issue, number_paper
from commission.services.genuineness import content_digest, proof_of
from commission.services.posted_letters import post_letter, write_for_post
from commission.services.representation import applicants_side
from registry.journal.writing import act
from registry.models import Appointment, User
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

# Notes to the people of a session.
SITTING_KINDS = frozenset({"papers", "minutes"})


def holders(role: Role, **narrowed: int) -> list[User]:
    """People in an office today."""
    appointments = Appointment.objects.in_force().filter(role=role, user__is_active=True, **narrowed)
    return [appointment.user for appointment in appointments.select_related("user").order_by("pk")]


def with_substitute(receiver: User) -> list[User]:
    """The person and, while they are away, whoever sits at their desk."""
    return [receiver, *standing_in_for(receiver)]


def queue_letter(kind: str, event: Event, *, to: User | None = None) -> None:
    """Tell a person about an event, by default the applicant and whoever may receive for them; once each.

    An applicant without an account is told by post (`posted_letters`).
    """
    if to is None:
        post_letter(kind, event.application, event.pk)
    for receiver in with_substitute(to) if to is not None else applicants_side(event.application):
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
    for receiver in with_substitute(to):
        jobs.enqueue(
            key=f"letter:reminder:{reminder.pk}:{receiver.pk}",
            kind="letter",
            application_id=reminder.application_id,
            subject=f"reminder:{reminder.pk}:{receiver.pk}",
        )


def queue_matter(kind: str, application: Application, row_id: int, *, to: User) -> None:
    """Tell a person about a matter beside the road; once per row, kind and person."""
    for receiver in with_substitute(to):
        jobs.enqueue(
            key=f"letter:{kind}:{row_id}:{receiver.pk}",
            kind="letter",
            application_id=application.pk,
            subject=f"{kind}:{row_id}:{receiver.pk}",
        )


def tell_applicant(kind: str, application: Application, row_id: int) -> None:
    """Tell the applicant and whoever may receive for them about a matter beside the road; or by post."""
    post_letter(kind, application, row_id)
    for receiver in applicants_side(application):
        queue_matter(kind, application, row_id, to=receiver)


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
    receiver = User.objects.get(pk=receiver_id)
    if kind in SITTING_KINDS:
        _send_of_sitting(claim, job, Session.objects.get(pk=row_id), receiver)
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


def _send_of_sitting(claim: Claim, job: Job, session: Session, receiver: User) -> None:
    """A note in the house about a session: of no one case, so it has no number."""
    kind = job.subject.split(":")[0]
    with translation.override(receiver.language):
        subject, body = compose_sitting(kind, session=session, receiver=receiver)
    message_id = f"<{job.key.replace(':', '.')}@commission.invalid>"
    EmailMessage(subject, body, to=[receiver.email], headers={"Message-ID": message_id}).send()
    with act(by=None), jobs.finishing(claim):
        pass


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
