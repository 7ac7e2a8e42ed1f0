"""Steps of those who file for an owner, of the state's priority right, and what they owe to tell.

Like those of `steps.Story`, each is made by the person whose office it is, and gives the story back.
"""

from fractions import Fraction

from commission.documents.intake import receive
from commission.models import Inquiry
from commission.models.inquiry import InquiryKind, Route
from commission.procedure.package import demanded
from commission.procedure.priority import Move
from commission.services import applications, conclusions, inquiries
from commission.services.applications import PartyData, TransactionData
from commission.services.conclusions import ConclusionData
from commission.services.inquiries import NoticeData
from commission.services.priority import StepData, take_priority_step
from commission.states import Capacity, Kind, Marking
from registry.models import StrategicObject
from tests.cast import Road, pdf, person
from tests.flows.stories.steps import INTERNAL, Story, day

# Who records a move of the priority right; the Government's office alone decides.
_BY = {Move.DECIDE: "government"}


def file_for_the_owner(
    story: Story,
    capacity: Capacity,
    kind: Kind,
    code: str,
    *,
    name: str,
    applicant: str,
    acquirer: PartyData | None = None,
) -> Story:
    """A manager, pledgee or bailiff files the auction of a tenth with the papers of its own capacity."""
    by = person(applicant)
    application = applications.start_application(by=by)
    pk, filer = application.pk, PartyData(kind="entity", name=name, country="KZ")
    applications.save_party(application_id=pk, by=by, role="applicant", capacity=capacity, data=filer)
    applications.choose_object(application_id=pk, by=by, object_id=StrategicObject.objects.get(code=code).pk)
    auction = TransactionData(kind=kind, share=Fraction(1, 10), sale_mode="auction")
    applications.save_transaction(application_id=pk, by=by, data=auction)
    if acquirer is not None:
        applications.save_party(application_id=pk, by=by, role="acquirer", data=acquirer)
    for number in demanded(capacity, individual=False, kind=kind):
        applications.attach_document(
            application_id=pk, by=by, code=number, title=number, marking=Marking.COMMERCIAL,
            received=receive(pdf(f"{number} of {name}")),
        )  # fmt: skip
    applications.give_declaration(application_id=pk, by=by)
    story.road = Road(application.reference, applicant, story.workers.finish)
    return story.work()


def notify_of_enforcement(code: str, *, since: str, by: str) -> Inquiry:
    """A pledgee tells that it enforces its pledge; the clock is the day the story has come to."""
    return inquiries.give_notice(
        by=person(by),
        data=NoticeData(
            object_id=StrategicObject.objects.get(code=code).pk,
            kind=InquiryKind.ENFORCEMENT,
            capacity=Capacity.PLEDGEE,
            event_on=day(since),
            act_name="Writ of execution 8",
            text="The debt is not paid.",
        ),
    )


def leads_to_the_priority_right(story: Story, notice: Inquiry) -> Story:
    """The desk takes the notice up and names the application with which the track has opened."""
    officer = person("officer")
    inquiries.take_inquiry(inquiry_id=notice.pk, by=officer)
    inquiries.close_inquiry(
        inquiry_id=notice.pk, by=officer, route=Route.PRIORITY, text="Filed.", application_id=story.pk
    )
    return story.work()


def priority(story: Story, move: Move, act: str, *, yes: bool | None = None, by: str = "") -> Story:
    """A move of the track on an act `number of dd.mm`; its reason is internal."""
    number, _of, dated = act.partition(" of ")
    take_priority_step(
        application_id=story.pk,
        by=person(by or _BY.get(move, "officer")),
        move=move,
        data=StepData(act_number=number, act_date=day(dated), note=INTERNAL, yes=yes),
    )
    return story.work()


def report_contract(story: Story, number: str, dated: str, buyer: str = "") -> int:
    """The applicant reports the contract, its file passes the inspection; the report's number in the database."""
    application = story.application
    reported = conclusions.report_conclusion(
        application_id=story.pk,
        by=person(story.applicant),
        data=ConclusionData(
            contract_number=number,
            contract_date=day(dated),
            share=application.share,
            price=application.price,
            buyer_name=buyer,
            buyer_country="KZ" if buyer else "",
        ),
        received=receive(pdf(f"contract {number}")),
    )
    story.work()
    return reported.pk


def confirm_contract(story: Story, reported: int) -> Story:
    """The desk finds the contract to be the permitted one."""
    conclusions.confirm_conclusion(conclusion_id=reported, by=person("officer"))
    return story.work()
