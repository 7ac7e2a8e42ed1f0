"""The language of stories in which the acquirer fills its own part, facts are remarked on, and decisions appealed.

The working days after those in `steps`: 31 July is the 100th after 2 March.

    August    3-7 | 10-14 | 17-21 | 24-28                                    =  101..120
"""

from typing import Any

from commission.demonstration import registry_party
from commission.models import Appeal, FactRemark, Side
from commission.models.appeal import AppealOutcome, Decider
from commission.models.delivery import DeliveryKind
from commission.models.remark import Verdict
from commission.pages.applicant.remarks import fact_named
from commission.services import appeals, applications, compartments, deliveries, remarks
from tests.cast import Road, person
from tests.flows.stories.steps import Story, day

BUYER = "buyer@acquirer.example"


class TwoSides(Story):
    """A case of which each private side fills and sees its own part."""

    # --- the acquirer ------------------------------------------------------------------------------------------------

    def file_apart(self, code: str, *, acquirer: str) -> "TwoSides":
        """Filed after the acquirer, a party of the registry, has stated and confirmed its part with its own login."""
        self.road = Road.draft(code).beside(self.workers.finish)
        by = person(self.applicant)
        part = compartments.invite_acquirer(application_id=self.pk, by=by, address=BUYER)
        token = compartments.token_of(part)
        buyer = compartments.open_login(
            token=token, first_name="Quiet", last_name="Buyer", password="violet-anchor-77", language="en"
        )
        compartments.accept_invitation(token=token, by=buyer)
        applications.save_party(
            application_id=self.pk, by=buyer, role="acquirer", data=registry_party(acquirer)
        )
        compartments.confirm_part(application_id=self.pk, by=buyer)
        applications.give_declaration(application_id=self.pk, by=by)
        self.work().file_again()
        return self

    def told(self, address: str) -> list[str]:
        """Subjects of all letters to this address, the oldest first."""
        return [letter.subject for letter in self.workers.letters() if address in letter.to]

    def lacks(self, username: str, address: str, *words: str) -> "TwoSides":
        """The page is there for this person and shows none of the words."""
        status, text = self.asks(username, address)
        assert status == 200, (username, address, status)
        shown = [word for word in words if word in text]
        assert not shown, (username, address, shown)
        return self

    # --- facts -------------------------------------------------------------------------------------------------------

    def remark(self, username: str, fact: str, wrong: str = "") -> "TwoSides":
        """A side finds a fact correct, or `wrong` for a reason."""
        side = Side.ACQUIRER if username == BUYER else Side.SELLER
        named = fact_named(self.application, side, fact)
        assert named is not None, fact
        remarks.remark(
            application_id=self.pk,
            by=person(username),
            side=side,
            fact=named.code,
            words=named.words,
            verdict=Verdict.WRONG if wrong else Verdict.AGREED,
            reason=wrong,
        )
        self.work()
        return self

    def answer_remark(self, fact: str, reason: str, *, accepted: bool = False) -> "TwoSides":
        made = FactRemark.objects.get(application_id=self.pk, fact=fact)
        remarks.answer_remark(remark_id=made.pk, by=person("officer"), accepted=accepted, reason=reason)
        self.work()
        return self

    # --- appeal ------------------------------------------------------------------------------------------------------

    def deliver(self, receipt: str, on: str) -> "TwoSides":
        """The desk enters that the post has delivered the notice."""
        deliveries.record_delivery(
            application_id=self.pk, by=person("officer"), kind=DeliveryKind.POST, on=day(on), number=receipt
        )
        self.work()
        return self

    @property
    def appeal(self) -> Appeal:
        return Appeal.objects.filter(decision__application_id=self.pk).latest("pk")

    def file_appeal(self, ground: str) -> "TwoSides":
        appeals.file_appeal(application_id=self.pk, by=person(self.applicant), ground=ground)
        self.work()
        return self

    def rule(self, outcome: AppealOutcome, *, act: str, reasons: str, by: str = "head") -> "TwoSides":
        """The head decides the appeal by an act, `number of dd.mm`."""
        number, _of, dated = act.partition(" of ")
        ruling = appeals.Ruling(outcome, Decider.HEAD, number, day(dated), reasons)
        appeals.decide_appeal(appeal_id=self.appeal.pk, by=person(by), ruling=ruling)
        self.work()
        return self

    def goes_on_as(self, application: Any) -> "TwoSides":
        """The same people go on with the case that follows."""
        self.road = Road(application.reference, self.applicant, self.workers.finish)
        return self
