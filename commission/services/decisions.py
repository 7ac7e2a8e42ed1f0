"""The Government's decision: recorded once, with its decree; then told to the applicant."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, permissions, workflow
from commission.models import Application, Condition, Decision, Event, ProposedCondition
from commission.services.conditions import conditions_to_decree, due_on
from commission.services.decrees import parity_sentences
from commission.services.desk import CannotProceed, lock, require
from commission.services.restrictions import missing_records
from commission.states import Motion, State
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import User

VERB_OF = {
    Motion.GRANT: "permit",
    Motion.GRANT_WITH_CONDITIONS: "permit_with_conditions",
    Motion.REFUSE: "refuse",
}


@dataclass(frozen=True, slots=True)
class DecisionData:
    """A decree as typed by the Government office; `conditions` are ids of those proposed to it or added by it."""

    outcome: Motion
    number: str
    date: dt.date
    text_kk: str
    text_ru: str
    conditions: tuple[int, ...] = ()
    internal_reasons: str = ""
    deviation_reason: str = ""
    term_until: dt.date | None = None
    # A refusal whose outgoing text gives no reasons (SPL 187(3)).
    unreasoned: bool = False
    # Who decided, and the act that gives the competence (NSL 17(3), 28).
    signed_by: str = ""
    competence: str = ""


def record_decision(*, application_id: int, by: User, data: DecisionData, key: str = "") -> Event:
    """Record the decree and move the case; the loser of a race is told who decided and when."""
    with act(by=by) as acting:
        application = lock(application_id)
        if application.state == State.BEFORE_GOVERNMENT and permissions.is_government(application, by):
            conditions = conditions_to_decree(application, data.outcome, data.conditions)
            _check(application, data, conditions)
            decision = _write(application, by, data, conditions)
            acting.record(
                "decision.record", application.reference, decision=decision.pk, outcome=str(data.outcome)
            )
        event = workflow.fire(
            application_id,
            VERB_OF[data.outcome],
            by=by,
            key=key,
            words=Words(note=data.internal_reasons, act_number=data.number, act_date=data.date),
        )
        jobs.enqueue(
            key=f"notice:{application_id}",
            kind="notice",
            application_id=application_id,
            subject=str(event.pk),
        )
        return event


def _check(application: Application, data: DecisionData, conditions: list[ProposedCondition]) -> None:
    differing = parity_sentences(application, data.text_kk, data.text_ru)
    if differing:
        raise CannotProceed(_("The Kazakh and Russian texts differ. Make them agree."), *differing)
    require(
        data.term_until is None
        or (data.outcome != Motion.REFUSE and data.term_until >= timezone.localdate()),
        _("The term of the permission must end later, and a refusal has none."),
    )
    require(data.date <= timezone.localdate(), _("The decree cannot be dated in the future."))
    require(
        data.outcome == application.recommendation() or bool(data.deviation_reason.strip()),
        _("The decision differs from the recommendation: give the reason."),
    )
    require(
        bool(data.signed_by.strip() and data.competence.strip()),
        _("Name who decided and the act that gives the competence (NSL 17(3), 28)."),
    )
    require(
        data.outcome == Motion.REFUSE or not data.unreasoned,
        _("Only a refusal can be without reasons (SPL 187(3))."),
    )
    missing = missing_records(
        application, outcome=data.outcome, conditions=conditions, unreasoned=data.unreasoned
    )
    if missing:
        raise CannotProceed(*missing)
    require(
        not Decision.objects.filter(number=data.number, date=data.date).exists(),
        _("A decree with this number and date is already recorded. Check the number."),
    )


def _write(
    application: Application, by: User, data: DecisionData, conditions: list[ProposedCondition]
) -> Decision:
    decision = Decision.objects.create(
        application=application,
        outcome=data.outcome,
        number=data.number,
        date=data.date,
        text_kk=data.text_kk,
        text_ru=data.text_ru,
        internal_reasons=data.internal_reasons,
        deviation_reason=data.deviation_reason,
        recommended=application.recommendation(),
        unreasoned=data.unreasoned,
        signed_by=data.signed_by.strip(),
        competence=data.competence.strip(),
        term_until=data.term_until,
        recorded_by=by,
    )
    Condition.objects.bulk_create(
        [
            Condition(
                decision=decision,
                position=position,
                proposed=proposed,
                **proposed.terms() | {"due_on": due_on(proposed, data.date)},
            )
            for position, proposed in enumerate(conditions, start=1)
        ]
    )
    if data.term_until is not None:
        after = dt.datetime.combine(data.term_until + dt.timedelta(days=1), dt.time.min)
        jobs.enqueue(
            key=f"lapse:{application.pk}",
            kind="lapse",
            application_id=application.pk,
            run_after=timezone.make_aware(after),
        )
    return decision
