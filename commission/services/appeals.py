"""Appeals against a decision: filed on the applicant's page, decided by the head or entered from a court's act."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions, workflow
from commission.models import Appeal, Application, Decision, policy
from commission.models.appeal import AppealOutcome, Decider
from commission.services.calendar import calendar
from commission.services.desk import allow, allow_party, lock, require
from commission.services.endings import end_permission
from commission.services.following import carry_on, opened_after
from commission.services.letters import holders, queue_matter, tell_applicant
from commission.states import APPEALABLE, Task
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role


def file_appeal(
    *, application_id: int, by: User, ground: str, late_reason: str = "", key: str = ""
) -> Appeal:
    """The applicant appeals, once told of the decision; after the last day it is taken and marked late."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow_party(application, by, Task.ANSWER)
        decision = Decision.objects.filter(application=application, notified_at__isnull=False).first()
        require(decision is not None, _("There is no decision yet that could be appealed against."))
        assert decision is not None
        repeated = decision.appeals.filter(key=key).first() if key else None
        if repeated is not None:
            return repeated
        require(
            application.state in APPEALABLE,
            _("The decision no longer stands: there is nothing to appeal against."),
        )
        require(bool(ground.strip()), _("Give the ground of the appeal."))
        require(
            not decision.appeals.filter(decided_at__isnull=True).exists(),
            _("Your appeal has not been decided yet."),
        )
        today = timezone.localdate()
        late = decision.appeal_period_over
        filed = Appeal.objects.create(
            decision=decision,
            ground=ground.strip(),
            is_late=late,
            late_reason=late_reason.strip() if late else "",
            filed_by=by,
            due_on=calendar(today).add(today, policy.value("appeal_decision_days", on=today)),
            key=key,
        )
        for receiver in _told(application):
            queue_matter("appeal_filed", application, filed.pk, to=receiver)
        acting.record("appeal.file", application.reference, appeal=filed.pk, late=late)
        return filed


def _told(application: Application) -> list[User]:
    people = [application.officer] if application.officer is not None else []
    people += holders(Role.HEAD)
    return [one for one in dict.fromkeys(people) if permissions.may_process(application, one)]


@dataclass(frozen=True, slots=True)
class Ruling:
    """How an appeal was decided: by whom, with the act's number and date, and the reasons that the applicant reads."""

    outcome: AppealOutcome
    decider: Decider
    act_number: str
    act_date: date
    reasons: str


def decide_appeal(*, appeal_id: int, by: User, ruling: Ruling) -> Appeal:
    """The head decides, or enters what a court has decided; upheld, a linked case begins at the review."""
    with act(by=by) as acting:
        application = lock(
            Appeal.objects.values_list("decision__application_id", flat=True).get(pk=appeal_id)
        )
        allow(permissions.is_head(application, by))
        found = Appeal.objects.select_for_update(no_key=True, of=("self",)).get(pk=appeal_id)
        said = (ruling.outcome, ruling.decider, ruling.act_number.strip(), ruling.act_date)
        if (found.outcome, found.decider, found.act_number, found.act_date) == said:
            return found
        require(found.is_open, _("This appeal has been decided already."))
        require(
            bool(ruling.reasons.strip() and ruling.act_number.strip()),
            _("Give the reasons and the number of the act."),
        )
        require(ruling.act_date <= timezone.localdate(), _("The act cannot be dated in the future."))
        found.outcome, found.decider, found.act_number, found.act_date = said
        found.reasons, found.decided_by, found.decided_at = ruling.reasons.strip(), by, timezone.now()
        if ruling.outcome == AppealOutcome.UPHELD:
            found.new_case = _annul(application, by, found)
        found.save()
        tell_applicant("appeal_decided", application, found.pk)
        acting.record(
            "appeal.decide",
            application.reference,
            appeal=found.pk,
            outcome=str(ruling.outcome),
            decider=str(ruling.decider),
            new_case=found.new_case.reference if found.new_case else "",
        )
        if found.new_case is not None:
            found.new_case = carry_on(found.new_case, of=application).application
        return found


def _annul(application: Application, by: User, appeal: Appeal) -> Application:
    """Set the decision aside and open the case that carries the matter on."""
    words = Words(public_note=appeal.reasons, act_number=appeal.act_number, act_date=appeal.act_date)
    event = workflow.fire(application.pk, "annul", by=by, key=f"appeal:{appeal.pk}", words=words)
    end_permission(event)
    return opened_after(event.application)
