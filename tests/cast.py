"""A small cast and the road they walk, for tests above the unit level.

`Road` moves one application through the real services with the real queue: nothing is faked, jobs are done by the
same function that a Celery worker calls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from io import BytesIO
from typing import Any

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.utils import timezone
from pypdf import PdfWriter

from commission import demonstration, queries_conditions
from commission.documents.intake import receive
from commission.models import (
    AgendaItem,
    Application,
    Conclusion,
    Consultation,
    PriorityTrack,
    ProposedCondition,
    Session,
)
from commission.procedure.package import demanded
from commission.procedure.priority import Move
from commission.reasons import Aim, Restricts
from commission.services import (
    applications,
    conclusions,
    consultations,
    decisions,
    paper_entries,
    registration,
    reports,
    restrictions,
    sessions,
    signing,
)
from commission.services import conditions as proposing
from commission.services.applications import PartyData, TransactionData
from commission.services.conditions import CaseData
from commission.services.consultations import OpinionData
from commission.services.defects import DefectData
from commission.services.library import TermsData
from commission.services.paper_entries import PaperData
from commission.services.priority import StepData, take_priority_step
from commission.states import Answer, Capacity, Choice, Marking, Motion
from commission.workflow import Words
from registry.models import Appointment, StrategicObject, User
from registry.services import load_illustrative

# What everybody of the cast signs with.
BY_PASSWORD = signing.PasswordSigner("demonstration")


def load_cast() -> None:
    """The illustrative registry and the demonstration's people, each with the password `demonstration`."""
    load_illustrative()
    demonstration.prepare_people("demonstration")
    demonstration.prepare_composition()


def sent(kind: str) -> list[EmailMessage]:
    """The letters of a kind that have gone out, in whatever language: their Message-ID names it."""
    return [one for one in mail.outbox if f"<letter.{kind}." in one.extra_headers["Message-ID"]]


def person(username: str) -> User:
    """A fresh instance: what a request would have."""
    return User.objects.get(username=username)


def pdf(title: str = "paper") -> SimpleUploadedFile:
    """A real one-page PDF, different for each title."""
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.add_metadata({"/Title": title})
    buffer = BytesIO()
    writer.write(buffer)
    return SimpleUploadedFile("paper.pdf", buffer.getvalue(), content_type="application/pdf")


def internal_record(condition: str = "", **changes: object) -> restrictions.RestrictionData:
    """A whole internal record of a condition, or of the refusal where no condition is given."""
    values: dict[str, object] = {
        "restricts": Restricts.CONDITION if condition else Restricts.REFUSAL,
        "condition": condition,
        "grounds": () if condition else ("G1",),
        "legal_basis": "NSL 23(5)",
        "aim": Aim.PUBLIC_SAFETY,
        "interests": ("5.1.11",),
        "threats": ("6.1.11",),
        "reasons": "Supply would depend on one buyer.",
        "lesser_measures": "A duty to report.",
        "why_not_enough": "It comes too late.",
    }
    return restrictions.RestrictionData(**{**values, **changes})  # type: ignore[arg-type]


def lacks(*missing: str) -> list[DefectData]:
    """Defects of a package, told for the first time."""
    return [DefectData(missing=one, ground="SPL 188(1)", example="A whole one.") for one in missing]


FUND = PartyData(kind="entity", name="Nordic Infrastructure Fund", country="SE")


def verifiable(wording: str) -> TermsData:
    """A condition that could be put to the vote, in these words."""
    return TermsData(
        wording_ru=wording,
        wording_kk=wording,
        evidence_ru="Отчёт.",
        evidence_kk="Есеп.",
        verifier="working_body",
        schedule="every",
        months=12,
        ending="released",
    )


def prepared(application_id: int, *wordings: str, by: str = "officer") -> tuple[int, ...]:
    """Ids of conditions prepared on the case, one for each wording; together they cure what bars a permission."""
    barring = tuple(Application.objects.get(pk=application_id).barring())
    why = CaseData(reason="Why.", threats=("6.1.11",), cures=barring)
    return tuple(
        proposing.propose_freely(
            application_id=application_id, by=person(by), terms=verifiable(wording), data=why
        ).pk
        for wording in wordings
    )


def _of_decree(application: Application, wordings: Any) -> tuple[int, ...]:
    """Ids of what was proposed to the Government in these words; what nobody proposed its office adds."""
    proposed = {row.wording_ru: row.pk for row in queries_conditions.before_government(application)}
    return tuple(
        proposed[wording] if wording in proposed else prepared(application.pk, wording, by="government")[0]
        for wording in wordings
    )


def write_and_send(consultation: Consultation, writer: User, checker: User, data: OpinionData) -> None:
    """A body's opinion: one person writes it, another checks and sends it."""
    consultations.draft_opinion(consultation_id=consultation.pk, by=writer, data=data)
    consultations.hand_over_for_check(consultation_id=consultation.pk, by=writer)
    consultations.send_opinion(consultation_id=consultation.pk, by=checker)


def paper(**changes: object) -> PaperData:
    """A paper of three sheets, received today."""
    values: dict[str, object] = {
        "correspondent": "Venus Airport Investments B.V.",
        "dated_on": changes.get("received_on", timezone.localdate()),
        "received_on": timezone.localdate(),
        "sheets": 3,
        "sender_number": "V-7",
    }
    return PaperData(**{**values, **changes})  # type: ignore[arg-type]


def fill(
    pk: int,
    by: User,
    code: str,
    *,
    acquirer: PartyData = FUND,
    share: str = "1/10",
    kind: str = "sale",
    address: str = "",
    form: bool = False,
) -> None:
    """Every section of a draft for an object, by its owner; `form`: with the scan of the application itself (D1)."""
    strategic_object = StrategicObject.objects.get(code=code)
    owner = strategic_object.titles.order_by("pk")[0].owner  # a part may have been sold since
    applications.save_party(
        application_id=pk,
        by=by,
        role="applicant",
        capacity=Capacity.OWNER,
        data=PartyData(
            kind="individual" if owner.kind == "individual" else "entity",
            name=owner.name,
            party=owner,
            address=address,
        ),
    )
    applications.choose_object(application_id=pk, by=by, object_id=strategic_object.pk)
    applications.save_transaction(
        application_id=pk,
        by=by,
        data=TransactionData(
            kind=kind, share=Fraction(share), sale_mode="off_exchange" if kind == "sale" else ""
        ),
    )
    applications.save_party(application_id=pk, by=by, role="acquirer", data=acquirer)
    for number in (
        *(("D1",) if form else ()),
        *demanded(Capacity.OWNER, individual=owner.kind == "individual"),
    ):
        applications.attach_document(
            application_id=pk,
            by=by,
            code=number,
            title=number,
            marking=Marking.COMMERCIAL,
            received=receive(pdf(number)),
        )
    applications.give_declaration(application_id=pk, by=by)


@dataclass
class Road:
    """One application on its way. Each method makes the next stretch and returns the road itself."""

    reference: str
    applicant: str = "applicant"
    finish_jobs: Callable[[], None] = demonstration.work_off

    @classmethod
    def draft(
        cls,
        code: str = "SO-B-020",
        *,
        acquirer: PartyData = FUND,
        share: str = "1/10",
        kind: str = "sale",
        applicant: str = "applicant",
    ) -> "Road":
        """A whole, declared draft for an object, by its owner."""
        by = person(applicant)
        application = applications.start_application(by=by)
        fill(application.pk, by, code, acquirer=acquirer, share=share, kind=kind)
        return cls(application.reference, applicant)

    @classmethod
    def typed(cls, code: str = "SO-B-020", *, received_on: date | None = None, by: str = "officer") -> "Road":
        """A whole application on paper as its typist leaves it, every scan attached, not handed over yet."""
        day = received_on or timezone.localdate()
        entry = paper_entries.start_paper_application(
            by=person(by), data=paper(received_on=day), key=f"{code}-{day}"
        )
        fill(entry.application_id, person(by), code, address="Almaty, Abay Ave 1", form=True)
        return cls(entry.application.reference, applicant="")

    def compare(self, by: str = "officer2", typist: str = "officer") -> "Road":
        """The open paper of the case is handed over and found to say what the paper says."""
        entry = self.application.paper_entries.last()
        assert entry is not None
        paper_entries.hand_over(entry_id=entry.pk, by=person(typist))
        paper_entries.confirm_entry(entry_id=entry.pk, by=person(by))
        return self.work()

    def declare_owner(self, name: str = "Astrid Lind", country: str = "SE") -> "Road":
        """Who stands behind the acquirer, a single individual, and the declaration anew: R2 asks for it (D7)."""
        by, acquirer = person(self.applicant), self.application.declared_parties.get(role="acquirer")
        owner = PartyData(kind="individual", name=name, country=country)
        applications.add_holder(
            application_id=self.pk,
            by=by,
            company_id=acquirer.pk,
            data=owner,
            low=Fraction(1),
            high=Fraction(1),
        )
        applications.give_declaration(application_id=self.pk, by=by)
        return self

    @property
    def application(self) -> Application:
        return Application.objects.get(reference=self.reference)

    @property
    def pk(self) -> int:
        return self.application.pk

    @property
    def item(self) -> AgendaItem:
        return AgendaItem.objects.get(application__reference=self.reference)

    @property
    def session(self) -> Session:
        return self.item.session

    def beside(self, finish_jobs: Callable[[], None]) -> "Road":
        """Let somebody else do the jobs: `finish_jobs` returns when every due one is done."""
        self.finish_jobs = finish_jobs
        return self

    def work(self) -> "Road":
        """Every due job is done, by this process itself unless others stand beside it."""
        self.finish_jobs()
        return self

    def submit(self, key: str = "") -> "Road":
        applications.submit_application(application_id=self.pk, by=person(self.applicant), key=key)
        return self.work()

    def register(self, officer: str = "officer") -> "Road":
        registration.take_application(application_id=self.pk, by=person(officer))
        registration.register_application(application_id=self.pk, by=person(officer))
        return self.work()

    def examine(self, officer: str = "officer") -> "Road":
        registration.take_step(application_id=self.pk, verb="examine", by=person(officer), words=Words())
        return self

    def answer_all(self, answer: Answer = Answer.NO_OBJECTION) -> "Road":
        """Every consulted body gives its opinion, and every list of questions is answered “no effect” and confirmed;
        bodies without people in the cast answer by letter."""
        for consultation in Consultation.objects.filter(application_id=self.pk, deemed_at__isnull=True):
            offices = Appointment.objects.filter(body=consultation.body).select_related("user")
            people = [person(office.user.username) for office in offices[:2]]
            if len(people) < 2:
                data = OpinionData(
                    answer=answer, reasons="By letter.", letter_number="7", letter_date=timezone.localdate()
                )
                consultations.record_letter(consultation_id=consultation.pk, by=person("officer"), data=data)
                continue
            data = OpinionData(answer=answer, reasons="No objection.")
            if answer == Answer.WITH_CONDITIONS:
                data = OpinionData(answer=answer, reasons="No objection.", conditions="Keep it open.")
            write_and_send(consultation, people[0], people[1], data)
        demonstration.answer_questionnaires(self.application, reason="None.")
        return self

    def report(self, motion: Motion = Motion.GRANT, conditions: str = "") -> "Road":
        report = reports.draft_report(
            application_id=self.pk,
            by=person("officer"),
            motion=motion,
            text="Report.",
            conditions=prepared(self.pk, *conditions.splitlines()),
        )
        reports.countersign_report(report_id=report.pk, by=person("head"), uncited_because="Nothing to cite.")
        return self

    def put_on_agenda(self) -> "Road":
        secretary = person("secretary")
        session = sessions.call_session(
            by=secretary, starts_at=timezone.now() + timedelta(hours=1), place="Astana"
        )
        sessions.put_on_agenda(
            application_id=self.pk, session_id=session.pk, by=secretary, late_reason="Today."
        )
        return self

    def put_on_agenda_again(self) -> "Road":
        """On the agenda of another session, after a recall or a deferral."""
        secretary = person("secretary")
        session = sessions.call_session(
            by=secretary, starts_at=timezone.now() + timedelta(hours=5), place="Astana"
        )
        sessions.put_on_agenda(
            application_id=self.pk, session_id=session.pk, by=secretary, late_reason="Today."
        )
        return self

    def send_papers(self) -> "Road":
        """The notice with the papers, late with the chair's reason; the members have it."""
        if self.session.papers_sent_at is None:
            demonstration.send_papers(self.session)
            self.work()
        return self

    def open_vote(self) -> "Road":
        """Everybody is present, has read and declared; the session and the vote are open."""
        secretary = person("secretary")
        session = self.session
        present = set(session.presences.values_list("member_id", flat=True))
        self.send_papers()
        demonstration.prepare_members(self.item)
        sessions.mark_presence(session_id=session.pk, present=present, by=secretary)
        sessions.open_session(session_id=session.pk, by=secretary)
        sessions.hear_item(item_id=self.item.pk, by=secretary)
        sessions.open_vote(item_id=self.item.pk, by=secretary)
        return self

    def vote(self, choice: Choice = Choice.FOR) -> "Road":
        for presence in self.session.presences.select_related("member"):
            sessions.cast_vote(item_id=self.item.pk, by=person(presence.member.username), choice=choice)
        return self

    def recommend(self) -> "Road":
        """Close the vote, adopt, close and sign, send to the Government."""
        secretary = person("secretary")
        sessions.close_vote(item_id=self.item.pk, by=secretary)
        sessions.recommend(item_id=self.item.pk, by=secretary)
        sessions.close_session(session_id=self.session.pk, by=secretary)
        for signer in ("secretary", "chair"):
            signing.sign_minutes(session_id=self.session.pk, by=person(signer), signer=BY_PASSWORD)
        sessions.send_to_government(application_id=self.pk, by=secretary)
        return self

    def to_government(self) -> "Road":
        """From a draft to before the Government."""
        self.submit().register().examine().answer_all().report().put_on_agenda()
        return self.open_vote().vote().recommend()

    def report_contract(self, **changes: object) -> Conclusion:
        """The applicant reports the contract as it was permitted; its file has passed the check."""
        application = self.application
        values: dict[str, object] = {
            "contract_number": "7",
            "contract_date": timezone.localdate(),
            "share": application.share,
            "price": application.price,
        }
        return conclusions.report_conclusion(
            application_id=application.pk,
            by=person(self.applicant),
            data=conclusions.ConclusionData(**{**values, **changes}),  # type: ignore[arg-type]
            received=receive(pdf(f"contract {application.pk}")),
        )

    def leave(self, officer: str = "officer") -> "Road":
        """The state does not buy: the track of the priority right is walked to its end, where there is one left."""
        track = PriorityTrack.objects.filter(application_id=self.pk, stage="opened").first()
        for move, who, buys in (
            (Move.RECOMMEND, officer, False),
            (Move.DECIDE, "government", False),
            (Move.NOTIFY, officer, None),
        ):
            if track is not None:
                data = StepData(act_number="3", act_date=timezone.localdate(), note="Not needed.", yes=buys)
                take_priority_step(application_id=self.pk, by=person(who), move=move, data=data)
        return self

    def conclude(self, officer: str = "officer", **changes: object) -> "Road":
        """Left by the state, reported, confirmed by the desk, entered by a keeper: the case is monitored."""
        self.leave(officer)
        reported = self.report_contract(**changes)
        self.work()
        conclusions.confirm_conclusion(conclusion_id=reported.pk, by=person(officer))
        conclusions.enter_conclusion(conclusion_id=reported.pk, by=person("keeper"))
        return self.work()

    def decree(self, outcome: Motion = Motion.GRANT, **changes: object) -> decisions.DecisionData:
        values: dict[str, object] = {
            "outcome": outcome,
            "number": "15",
            "date": timezone.localdate(),
            "text_kk": "Рұқсат берілсін.",
            "text_ru": "Выдать разрешение.",
            "signed_by": "Prime Minister",
            "competence": "Constitution, article 69",
        }
        lines = changes.pop("conditions", ())
        if lines:
            values["conditions"] = _of_decree(self.application, lines)
        return decisions.DecisionData(**{**values, **changes})  # type: ignore[arg-type]

    def record_reasons(self, decree: decisions.DecisionData) -> "Road":
        """The internal record of everything that the decree restricts."""
        rows = ProposedCondition.objects.filter(pk__in=decree.conditions)
        wordings = {
            Motion.REFUSE: [""],
            Motion.GRANT_WITH_CONDITIONS: [row.wording_ru for row in rows],
        }
        for wording in wordings.get(decree.outcome, ()):
            restrictions.write_restriction(
                application_id=self.pk, by=person("government"), data=internal_record(wording)
            )
        return self

    def decide(self, outcome: Motion = Motion.GRANT, **changes: object) -> "Road":
        decree = self.decree(outcome, **changes)
        self.record_reasons(decree)
        decisions.record_decision(application_id=self.pk, by=person("government"), data=decree)
        return self.work()
