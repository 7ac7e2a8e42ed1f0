"""The concluded contract: reported by the applicant, confirmed by the desk, entered in the registry by a keeper.

Two people stand behind a change of an object in an open case: whoever confirmed the report, and the keeper who enters
it. The entry is one step: holdings, titles and links, the conclusion and the case's move commit together.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, permissions, workflow
from commission.documents.storage import Received
from commission.guards_after import left_by_the_state
from commission.models import Application, Conclusion, PriorityTrack
from commission.models.conclusion import ConclusionState
from commission.procedure.conclusion import Buyer, Concluded, Difference, Permitted, differences
from commission.services.attachments import keep_document
from commission.services.contract_entry import Plan, buyer_of, plan, seal_of
from commission.services.desk import allow, lock, require, require_seen
from commission.services.letters import holders, queue_matter, tell_applicant
from commission.services.obligations import make_obligations
from commission.states import State
from commission.workflow import Words
from registry.journal.writing import act
from registry.models import Party, Title, User
from registry.roles import Role
from registry.services import save_holdings, save_link, save_party, save_title

CONTRACT = "C"
"""Code of the concluded contract among the documents."""


@dataclass(frozen=True, slots=True)
class ConclusionData:
    """A contract as typed. `buyer_name` empty: the permitted acquirer bought."""

    contract_number: str
    contract_date: date
    share: Fraction
    price: Decimal | None = None
    buyer_name: str = ""
    buyer_country: str = ""
    buyer_identifier: str = ""


def report_conclusion(
    *, application_id: int, by: User, data: ConclusionData, received: Received, key: str = ""
) -> Conclusion:
    """The applicant reports the contract with its document; the officer is told."""
    with act(by=by) as acting:
        application = lock(application_id)
        allow(permissions.is_applicant(application, by))
        repeated = application.conclusions.filter(key=key).first() if key else None
        if repeated is not None:
            return repeated
        require(
            application.state == State.AWAITING_CONCLUSION,
            _("A contract is reported once the permission has been notified and before the case is closed."),
        )
        require(
            not application.conclusions.exclude(state=ConclusionState.RETURNED).exists(),
            _("A contract is reported already. Wait until it is checked or returned to you."),
        )
        require(bool(data.contract_number.strip()), _("Give the number of the contract."))
        require(data.contract_date <= timezone.localdate(), _("The contract cannot be dated in the future."))
        require(0 < data.share <= 1, _("The share must be above 0 % and at most 100 %."))
        number = data.contract_number.strip()
        document = keep_document(
            application, by=by, code=CONTRACT, title=number, received=received, acting=acting
        )
        reported = Conclusion.objects.create(
            application=application,
            contract_number=number,
            contract_date=data.contract_date,
            share=data.share,
            price=data.price,
            document=document,
            reported_by=by,
            key=key,
            **_buyer(application, data),
        )
        for officer in _desk(application):
            queue_matter("contract_reported", application, reported.pk, to=officer)
        acting.record("contract.report", application.reference, conclusion=reported.pk)
        return reported


def _buyer(application: Application, data: ConclusionData) -> dict[str, object]:
    acquirer = application.declared_parties.filter(role="acquirer").first()
    require(acquirer is not None or bool(data.buyer_name), _("Name the buyer."))
    if data.buyer_name:
        return {
            "buyer_name": data.buyer_name,
            "buyer_country": data.buyer_country,
            "buyer_identifier": data.buyer_identifier,
            "buyer_kind": acquirer.kind if acquirer else "entity",
        }
    assert acquirer is not None
    return {
        "buyer_name": acquirer.name,
        "buyer_country": acquirer.country,
        "buyer_identifier": acquirer.identifier,
        "buyer_kind": acquirer.kind,
        "buyer": acquirer.party,
    }


def _desk(application: Application) -> list[User]:
    return [application.officer] if application.officer is not None else holders(Role.HEAD)


def compared(conclusion: Conclusion) -> list[Difference]:
    """What of the contract the permission does not cover (SPL 188(3))."""
    application = conclusion.application
    acquirer = application.declared_parties.filter(role="acquirer").first()
    decision = application.current_decision()
    buyer = conclusion.buyer
    contracted = Buyer(conclusion.buyer_name, conclusion.buyer_identifier, buyer.key if buyer else "")
    # A pledgee and a bailiff need not name an acquirer (SPL 188(1) D7): the permission then holds for any buyer.
    named = (
        Buyer(acquirer.name, acquirer.identifier, acquirer.party.key if acquirer.party else "")
        if acquirer
        else contracted
    )
    permitted = Permitted(
        buyer=named,
        share=application.share,
        price=application.price,
        since=decision.date,
        until=decision.term_until,
    )
    concluded = Concluded(
        buyer=contracted,
        share=conclusion.share,
        price=conclusion.price,
        on=conclusion.contract_date,
    )
    return differences(permitted, concluded)


def preview(conclusion: Conclusion) -> Plan:
    """What entering the contract would change in the registry as it stands now."""
    return plan(conclusion, buyer_of(conclusion))


def return_conclusion(*, conclusion_id: int, by: User, reason: str) -> Conclusion:
    """The desk sends a report back with the reason; the applicant may report again. Not once it is entered."""
    with act(by=by) as acting:
        conclusion = _locked(conclusion_id)
        allow(permissions.may_process(conclusion.application, by))
        require(conclusion.is_open, _("This report is no longer open."))
        require(bool(reason.strip()), _("Give the reason: the applicant reads it."))
        conclusion.state = ConclusionState.RETURNED
        conclusion.returned_by, conclusion.returned_at = by, timezone.now()
        conclusion.return_reason = reason.strip()
        conclusion.save(update_fields=["state", "returned_by", "returned_at", "return_reason"])
        application = conclusion.application
        if application.current_decision().term_is_over:
            # As long as a contract of the term waited to be checked, the permission did not lapse.
            key = f"lapse:{application.pk}:{conclusion.pk}"
            jobs.enqueue(key=key, kind="lapse", application_id=application.pk)
        tell_applicant("contract_returned", application, conclusion.pk)
        acting.record("contract.return", application.reference, conclusion=conclusion.pk)
        return conclusion


def confirm_conclusion(*, conclusion_id: int, by: User) -> Conclusion:
    """The desk confirms that the contract is as permitted; the case moves on at once where no row changes.

    Refused while anything differs from the permission: a repeat application or a breach, never a confirmation; and
    until the priority right of the state is given up (`guards_after.left_by_the_state`).
    """
    with act(by=by) as acting:
        conclusion = _locked(conclusion_id)
        application = conclusion.application
        allow(permissions.may_process(application, by))
        if conclusion.state == ConclusionState.CONFIRMED and conclusion.confirmed_by_id == by.pk:
            return conclusion
        require(conclusion.is_open, _("This report is no longer open."))
        _left_by_the_state(application)
        require(
            not compared(conclusion),
            _(
                "The contract differs from what was permitted: return the report and ask for a repeat application "
                "(SPL 188(3)), or open an inquiry into the breach."
            ),
        )
        require(
            conclusion.document.is_accepted, _("The document of the contract has not passed the check yet.")
        )
        intended = preview(conclusion)
        require(not intended.obstacles, " ".join(intended.obstacles))
        conclusion.state = ConclusionState.CONFIRMED
        conclusion.confirmed_by, conclusion.confirmed_at = by, timezone.now()
        acting.record("contract.confirm", application.reference, conclusion=conclusion.pk)
        if intended.is_empty:
            _move_on(conclusion)
        else:
            for keeper in holders(Role.KEEPER):
                queue_matter("contract_to_enter", application, conclusion.pk, to=keeper)
        conclusion.save()
        return conclusion


def _left_by_the_state(application: Application) -> None:
    """The priority right is given up, or its term is over; of an encumbrance nothing is asked."""
    track = PriorityTrack.objects.filter(application=application).first()
    require(
        track is None or not track.may_buy,
        _(
            "The Government exercises the priority right: the state buys, and no other contract is confirmed or "
            "entered (CC 193-1(4)). Return the report."
        ),
    )
    require(left_by_the_state(application), left_by_the_state.why)  # type: ignore[attr-defined]


def enter_conclusion(*, conclusion_id: int, by: User, seen: str = "") -> Conclusion:
    """A keeper enters the contract: every row cites it, begins on its day, and the case is concluded with it.

    `seen` is the seal of the plan that the page showed: where the registry has changed since, it is looked at anew.
    """
    with act(by=by) as acting:
        conclusion = _locked(conclusion_id)
        application = conclusion.application
        allow(permissions.may_enter_contract(conclusion, by))
        if conclusion.state == ConclusionState.ENTERED and conclusion.entered_by_id == by.pk:
            return conclusion
        require(
            conclusion.state == ConclusionState.CONFIRMED, _("This contract does not wait to be entered.")
        )
        _left_by_the_state(application)
        require_seen(seen, seal_of(preview(conclusion)))
        document = cited_as(conclusion)
        try:
            conclusion.changes = _write(conclusion, by, document)
        except ValidationError as wrong:
            require(False, " ".join(wrong.messages))
        conclusion.entered_by, conclusion.entered_at = by, timezone.now()
        acting.record(
            "contract.enter", application.reference, conclusion=conclusion.pk, rows=len(conclusion.changes)
        )
        _move_on(conclusion)
        conclusion.save()
        return conclusion


def cited_as(conclusion: Conclusion) -> str:
    """The contract as the registry's rows cite it."""
    return _("Contract No. %(number)s of %(day)s, application %(reference)s") % {
        "number": conclusion.contract_number,
        "day": conclusion.contract_date.strftime("%d.%m.%Y"),
        "reference": conclusion.application.reference,
    }


def _write(conclusion: Conclusion, by: User, document: str) -> list[dict[str, object]]:
    """The registry's rows through its own use cases: history, outbox and journal come with them."""
    buyer: Party = buyer_of(conclusion)
    if buyer._state.adding:
        save_party(party=buyer, by=by, document=document)
        conclusion.buyer = buyer
    intended = plan(conclusion, buyer)
    require(not intended.obstacles, " ".join(intended.obstacles))
    if intended.holdings:
        save_holdings(save=intended.holdings, by=by, document=document)
    for row in intended.rows:
        if isinstance(row, Title):
            save_title(title=row, by=by, document=document)
        else:
            save_link(link=row, by=by, document=document)
    return [
        {"model": str(row._meta.model_name), "row": row.pk} for row in (*intended.holdings, *intended.rows)
    ]


def _move_on(conclusion: Conclusion) -> None:
    """The case is concluded, on behalf of whoever confirmed the report; the applicant is told."""
    application, officer = conclusion.application, conclusion.confirmed_by
    assert officer is not None
    conclusion.state = ConclusionState.ENTERED
    conclusion.entered_at = conclusion.entered_at or timezone.now()
    conclusion.save()
    if not permissions.may_process(application, officer):
        require(False, _("Whoever confirmed the report has left the case: the desk must confirm it again."))
    workflow.fire(
        application.pk,
        "conclude",
        by=officer,
        key=f"conclusion:{conclusion.pk}",
        words=Words(act_number=conclusion.contract_number[:60], act_date=conclusion.contract_date),
    )
    make_obligations(application_id=application.pk)
    tell_applicant("contract_entered", application, conclusion.pk)


def _locked(conclusion_id: int) -> Conclusion:
    """The fresh row, its case locked first."""
    application = lock(Conclusion.objects.values_list("application_id", flat=True).get(pk=conclusion_id))
    found = Conclusion.objects.select_related("buyer", "document", "confirmed_by").get(pk=conclusion_id)
    found.application = application
    return found
