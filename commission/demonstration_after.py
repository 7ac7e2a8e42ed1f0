"""The demonstration after a decision: a contract concluded on conditions, evidence sent, a notice of enforcement."""

from datetime import timedelta

from django.utils import timezone

from commission import demonstration
from commission.demonstration import person, work_off
from commission.documents.intake import receive
from commission.models import Application, Inquiry, Obligation, Opinion, ProposedCondition
from commission.models.inquiry import InquiryKind
from commission.procedure.priority import Move
from commission.reasons import Aim, Restricts
from commission.services import (
    applications,
    conclusions,
    decisions,
    inquiries,
    obligations,
    registration,
    restrictions,
)
from commission.services.applications import PartyData
from commission.services.conclusions import ConclusionData
from commission.services.conditions import CaseData, propose_from_library
from commission.services.inquiries import NoticeData
from commission.services.priority import StepData, take_priority_step
from commission.states import Capacity, Motion
from commission.workflow import Words
from registry.models import StrategicObject

_CODES = ("owners-report", "preserve-use")


def prepare_after(password: str) -> None:
    """A power plant sold on two conditions from the library, concluded and reported on once."""
    if Inquiry.objects.exists():
        return
    buyer = PartyData(kind="entity", name="ТОО «Алатау Энерго» (иллюстративно)", country="KZ")
    application = demonstration.draft("applicant", "SO-B-012", acquirer=buyer, share="1")
    work_off()
    applications.submit_application(application_id=application.pk, by=person("applicant"))
    demonstration.register(application)
    work_off()
    registration.take_step(application_id=application.pk, verb="examine", by=person("officer"), words=Words())
    demonstration.answer_all(application)
    demonstration.propose(application, password, Motion.GRANT_WITH_CONDITIONS, _propose(application))
    _decree(application)
    work_off()
    _conclude(application)
    _report_once(application)
    _notify()
    work_off()


def _propose(application: Application) -> tuple[int, ...]:
    """Two conditions of the library, each against a threat."""
    opinion = Opinion.objects.filter(
        consultation__application=application, consultation__body__code="energy"
    ).first()
    said = CaseData(
        reason="Иллюстративное обоснование.",
        threats=("6.1.11",),
        opinion_id=opinion.pk if opinion is not None else None,
    )
    rows = [
        propose_from_library(
            application_id=application.pk, by=person("officer"), code=code, values={}, data=said
        )
        for code in _CODES
    ]
    return tuple(row.pk for row in rows)


def _decree(application: Application) -> None:
    put = ProposedCondition.objects.filter(application=application, stage="put").order_by("pk")
    for row in put:
        restrictions.write_restriction(
            application_id=application.pk,
            by=person("government"),
            data=restrictions.RestrictionData(
                restricts=Restricts.CONDITION,
                condition=row.wording_ru,
                legal_basis="ЗНБ 22(5) (иллюстративно)",
                aim=Aim.PUBLIC_SAFETY,
                interests=("5.1.11",),
                threats=("6.1.11",),
                reasons="Иллюстративное обоснование.",
                lesser_measures="Иллюстративно: запрос сведений.",
                why_not_enough="Иллюстративно: сведения поступят поздно.",
            ),
        )
    reference = application.reference
    decisions.record_decision(
        application_id=application.pk,
        by=person("government"),
        data=decisions.DecisionData(
            outcome=Motion.GRANT_WITH_CONDITIONS,
            number="3",
            date=timezone.localdate(),
            signed_by="Премьер-Министр (иллюстративно)",
            competence="ГК РК, ст. 193-1(3) (иллюстративно)",
            conditions=tuple(put.values_list("pk", flat=True)),
            text_kk=f"Иллюстрациялық қаулы. {reference} өтініші бойынша шарттармен рұқсат берілсін.",
            text_ru=f"Иллюстративное постановление. Выдать разрешение с условиями по заявлению {reference}.",
        ),
    )


def _conclude(application: Application) -> None:
    assert application.share is not None
    reported = conclusions.report_conclusion(
        application_id=application.pk,
        by=person("applicant"),
        data=ConclusionData(
            contract_number="15-КП (иллюстративно)",
            contract_date=timezone.localdate(),
            share=application.share,
            price=application.price,
        ),
        received=receive(demonstration.paper("Договор (иллюстративно)")),
    )
    work_off()
    _leave(application)
    conclusions.confirm_conclusion(conclusion_id=reported.pk, by=person("officer"))
    conclusions.enter_conclusion(conclusion_id=reported.pk, by=person("keeper"))


def _leave(application: Application) -> None:
    """The track of the priority right: the state does not buy."""
    for move, who, buys in (
        (Move.RECOMMEND, "officer", False),
        (Move.DECIDE, "government", False),
        (Move.NOTIFY, "officer", None),
    ):
        data = StepData(
            act_number="16-П (иллюстративно)", act_date=timezone.localdate(), note="Иллюстративно.", yes=buys
        )
        take_priority_step(application_id=application.pk, by=person(who), move=move, data=data)


def _report_once(application: Application) -> None:
    """Evidence on the first due date is sent and waits to be verified."""
    first = Obligation.objects.filter(application=application).first()
    assert first is not None
    obligations.save_evidence(
        obligation_id=first.pk,
        by=person("applicant"),
        text="Состав собственников не изменился (иллюстративно).",
        title="Выписка (иллюстративно)",
        received=receive(demonstration.paper("Выписка (иллюстративно)")),
    )
    obligations.submit_evidence(obligation_id=first.pk, by=person("applicant"))


def _notify() -> None:
    """A pledgee's notice of enforcement, five days after the writ."""
    inquiries.give_notice(
        by=person("applicant2"),
        data=NoticeData(
            object_id=StrategicObject.objects.get(code="SO-B-015").pk,
            kind=InquiryKind.ENFORCEMENT,
            capacity=Capacity.PLEDGEE,
            event_on=timezone.localdate() - timedelta(days=5),
            act_name="Исполнительный лист (иллюстративно)",
            text="Банк обратил взыскание на заложенное имущество (иллюстративно).",
        ),
    )
