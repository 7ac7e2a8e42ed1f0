"""The prosecutor's acts (NSL 27): filed, answered by the head, closed or withdrawn. Never told to a participant."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, permissions
from commission.documents.storage import Received
from commission.models import Application, Document, ProsecutorAct
from commission.models.package import SUPERVISION
from commission.services.desk import allow, lock, require
from commission.services.letters import holders, queue_matter
from commission.states import PENDING, ActKind, Marking, State
from registry.journal.writing import Act, act
from registry.models import User
from registry.roles import Role


@dataclass(frozen=True, slots=True)
class ActData:
    """An act as the prosecutor's office issued it."""

    kind: ActKind
    number: str
    date: dt.date
    text: str
    due_on: dt.date
    suspends: bool = False


def file_act(
    *, application_id: int, by: User, data: ActData, received: Received | None = None, key: str = ""
) -> ProsecutorAct:
    """Put an act on a filed case; it suspends the case only where it says so. The head is told."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.may_supervise(application, by))
        repeated = application.prosecutor_acts.filter(key=key, filed_by=by).first() if key else None
        if repeated is not None:
            return repeated
        _check(application, data)
        filed = ProsecutorAct.objects.create(
            application=application,
            kind=data.kind,
            number=data.number.strip(),
            date=data.date,
            text=data.text.strip(),
            due_on=data.due_on,
            suspends=data.suspends,
            document=_attach(application, by, data.number, received, acting),
            filed_by=by,
            key=key,
        )
        for head in holders(Role.HEAD):
            if permissions.is_head(application, head):
                queue_matter("act_filed", application, filed.pk, to=head)
        acting.record(
            "supervision.file",
            application.reference,
            prosecutor_act=filed.pk,
            kind=str(data.kind),
            suspends=data.suspends,
        )
        return filed


def _check(application: Application, data: ActData) -> None:
    today = timezone.localdate()
    number = data.number.strip()
    require(application.state != State.DRAFT, _("The application has not been filed."))
    require(bool(number and data.text.strip()), _("Give the act's number and text."))
    require(data.date <= today, _("The act cannot be dated in the future."))
    require(data.due_on >= today, _("The answer cannot be due before today."))
    require(
        not data.suspends or application.state in PENDING,
        _("The case has been decided or has ended: there is nothing left to suspend."),
    )
    require(
        not ProsecutorAct.objects.filter(kind=data.kind, number=number, date=data.date).exists(),
        _("An act of this kind with this number and date is already recorded. Check the number."),
    )


def _attach(
    application: Application, by: User, number: str, received: Received | None, acting: Act
) -> Document | None:
    """A paper of supervision: on no list of the case's documents, inspected as any other."""
    if received is None:
        return None
    document = Document.objects.create(
        application=application,
        code=SUPERVISION,
        title=number.strip(),
        marking=Marking.COMMERCIAL,
        file_name=received.file_name,
        content_type=received.content_type,
        size=received.size,
        sha256=received.sha256,
        internal=True,
        received_on=timezone.localdate(),
        uploaded_by=by,
    )
    jobs.enqueue(
        key=f"inspection:{document.pk}",
        kind="inspection",
        application_id=application.pk,
        subject=str(document.pk),
    )
    acting.record(
        "document.attach",
        application.reference,
        document=document.pk,
        sha256=document.sha256,
        code=SUPERVISION,
    )
    return document


def answer_act(*, act_id: int, by: User, answer: str, received: Received | None = None) -> ProsecutorAct:
    """The head answers, once; what the act had suspended goes on. The same answer sent twice is one."""
    with act(by=by) as acting:
        found = _locked(act_id)
        application = found.application
        allow(permissions.is_head(application, by))
        text = answer.strip()
        if (found.answer, found.answered_by_id) == (text, by.pk):
            return found
        require(bool(text), _("Write the answer."))
        require(found.is_waiting, _("This act no longer waits for an answer."))
        found.answer, found.answered_by, found.answered_at = text, by, timezone.now()
        found.answer_document = _attach(application, by, found.number, received, acting)
        found.save(update_fields=["answer", "answered_by", "answered_at", "answer_document"])
        queue_matter("act_answered", application, found.pk, to=found.filed_by)
        acting.record("supervision.answer", application.reference, prosecutor_act=found.pk)
        return found


def withdraw_act(*, act_id: int, by: User, reason: str) -> ProsecutorAct:
    """The prosecutor takes an act back before it is answered, with the reason."""
    with act(by=by) as acting:
        found = _locked(act_id)
        allow(permissions.may_supervise(found.application, by))
        require(bool(reason.strip()), _("Give the reason."))
        require(found.is_waiting, _("Only an act that waits for an answer can be withdrawn."))
        found.withdrawn_at, found.ended_by, found.end_reason = timezone.now(), by, reason.strip()
        found.save(update_fields=["withdrawn_at", "ended_by", "end_reason"])
        acting.record("supervision.withdraw", found.application.reference, prosecutor_act=found.pk)
        return found


def close_act(*, act_id: int, by: User, reason: str = "") -> ProsecutorAct:
    """The prosecutor is satisfied with the answer, or ends the matter with a word on it."""
    with act(by=by) as acting:
        found = _locked(act_id)
        allow(permissions.may_supervise(found.application, by))
        require(
            found.answered_at is not None and found.closed_at is None,
            _("Only an act that has been answered can be closed."),
        )
        found.closed_at, found.ended_by, found.end_reason = timezone.now(), by, reason.strip()
        found.save(update_fields=["closed_at", "ended_by", "end_reason"])
        acting.record("supervision.close", found.application.reference, prosecutor_act=found.pk)
        return found


def _locked(act_id: int) -> ProsecutorAct:
    """The fresh act, its case locked."""
    application = lock(ProsecutorAct.objects.values_list("application_id", flat=True).get(pk=act_id))
    found = ProsecutorAct.objects.select_related("filed_by").get(pk=act_id)
    found.application = application
    return found
