"""One case of a seeded office from draft to its end: a process that says when it goes on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from commission import demonstration, queries_conditions
from commission.models import Application, Consultation, Decision, Obligation
from commission.models.annulment import Authority
from commission.models.obligation import ObligationState
from commission.procedure.priority import Move
from commission.seeding import filing, texts
from commission.seeding.office import Office, Process
from commission.seeding.people import APPLICANTS, OFFICERS, PUNCTUALITY
from commission.seeding.plans import After, Fate, Plan, drawn
from commission.services import (
    annulments,
    clarifications,
    clocks,
    conclusions,
    conditions,
    consultations,
    decisions,
    defects,
    deliveries,
    discontinuances,
    obligations,
    priority,
    registration,
    releases,
    reports,
    restrictions,
)
from commission.services.consultations import OpinionData
from commission.states import ENCUMBRANCES, ENDING_GROUNDS, PENDING, Answer, EndingGround, Motion, State
from commission.workflow import CannotProceed, NotAllowed, Words
from registry.models import Appointment, User

_CONDITIONED = (Motion.GRANT_WITH_CONDITIONS,)
Steps = Iterator[datetime | None]


class Case:
    """A plan that is being carried out."""

    def __init__(self, office: Office, plan: Plan, *, seed: int) -> None:
        self.office, self.plan = office, plan
        self.rng = Random(f"{seed}:{plan.number}:steps")
        self.pk, self.result = 0, ""
        self.by = office.person(APPLICANTS[plan.applicant % len(APPLICANTS)])
        self.officer = office.person(drawn(self.rng, OFFICERS))
        self.process: Process = self._run()

    # --- what a step needs -------------------------------------------------------------------------------------------

    def after(self, least: float, most: float) -> datetime:
        """Working days on, more where the case is a slow one."""
        return self.office.later(self.rng.uniform(least, most) * self.plan.pace, self.rng)

    @property
    def application(self) -> Application:
        return Application.objects.get(pk=self.pk)

    def step(self, verb: str, by: User, reason: str = "", *, act: bool = False) -> None:
        number = f"{self.pk}-и" if act else ""
        words = Words(note=reason, act_number=number, act_date=self.office.today if act else None)
        registration.take_step(application_id=self.pk, verb=verb, by=by, words=words)

    # --- the whole way -----------------------------------------------------------------------------------------------

    def _run(self) -> Steps:
        try:
            yield from self._walk()
        except (CannotProceed, NotAllowed) as stopped:
            self.office.stop(self.pk, stopped)

    def _walk(self) -> Steps:
        plan = self.plan
        self.pk = filing.draft(plan, self.by).pk
        if plan.fate == Fate.DRAFT:
            return
        yield self.after(0, 2)
        filing.submit(self.pk, self.by)
        yield from self._desk()
        if self.application.state != State.REGISTERED:
            return
        yield from self._review()
        if self.application.state != State.UNDER_REVIEW:
            return
        yield from self._commission()
        if self.application.state != State.BEFORE_GOVERNMENT:
            return
        yield from self._government()
        if plan.fate == Fate.WITHDRAWN or self.application.state in PENDING:
            return
        yield from self._afterwards()

    def _desk(self) -> Steps:
        head = self.office.person("head")
        yield self.after(0, 3)
        if self.rng.random() < 0.4:
            registration.assign_officer(application_id=self.pk, officer_id=self.officer.pk, by=head)
        else:
            registration.take_application(application_id=self.pk, by=self.officer)
        if self.plan.returns:
            yield self.after(0, 2)
            missing, example = self.rng.choice(texts.DEFECTS)
            defect = defects.DefectData(missing, ground="SPL 188(1)", example=example)
            defects.return_application(application_id=self.pk, by=self.officer, defects=[defect])
            yield self.after(3, 18)
            filing.complete(self.pk, self.by)
            self.office.clock.go_on(12)
            filing.submit(self.pk, self.by)
        yield self.after(0, 3)
        refused = {Fate.NOT_REQUIRED: State.NOT_REQUIRED, Fate.NOT_ADMITTED: State.NOT_ADMITTED}
        if self.plan.fate in refused:
            registration.dismiss_application(
                application_id=self.pk,
                by=head,
                as_state=refused[self.plan.fate],
                ground=ENDING_GROUNDS[refused[self.plan.fate]][0],
                reason="Решение принято по представленным документам (иллюстративно).",
            )
            return
        registration.register_application(application_id=self.pk, by=self.officer)

    def _review(self) -> Steps:
        yield self.after(1, 4)
        self.step("examine", self.officer)
        if self.plan.fate == Fate.DISCONTINUED:
            yield self.after(2, 20)
            proposed = discontinuances.propose_discontinuance(
                application_id=self.pk,
                by=self.officer,
                ground=EndingGround.APPLICANT_CEASED,
                reason="Заявитель прекратил деятельность (иллюстративно).",
            )
            self.office.clock.go_on(12)
            discontinuances.confirm_discontinuance(proposal_id=proposed.pk, by=self.office.person("head"))
            return
        if self.plan.asks:
            yield from self._question()
        yield from self._opinions()
        if self._gives_up(0.35):
            return
        if self.plan.fate == Fate.REFUSED or self.application.bars_a_grant():
            self.step("show_facts", self.officer)
            yield self.office.later(6, self.rng)
            self.step("take_back_facts", self.officer)
        yield from self._report()

    def _question(self) -> Steps:
        """A question to the applicant stops the internal counters, never the total."""
        clocks.ask_applicant(application_id=self.pk, request_id=self.pk, working_days=10, by=self.officer)
        yield self.after(3, 11)
        clocks.applicant_answered(application_id=self.pk, request_id=self.pk, by=self.officer)

    def _gives_up(self, chance: float) -> bool:
        if self.plan.fate != Fate.WITHDRAWN or self.rng.random() > chance:
            return False
        filing.withdraw(self.pk, self.by, self.rng.choice(texts.WITHDRAWALS))
        return True

    def _opinions(self) -> Steps:
        """Bodies answer each in its own time; the head deems silence an answer, never that of the security bodies."""
        waiting = []
        for consultation in Consultation.objects.filter(application_id=self.pk).select_related("body"):
            usual, late = PUNCTUALITY[consultation.body.code]
            is_late = self.rng.uniform(0, 100) < late
            days = self.rng.uniform(11, 17) if is_late else self.rng.uniform(0.5, 1.1) * min(usual, 9)
            silent = is_late and not consultation.body.is_security and self.rng.random() < 0.5
            waiting.append((self.office.later(max(1, days), self.rng), silent, consultation.pk))
        for moment, silent, consultation_id in sorted(waiting):
            yield max(moment, timezone.now())
            if silent:
                yield from self._deem(consultation_id)
            else:
                self._answer(consultation_id)
        yield self.after(0, 3)
        demonstration.answer_questionnaires(self.application)

    def _deem(self, consultation_id: int) -> Steps:
        while timezone.localdate() <= Consultation.objects.get(pk=consultation_id).due_on:
            yield self.office.later(1, self.rng)
        consultations.deem_silent(consultation_id=consultation_id, by=self.office.person("head"))

    def _answer(self, consultation_id: int) -> None:
        consultation = Consultation.objects.select_related("body").get(pk=consultation_id)
        offices = Appointment.objects.filter(body=consultation.body).select_related("user").order_by("pk")
        people = [self.office.person(office.user.username) for office in offices[:2]]
        weights = {
            Answer.NO_OBJECTION: 80,
            Answer.NO_COMPETENCE: 8,
            Answer.WITH_CONDITIONS: 8,
            Answer.OBJECTION: 2,
        }
        if self.plan.fate == Fate.REFUSED:
            weights |= {Answer.OBJECTION: 60}
        if self.plan.fate == Fate.CONDITIONED:
            weights |= {Answer.WITH_CONDITIONS: 60}
        answer = drawn(self.rng, weights)
        reasons = self.rng.choice(texts.REASONS[answer])
        asked = texts.CONDITIONS[0][0] if answer == Answer.WITH_CONDITIONS else ""
        data = OpinionData(answer=answer, reasons=reasons, conditions=asked)
        if len(people) < 2 or self.rng.random() < 0.06:
            letter = replace(data, letter_number=f"{consultation_id}-и", letter_date=self.office.today)
            consultations.record_letter(consultation_id=consultation_id, by=self.officer, data=letter)
            return
        writer, checker = people
        consultations.draft_opinion(consultation_id=consultation_id, by=writer, data=data)
        consultations.hand_over_for_check(consultation_id=consultation_id, by=writer)
        self.office.clock.go_on(15)
        consultations.send_opinion(consultation_id=consultation_id, by=checker)

    # --- report, session, decree -------------------------------------------------------------------------------------

    def _motion(self) -> Motion:
        if self.plan.fate == Fate.REFUSED:
            return Motion.REFUSE
        barred = self.application.bars_a_grant()
        return Motion.GRANT_WITH_CONDITIONS if barred or self.plan.fate == Fate.CONDITIONED else Motion.GRANT

    def _report(self) -> Steps:
        yield self.after(0, 3)
        motion = self._motion()
        report = reports.draft_report(
            application_id=self.pk,
            by=self.officer,
            motion=motion,
            text="Иллюстративный отчёт.",
            conditions=self._prepared() if motion == Motion.GRANT_WITH_CONDITIONS else (),
        )
        yield self.after(0, 2)
        reports.countersign_report(
            report_id=report.pk,
            by=self.office.person("head"),
            uncited_because="Иллюстративный отчёт без ссылок.",
        )

    def _prepared(self) -> list[int]:
        """Ids of one to three conditions, worded for this case."""
        cures = tuple(self.application.barring())
        why = conditions.CaseData(reason="Ответ на угрозу (иллюстративно).", threats=("6.1.11",), cures=cures)
        return [
            conditions.propose_freely(
                application_id=self.pk, by=self.officer, terms=texts.terms(self.plan.number + place), data=why
            ).pk
            for place in range(1 + self.plan.number % 3)
        ]

    def _commission(self) -> Steps:
        """Until the recommendation is sent; a void report is written anew, a deferred case heard again."""
        while True:
            self.office.ready.append(self)
            yield None
            if self.result == "sent":
                return
            yield from self._report()

    def _government(self) -> Steps:
        government = self.office.person("government")
        yield self.after(3, 11)
        if self._gives_up(1):
            return
        if self.plan.government_returns:
            self.step("return_to_review", government, "Уточнить условия оплаты (иллюстративно).")
            yield from self._report()
            yield from self._commission()
            yield self.after(3, 8)
        self._decide(government)

    def _decide(self, government: User) -> None:
        application = self.application
        motion = Motion(application.recommendation())
        deviates = self.plan.fate == Fate.DEVIATED and motion == Motion.GRANT
        outcome = Motion.REFUSE if deviates else motion
        text_kk, text_ru = texts.decree(outcome, application.reference)
        imposed = queries_conditions.before_government(application) if outcome in _CONDITIONED else []
        for wording in [""] if outcome == Motion.REFUSE else [row.wording_ru for row in imposed]:
            restrictions.write_restriction(
                application_id=self.pk, by=government, data=texts.internal_record(wording)
            )
        lapses = self.plan.after == After.LAPSED and outcome != Motion.REFUSE
        decisions.record_decision(
            application_id=self.pk,
            by=government,
            data=decisions.DecisionData(
                outcome=outcome,
                number=self.office.decree_number(),
                date=self.office.today,
                signed_by="Премьер-Министр (иллюстративно)",
                competence="ГК РК, ст. 193-1(3) (иллюстративно)",
                text_kk=text_kk,
                text_ru=text_ru,
                conditions=tuple(row.pk for row in imposed),
                internal_reasons="Иллюстративное обоснование." if outcome == Motion.REFUSE else "",
                deviation_reason="Иная оценка угрозы (иллюстративно)." if deviates else "",
                term_until=self.office.today + timedelta(days=180) if lapses else None,
            ),
        )

    # --- afterwards --------------------------------------------------------------------------------------------------

    def _afterwards(self) -> Steps:
        yield self.after(1, 6)
        deliveries.note_first_reading(application_id=self.pk, by=self.by)
        if self.plan.clarifies:
            yield from self._clarify()
        if self.application.state == State.AWAITING_CONCLUSION:
            yield from self._outcome()
        yield from self._close()

    def _clarify(self) -> Steps:
        asked = clarifications.ask_clarification(
            application_id=self.pk, by=self.by, question="Как исчисляется срок уведомления? (иллюстративно)"
        )
        yield self.after(2, 12)
        clarifications.answer_clarification(
            clarification_id=asked.pk, by=self.officer, answer="Со дня первого прочтения (иллюстративно)."
        )

    def _outcome(self) -> Steps:
        office, after = self.office, self.plan.after
        government, head = office.person("government"), office.person("head")
        if after == After.LAPSED:
            yield None
        yield self.after(15, 70)
        if after == After.BOUGHT and self.plan.kind not in ENCUMBRANCES:
            yield from self._bought(government)
        elif after == After.ABANDONED:
            self.step("abandon", self.officer, "Стороны отказались от сделки (иллюстративно).")
        elif after == After.REVOKED:
            self.step("revoke", government, "Представлены недостоверные сведения (иллюстративно).", act=True)
        elif after == After.ANNULLED:
            self._annul(head)
        else:
            if self.plan.kind not in ENCUMBRANCES:
                yield from self._left(government)
            yield from self._conclude()

    def _annul(self, head: User) -> None:
        data = annulments.AnnulmentData(
            authority=Authority.COURT,
            act_number=f"{self.pk}-и",
            act_date=self.office.today,
            reason="Решение суда (иллюстративно).",
            again=False,
        )
        annulments.annul_decision(application_id=self.pk, by=head, data=data)

    def _left(self, government: User) -> Steps:
        """The track of the priority right where the state does not buy: the contract may be entered."""
        self._priority(Move.RECOMMEND, self.officer, yes=False)
        yield self.after(2, 8)
        self._priority(Move.DECIDE, government, yes=False)
        yield self.after(1, 3)
        self._priority(Move.NOTIFY, self.officer)

    def _bought(self, government: User) -> Steps:
        """The track of the priority right to its end, and the case with it."""
        self._priority(Move.RECOMMEND, self.officer, yes=True)
        yield self.after(8, 20)
        self._priority(Move.DECIDE, government, yes=True)
        yield self.after(1, 3)
        self._priority(Move.NOTIFY, self.officer)
        self.step(
            "exercise_priority", government, "Государство приобретает объект (иллюстративно).", act=True
        )
        yield self.after(20, 120)
        self._priority(Move.CONTRACT, self.officer)

    def _priority(self, move: Move, by: User, *, yes: bool | None = None) -> None:
        data = priority.StepData(
            act_number=f"{self.pk}-п", act_date=self.office.today, note="Иллюстративно.", yes=yes
        )
        priority.take_priority_step(application_id=self.pk, by=by, move=move, data=data)

    def _conclude(self) -> Steps:
        """Reported, confirmed, entered; where the registry no longer bears the deal it is given up."""
        application = self.application
        data = conclusions.ConclusionData(
            contract_number=f"{self.pk}-и",
            contract_date=self.office.today,
            share=self.plan.share,
            price=self.plan.price,
        )
        reported = conclusions.report_conclusion(
            application_id=application.pk,
            by=self.by,
            data=data,
            received=filing.received("Договор (иллюстративно)"),
        )
        yield self.after(1, 4)
        try:
            conclusions.confirm_conclusion(conclusion_id=reported.pk, by=self.officer)
            if self.application.state == State.AWAITING_CONCLUSION:
                yield self.after(0, 2)
                conclusions.enter_conclusion(conclusion_id=reported.pk, by=self.office.person("keeper"))
        except CannotProceed as obstacle:
            conclusions.return_conclusion(conclusion_id=reported.pk, by=self.officer, reason=str(obstacle))
            yield self.after(5, 15)
            self.step("abandon", self.officer, "Стороны отказались от сделки (иллюстративно).")

    def _close(self) -> Steps:
        """Conditions are released one after the other; then, the appeal period being over, the case is closed."""
        if self.application.state not in (State.IN_MONITORING, State.REFUSED, State.STATE_PURCHASE):
            return
        decision = Decision.objects.get(application_id=self.pk)
        for condition in decision.conditions.order_by("position"):
            yield self.after(60, 160)
            yield from self._report_on(condition.pk)
            releases.release_condition(
                condition_id=condition.pk,
                by=self.office.person("head"),
                reason="Исполнено и проверено (иллюстративно).",
            )
        yield self.after(25, 60)
        while not Decision.objects.get(pk=decision.pk).appeal_period_over:
            yield self.office.later(5, self.rng)
        self.step("close", self.officer)

    def _report_on(self, condition_id: int) -> Steps:
        """The applicant reports on every due date of a condition, and the desk verifies the report."""
        for obligation in Obligation.objects.filter(condition_id=condition_id, state=ObligationState.WAITING):
            obligations.save_evidence(
                obligation_id=obligation.pk, by=self.by, text="Отчёт об исполнении (иллюстративно)."
            )
            obligations.submit_evidence(obligation_id=obligation.pk, by=self.by)
            yield self.after(2, 8)
            obligations.check_obligation(
                obligation_id=obligation.pk,
                by=self.officer,
                verdict="met",
                reason="Проверено по документам (иллюстративно).",
            )
