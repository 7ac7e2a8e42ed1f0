"""Clarification of a decision: asked by the applicant, answered by the desk or the Government office (NSL 17(2))."""

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Clarification, Decision, policy
from commission.services.calendar import calendar
from commission.services.desk import allow, allow_party, lock, require
from commission.services.letters import holders, queue_matter, tell_applicant
from commission.states import State, Task
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role


def ask_clarification(*, application_id: int, by: User, question: str, key: str = "") -> Clarification:
    """The applicant asks what a decision means, once told of it; one question at a time. Those who answer are told."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow_party(application, by, Task.ANSWER)
        decision = Decision.objects.filter(application=application, notified_at__isnull=False).first()
        require(
            decision is not None and application.state != State.DRAFT,
            _("There is no decision yet that could be clarified."),
        )
        assert decision is not None
        repeated = decision.clarifications.filter(key=key).first() if key else None
        if repeated is not None:
            return repeated
        require(bool(question.strip()), _("Write your question."))
        require(
            not decision.clarifications.filter(answered_at__isnull=True).exists(),
            _("Your last question has not been answered yet."),
        )
        today = timezone.localdate()
        days = policy.value("clarification_days", on=today)
        asked = Clarification.objects.create(
            decision=decision,
            question=question.strip(),
            asked_by=by,
            due_on=calendar(today).add(today, days),
            key=key,
        )
        for receiver in _answering(application):
            queue_matter("clarification_asked", application, asked.pk, to=receiver)
        acting.record("clarification.ask", application.reference, clarification=asked.pk)
        return asked


def _answering(application: Application) -> list[User]:
    """Who may answer and is told: the officer, the heads and the Government office."""
    people = [application.officer] if application.officer is not None else []
    people += [*holders(Role.HEAD), *holders(Role.GOVERNMENT)]
    return [one for one in dict.fromkeys(people) if permissions.may_clarify(application, one)]


def answer_clarification(*, clarification_id: int, by: User, answer: str) -> Clarification:
    """Explain, once; the applicant is told by letter. The same answer sent twice is one."""
    with act(by=by) as acting:
        application = lock(
            Clarification.objects.values_list("decision__application_id", flat=True).get(pk=clarification_id)
        )
        allow(permissions.may_clarify(application, by))
        found = Clarification.objects.get(pk=clarification_id)
        text = answer.strip()
        if (found.answer, found.answered_by_id) == (text, by.pk):
            return found
        require(bool(text), _("Write the answer."))
        require(found.is_waiting, _("This question has already been answered."))
        found.answer, found.answered_by, found.answered_at = text, by, timezone.now()
        found.save(update_fields=["answer", "answered_by", "answered_at"])
        tell_applicant("clarified", application, found.pk)
        acting.record("clarification.answer", application.reference, clarification=found.pk)
        return found
