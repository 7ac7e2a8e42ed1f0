"""A seeded case after the decree: read, clarified, appealed, concluded or not, monitored, closed."""

from collections.abc import Generator
from datetime import datetime

from commission.models import Appeal, Decision
from commission.models.annulment import Authority
from commission.models.appeal import AppealOutcome, Decider
from commission.procedure.priority import Move
from commission.seeding import filing, texts
from commission.seeding.acting import Acting, Steps
from commission.seeding.monitoring import released
from commission.seeding.plans import After
from commission.services import annulments, appeals, clarifications, conclusions, deliveries, priority
from commission.services.appeals import Ruling
from commission.states import ENCUMBRANCES, State
from commission.workflow import CannotProceed


def afterwards(case: Acting) -> Generator[datetime | None, None, int]:
    """Until the case is closed; the id of the case that carries the matter on, where an appeal was upheld, else 0."""
    yield case.after(1, 6)
    deliveries.note_first_reading(application_id=case.pk, by=case.by)
    if case.plan.clarifies:
        yield from _clarified(case)
    if case.plan.appeals:
        opened = yield from _appealed(case)
        if opened:
            return opened
    if case.application.state == State.AWAITING_CONCLUSION:
        yield from _outcome(case)
    yield from _closed(case)
    return 0


def _clarified(case: Acting) -> Steps:
    asked = clarifications.ask_clarification(
        application_id=case.pk, by=case.by, question="Как исчисляется срок уведомления? (иллюстративно)"
    )
    yield case.after(2, 12)
    clarifications.answer_clarification(
        clarification_id=asked.pk, by=case.officer, answer="Со дня первого прочтения (иллюстративно)."
    )


def _appealed(case: Acting) -> Generator[datetime | None, None, int]:
    """The head decides, or enters what a court has decided; 0 where the decision stands."""
    yield case.after(4, 14)
    filed = appeals.file_appeal(application_id=case.pk, by=case.by, ground=case.rng.choice(texts.APPEALS))
    yield case.after(5, 16)
    upheld = case.plan.upheld
    ruling = Ruling(
        outcome=AppealOutcome.UPHELD if upheld else AppealOutcome.DISMISSED,
        decider=Decider.COURT if case.rng.random() < 0.3 else Decider.HEAD,
        act_number=f"{filed.pk}-ж",
        act_date=case.office.today,
        reasons="Довод обоснован (иллюстративно)." if upheld else "Довод не подтвердился (иллюстративно).",
    )
    with filing.under(case.plan.regime):
        appeals.decide_appeal(appeal_id=filed.pk, by=case.head, ruling=ruling)
    return Appeal.objects.get(pk=filed.pk).new_case_id or 0


# --- what comes of a permission --------------------------------------------------------------------------------------


def _outcome(case: Acting) -> Steps:
    after = case.plan.after
    government = case.office.person("government")
    bought = after == After.BOUGHT and case.plan.kind not in ENCUMBRANCES
    if case.plan.kind not in ENCUMBRANCES:
        yield from _priority_right(case, bought=bought)
    if bought:
        yield case.after(20, 120)
        _priority(case, Move.CONTRACT)
        return
    if after == After.LAPSED:
        yield None
    yield case.after(5, 60)
    if after == After.ABANDONED:
        case.step("abandon", case.officer, "Стороны отказались от сделки (иллюстративно).")
    elif after == After.REVOKED:
        case.step("revoke", government, "Представлены недостоверные сведения (иллюстративно).", act=True)
    elif after == After.ANNULLED:
        _annul(case)
    else:
        yield from _concluded(case)


def _annul(case: Acting) -> None:
    data = annulments.AnnulmentData(
        authority=Authority.COURT,
        act_number=f"{case.pk}-и",
        act_date=case.office.today,
        reason="Решение суда (иллюстративно).",
        again=False,
    )
    annulments.annul_decision(application_id=case.pk, by=case.head, data=data)


def _priority_right(case: Acting, *, bought: bool) -> Steps:
    """Whether the state buys: recommended, decided, told; and the case ends where it does."""
    yield case.after(1, 8)
    _priority(case, Move.RECOMMEND, yes=bought)
    yield case.after(5, 20)
    _priority(case, Move.DECIDE, yes=bought)
    yield case.after(1, 3)
    _priority(case, Move.NOTIFY)
    if bought:
        note = "Государство приобретает объект (иллюстративно)."
        case.step("exercise_priority", case.office.person("government"), note, act=True)


def _priority(case: Acting, move: Move, *, yes: bool | None = None) -> None:
    data = priority.StepData(
        act_number=f"{case.pk}-п", act_date=case.office.today, note="Иллюстративно.", yes=yes
    )
    by = case.office.person("government") if move == Move.DECIDE else case.officer
    priority.take_priority_step(application_id=case.pk, by=by, move=move, data=data)


def _concluded(case: Acting) -> Steps:
    """Reported, confirmed, entered; where the registry no longer bears the deal it is given up."""
    data = conclusions.ConclusionData(
        contract_number=f"{case.pk}-и",
        contract_date=case.office.today,
        share=case.plan.share,
        price=case.plan.price,
    )
    reported = conclusions.report_conclusion(
        application_id=case.pk, by=case.by, data=data, received=filing.received("Договор (иллюстративно)")
    )
    yield case.after(1, 4)
    try:
        conclusions.confirm_conclusion(conclusion_id=reported.pk, by=case.officer)
        if case.application.state == State.AWAITING_CONCLUSION:
            yield case.after(0, 2)
            conclusions.enter_conclusion(conclusion_id=reported.pk, by=case.office.person("keeper"))
    except CannotProceed as obstacle:
        conclusions.return_conclusion(conclusion_id=reported.pk, by=case.officer, reason=str(obstacle))
        yield case.after(5, 15)
        case.step("abandon", case.officer, "Стороны отказались от сделки (иллюстративно).")


def _closed(case: Acting) -> Steps:
    """Once no condition is in force and the appeal period is over."""
    if case.application.state not in (State.IN_MONITORING, State.REFUSED, State.STATE_PURCHASE):
        return
    decision = Decision.objects.get(application_id=case.pk)
    if case.application.state == State.IN_MONITORING:
        yield from released(case, decision.pk)
    yield case.after(8, 40)
    while not Decision.objects.get(pk=decision.pk).appeal_period_over:
        yield case.office.later(5, case.rng)
    case.step("close", case.officer)
