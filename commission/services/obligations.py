"""Obligations: made from the decree's conditions, reported by the applicant, verified, waived.

Every act locks the case first. What was found is a step that is never changed; `Obligation.state` is its copy.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commission import permissions, permissions_after
from commission.documents.storage import Received
from commission.models import Application, Condition, Evidence, Obligation, ObligationStep, policy
from commission.models.obligation import OPEN, ObligationState, ObligationVerb
from commission.procedure import obligations as rules
from commission.procedure.conditions import Schedule, Trigger, Verifier
from commission.services.attachments import keep_document
from commission.services.calendar import calendar
from commission.services.desk import allow, lock, require
from commission.services.letters import holders, queue_matter, tell_applicant
from commission.states import State
from registry.journal.writing import act
from registry.models import User
from registry.roles import Role

EVIDENCE = "E"
"""Code of evidence among the documents."""

_VERDICTS = {
    ObligationVerb.MET: ObligationState.MET,
    ObligationVerb.NOT_MET: ObligationState.NOT_MET,
    ObligationVerb.MORE: ObligationState.MORE,
}


def make_obligations(*, application_id: int) -> int:
    """Due dates of the live conditions that are not there yet, up to the next one; how many were added."""
    with act(by=None) as acting:
        application = lock(application_id)
        if application.state != State.IN_MONITORING:
            return 0
        today, made = timezone.localdate(), 0
        decision = application.current_decision()
        concluded_on = _concluded_on(application)
        for condition in decision.conditions.filter(released_at__isnull=True):
            known = set(condition.obligations.values_list("period", flat=True))
            days = rules.due_days(
                terms_of(condition),
                decree_on=decision.date,
                concluded_on=concluded_on,
                today=today,
                calendar=calendar(today),
            )
            fresh = [
                Obligation(application=application, condition=condition, period=period, due_on=day)
                for period, day in enumerate(days, start=1)
                if period not in known
            ]
            Obligation.objects.bulk_create(fresh)
            made += len(fresh)
        if made:
            acting.record("obligation.make", application.reference, number=made)
        return made


def terms_of(condition: Condition) -> rules.Terms:
    """A condition's schedule as the rules take it."""
    return rules.Terms(
        schedule=condition.schedule,
        months=condition.months,
        days=condition.days,
        trigger=condition.trigger,
        due_on=condition.due_on,
        ends_on=condition.ends_on,
        fallback_months=policy.value("obligation_months", on=timezone.localdate()),
    )


def _concluded_on(application: Application) -> date:
    conclusion = application.conclusions.filter(state="entered").first()
    assert conclusion is not None
    return conclusion.contract_date


def extend_obligations() -> int:
    """Next due dates of what repeats, once the last one has passed; how many were added."""
    today = timezone.localdate()
    repeating = Condition.objects.filter(
        schedule=Schedule.EVERY,
        released_at__isnull=True,
        decision__application__state=State.IN_MONITORING,
    ).exclude(obligations__due_on__gt=today)
    wanted = sorted(set(repeating.values_list("decision__application_id", flat=True)))
    return sum(make_obligations(application_id=pk) for pk in wanted)


def note_event(*, condition_id: int, by: User, what: str) -> Obligation:
    """The desk or the verifying body notes that a condition's event has happened: a due date follows from today."""
    with act(by=by) as acting:
        condition, application = _condition(condition_id)
        allow(
            permissions_after.verifies(condition, application, by) or permissions.may_process(application, by)
        )
        require(application.state == State.IN_MONITORING, _("The case is not being monitored."))
        require(condition.is_live, _("The condition has been released."))
        require(
            condition.schedule == Schedule.EVENT and condition.trigger != Trigger.CONTRACT,
            _("Only a condition that is due on an event takes one."),
        )
        require(bool(what.strip()), _("Say what happened."))
        today = timezone.localdate()
        due_on, occasion = calendar(today).add(today, condition.days or 0), what.strip()[:300]
        same = condition.obligations.filter(due_on=due_on, occasion=occasion).first()
        if same is not None:
            return same  # the same form, sent twice
        noted = Obligation.objects.create(
            application=application,
            condition=condition,
            period=condition.obligations.count() + 1,
            due_on=due_on,
            occasion=occasion,
        )
        tell_applicant("obligation_made", application, noted.pk)
        acting.record("obligation.event", application.reference, obligation=noted.pk)
        return noted


def save_evidence(
    *, obligation_id: int, by: User, text: str, title: str = "", received: Received | None = None
) -> Evidence:
    """The applicant writes the draft and adds a file to it; nobody else sees it before it is submitted."""
    with act(by=by) as acting:
        obligation = _locked(obligation_id)
        allow(permissions.is_applicant(obligation.application, by))
        require(obligation.is_unreported, _("Nothing is asked for this due date now."))
        draft = obligation.evidence.filter(submitted_at__isnull=True).first()
        if draft is None:
            draft = Evidence(obligation=obligation, written_by=by)
        draft.text, draft.written_by = text.strip(), by
        draft.save()
        if received is not None:
            document = keep_document(
                obligation.application, by=by, code=EVIDENCE, title=title, received=received, acting=acting
            )
            draft.documents.add(document)
        acting.record("evidence.save", obligation.application.reference, evidence=draft.pk)
        return draft


def submit_evidence(*, obligation_id: int, by: User, key: str = "") -> Obligation:
    """The applicant submits the draft; the verifying body, or the desk, is told."""
    with act(by=by) as acting:
        obligation = _locked(obligation_id)
        allow(permissions.is_applicant(obligation.application, by))
        if _done(obligation, key):
            return obligation
        require(obligation.is_unreported, _("Nothing is asked for this due date now."))
        draft = obligation.evidence.filter(submitted_at__isnull=True).first()
        require(
            draft is not None and (bool(draft.text) or draft.documents.exists()),
            _("Write what was done, or attach a document, before you send it."),
        )
        assert draft is not None
        draft.submitted_at = timezone.now()
        draft.save(update_fields=["submitted_at"])
        step = _step(obligation, ObligationVerb.SUBMIT, by, ObligationState.SUBMITTED, key=key)
        for receiver in verifiers(obligation):
            queue_matter("evidence_sent", obligation.application, step.pk, to=receiver)
        acting.record(
            "evidence.submit", obligation.application.reference, obligation=obligation.pk, evidence=draft.pk
        )
        return obligation


def verifiers(obligation: Obligation) -> list[User]:
    """Who is told that evidence came: the verifying body's people, else the officer, else the heads."""
    condition, application = obligation.condition, obligation.application
    people: list[User] = []
    if condition.verifier == Verifier.BODY and condition.verified_by_id:
        people = holders(Role.CONSULTED, body_id=condition.verified_by_id)
    if not people:
        people = [application.officer] if application.officer is not None else holders(Role.HEAD)
    return [one for one in people if one.pk != application.applicant_id]


def check_obligation(*, obligation_id: int, by: User, verdict: str, reason: str, key: str = "") -> Obligation:
    """Met, not met, or more is needed, with the reason. Not met may also be found where nothing came in time."""
    with act(by=by) as acting:
        obligation = _locked(obligation_id)
        allow(permissions_after.may_check(obligation, by))
        if _done(obligation, key):
            return obligation
        verb = ObligationVerb(verdict)
        require(verb in _VERDICTS, _("Choose what was found."))
        require(bool(reason.strip()), _("Give the reason."))
        in_default = verb == ObligationVerb.NOT_MET and obligation.is_overdue
        put_right = verb != ObligationVerb.NOT_MET and obligation.state == ObligationState.NOT_MET
        require(
            obligation.state == ObligationState.SUBMITTED or in_default or put_right,
            _("There is no evidence to verify, and the due date has not passed without any."),
        )
        step = _step(obligation, verb, by, _VERDICTS[verb], text=reason, key=key)
        tell_applicant("obligation_checked", obligation.application, step.pk)
        acting.record(
            "obligation.check", obligation.application.reference, obligation=obligation.pk, verdict=str(verb)
        )
        return obligation


def propose_waiver(*, obligation_id: int, by: User, reason: str) -> Obligation:
    """The desk proposes that one due date is not insisted on; it counts once the head has countersigned."""
    with act(by=by) as acting:
        obligation = _locked(obligation_id)
        allow(permissions.may_process(obligation.application, by))
        require(bool(reason.strip()), _("Give the reason."))
        require(
            obligation.is_open or obligation.state == ObligationState.NOT_MET,
            _("This due date is settled: there is nothing to waive."),
        )
        require(obligation.waiver_by_id is None, _("A waiver is proposed already."))
        obligation.waiver_by, obligation.waiver_reason = by, reason.strip()
        step = _step(obligation, ObligationVerb.PROPOSE_WAIVER, by, text=reason)
        for head in holders(Role.HEAD):
            if permissions_after.may_countersign_waiver(obligation, head):
                queue_matter("waiver_proposed", obligation.application, step.pk, to=head)
        acting.record("obligation.propose_waiver", obligation.application.reference, obligation=obligation.pk)
        return obligation


def decide_waiver(*, obligation_id: int, by: User, agrees: bool, reason: str = "") -> Obligation:
    """The head, as another person, countersigns the waiver or refuses it with the reason."""
    with act(by=by) as acting:
        obligation = _locked(obligation_id)
        allow(permissions_after.may_countersign_waiver(obligation, by))
        require(obligation.waiver_by_id is not None, _("No waiver waits for a countersign."))
        require(agrees or bool(reason.strip()), _("Give the reason."))
        obligation.waiver_by, obligation.waiver_reason = None, ""
        verb = ObligationVerb.WAIVE if agrees else ObligationVerb.REFUSE_WAIVER
        state = ObligationState.WAIVED if agrees else None
        step = _step(obligation, verb, by, state, text=reason)
        if agrees:
            tell_applicant("obligation_checked", obligation.application, step.pk)
        acting.record(
            "obligation.decide_waiver",
            obligation.application.reference,
            obligation=obligation.pk,
            agrees=agrees,
        )
        return obligation


def end_open(condition: Condition) -> None:
    """What is still open of a released condition ends with it; inside the caller's act."""
    condition.obligations.filter(state__in=OPEN).update(
        state=ObligationState.ENDED, waiver_by=None, waiver_reason=""
    )


def _step(
    obligation: Obligation,
    verb: ObligationVerb,
    by: User,
    state: ObligationState | None = None,
    *,
    text: str = "",
    key: str = "",
) -> ObligationStep:
    if state is not None:
        obligation.state = state
    obligation.save(update_fields=["state", "waiver_by", "waiver_reason"])
    return ObligationStep.objects.create(obligation=obligation, verb=verb, text=text.strip(), by=by, key=key)


def _done(obligation: Obligation, key: str) -> bool:
    """The same form sent twice."""
    return bool(key) and obligation.steps.filter(key=key).exists()


def _locked(obligation_id: int) -> Obligation:
    application = lock(Obligation.objects.values_list("application_id", flat=True).get(pk=obligation_id))
    obligation = Obligation.objects.select_related("condition").get(pk=obligation_id)
    obligation.application = application
    return obligation


def _condition(condition_id: int) -> tuple[Condition, Application]:
    found = Condition.objects.values_list("decision__application_id", flat=True).get(pk=condition_id)
    application = lock(found)
    return Condition.objects.select_related("decision").get(pk=condition_id), application
