"""One case of a seeded office from draft to its end: a process that says when it goes on."""

from dataclasses import replace
from datetime import timedelta

from commission import queries_conditions
from commission.models import InformationRequest
from commission.seeding import filing, opinions, texts
from commission.seeding.acting import Acting, Steps
from commission.seeding.afterwards import afterwards
from commission.seeding.office import Office, Process
from commission.seeding.plans import After, Fate, Plan
from commission.seeding.proposing import proposed
from commission.services import decisions, defects, discontinuances, registration, requests, restrictions
from commission.states import ENDING_GROUNDS, PENDING, EndingGround, Motion, State
from commission.workflow import CannotProceed, NotAllowed
from registry.models import User

_CONDITIONED = (Motion.GRANT_WITH_CONDITIONS,)
# Where a matter has ended without what its applicant wanted, and may be brought again (SPL 188(3)).
_IN_VAIN = (State.WITHDRAWN, State.REFUSED, State.CLOSED, State.LAPSED)


class Case(Acting):
    """A plan that is being carried out.

    `repeats`: the application that this one repeats; `carries_on`: the one that an upheld appeal has opened already.
    """

    def __init__(
        self,
        office: Office,
        plan: Plan,
        *,
        seed: int,
        part: str = "steps",
        repeats: int = 0,
        carries_on: int = 0,
    ) -> None:
        super().__init__(office, plan, seed=seed, part=part)
        self.repeats, self.pk = repeats, carries_on
        self.process: Process = self._told(self._run())

    # --- the whole way -----------------------------------------------------------------------------------------------

    def _run(self) -> Steps:
        yield from self._walk()
        yield from self._again()

    def _told(self, steps: Steps) -> Steps:
        """The case's own steps, or those that go on at the same time; whoever seeds is told what stopped them."""
        try:
            yield from steps
        except (CannotProceed, NotAllowed) as stopped:
            self.office.stop(self.pk, stopped)

    def _walk(self) -> Steps:
        if self.pk:
            yield self.after(2, 5)
        else:
            yield from self._filed()
            if self.application.state != State.REGISTERED:
                return
            yield self.after(1, 4)
            self.step("examine", self.officer)
        yield from self._review()
        if self.application.state != State.UNDER_REVIEW:
            return
        yield from proposed(self)
        if self.application.state != State.BEFORE_GOVERNMENT or self.plan.rests:
            return
        yield from self._government()
        if self.plan.fate == Fate.WITHDRAWN or self.application.state in PENDING:
            return
        opened = yield from afterwards(self)
        if opened:
            upheld = replace(self.plan, fate=Fate.GRANTED, appeals=False, pace=1, asks=False)
            case = Case(self.office, upheld, seed=self.seed, part="appeal", carries_on=opened)
            case.officer_name = self.officer_name
            self.office.add(self.after(0, 1), case.process)

    def _again(self) -> Steps:
        """The same deal on other terms, some weeks after it came to nothing."""
        if not self.plan.repeats or self.application.state not in _IN_VAIN:
            return
        yield self.after(8, 40)
        fate = Fate.GRANTED if self.plan.fate == Fate.WITHDRAWN else Fate.CONDITIONED
        plan = replace(self.plan, fate=fate, after=After.CONCLUDED, repeats=False, appeals=False, pace=1)
        case = Case(self.office, plan, seed=self.seed, part="again", repeats=self.pk)
        self.office.add(self.after(0, 1), case.process)

    def _filed(self) -> Steps:
        plan = self.plan
        if self.repeats:
            self.pk = filing.repeat(self.repeats, plan, self.by).pk
        else:
            self.pk = filing.draft(plan, self.by).pk
        if plan.fate == Fate.DRAFT:
            return
        yield self.after(0, 2)
        filing.submit(self.pk, plan, self.by)
        yield from self._desk()

    def _desk(self) -> Steps:
        yield self.after(0, 3)
        # Who comes back from an absence finds the cases with whoever took them.
        officer = self.officer
        self.officer_name = officer.username
        if self.rng.random() < 0.4:
            registration.assign_officer(application_id=self.pk, officer_id=officer.pk, by=self.head)
        else:
            registration.take_application(application_id=self.pk, by=officer)
        if self.plan.returns:
            yield self.after(0, 2)
            missing, example = self.rng.choice(texts.DEFECTS)
            defect = defects.DefectData(missing, ground="SPL 188(1)", example=example)
            defects.return_application(application_id=self.pk, by=self.officer, defects=[defect])
            yield self.after(3, 18)
            filing.complete(self.pk, self.by)
            self.office.clock.go_on(12)
            filing.submit(self.pk, self.plan, self.by)
        yield self.after(0, 3)
        refused = {Fate.NOT_REQUIRED: State.NOT_REQUIRED, Fate.NOT_ADMITTED: State.NOT_ADMITTED}
        if self.plan.fate in refused:
            grounds = ENDING_GROUNDS[refused[self.plan.fate]]
            registration.dismiss_application(
                application_id=self.pk,
                by=self.head,
                as_state=refused[self.plan.fate],
                ground=grounds[0] if self.plan.fate == Fate.NOT_REQUIRED else self.rng.choice(grounds),
                reason="Решение принято по представленным документам (иллюстративно).",
            )
            return
        filing.register(self.pk, self.plan, self.officer)

    def _review(self) -> Steps:
        if self.plan.fate == Fate.DISCONTINUED:
            yield from self._discontinued()
            return
        if self.plan.asks:
            self.office.add(self.after(0, 2), self._told(self._asked()))
        yield from opinions.gathered(self)
        while InformationRequest.objects.waiting().filter(application_id=self.pk).exists():
            yield self.office.later(1, self.rng)
        if self._gives_up(0.35):
            return
        if self.plan.asks and self.rng.random() < 0.2:
            yield from self._asked("Ответ органа поставил новые вопросы (иллюстративно).")
        if self.plan.fate == Fate.REFUSED or self.application.bars_a_grant():
            self.step("show_facts", self.officer)
            yield self.office.later(6, self.rng)
            self.step("take_back_facts", self.officer)

    def _discontinued(self) -> Steps:
        yield self.after(2, 20)
        found = discontinuances.propose_discontinuance(
            application_id=self.pk,
            by=self.officer,
            ground=EndingGround.APPLICANT_CEASED,
            reason="Заявитель прекратил деятельность (иллюстративно).",
        )
        self.office.clock.go_on(12)
        discontinuances.confirm_discontinuance(proposal_id=found.pk, by=self.head)

    def _asked(self, late_reason: str = "") -> Steps:
        """A list of questions to the applicant stops the internal counters, never the total; a second one is late."""
        data = requests.RequestData(
            questions=self.rng.sample(texts.QUESTIONS, 2), working_days=10, late_reason=late_reason
        )
        sent = requests.draft_request(application_id=self.pk, by=self.officer, data=data)
        requests.send_request(request_id=sent.pk, by=self.officer)
        yield self.after(3, 11)
        answers = {number: requests.AnswerData(texts.ANSWER) for number in (1, 2)}
        requests.save_answers(request_id=sent.pk, by=self.by, answers=answers, send=True)
        yield self.after(0, 2)
        requests.close_request(request_id=sent.pk, by=self.officer)

    def _gives_up(self, chance: float) -> bool:
        if self.plan.fate != Fate.WITHDRAWN or self.rng.random() > chance:
            return False
        filing.withdraw(self.pk, self.by, self.rng.choice(texts.WITHDRAWALS))
        return True

    # --- the decree --------------------------------------------------------------------------------------------------

    def _government(self) -> Steps:
        government = self.office.person("government")
        yield self.after(2, 9)
        if self._gives_up(1):
            return
        if self.plan.government_returns:
            self.step("return_to_review", government, "Уточнить условия оплаты (иллюстративно).")
            yield from proposed(self)
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
