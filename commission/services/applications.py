"""What the applicant does: start, save section by section, submit once, withdraw."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import jobs, permissions, sides, workflow
from commission.models import Application, DeclaredHolding, DeclaredParty, Document, Event, Side
from commission.procedure import regimes
from commission.services.calendar import calendar
from commission.services.desk import allow, allow_party, lock, one_at_a_time, require
from commission.services.letters import queue_letter
from commission.services.numbers import next_reference
from commission.services.papers import number_receipt
from commission.services.priority import withdraw_with_case
from commission.states import State, Task
from commission.workflow import NotAllowed
from registry.journal.writing import act
from registry.models import Party, User
from registry.roles import Role

EDITABLE = (State.DRAFT, State.RETURNED)


def start_application(*, by: User) -> Application:
    """A new draft of this applicant."""
    with act(by=by) as acting:
        allow(by.holds(Role.APPLICANT))
        one_at_a_time(by)
        untouched = Application.objects.select_for_update(no_key=True, of=("self",)).filter(
            applicant=by, state=State.DRAFT, object__isnull=True, kind="", declared_parties__isnull=True
        )
        if (empty := untouched.first()) is not None:
            return empty  # a draft nobody has written in yet: the same button, pressed twice
        application = Application.objects.create(reference=next_reference(), applicant=by)
        acting.record("application.start", application.reference)
        return application


def editable(application_id: int, by: User) -> Application:
    """The applicant's own application, locked; CannotProceed where it can no longer be changed."""
    application = lock(application_id)
    allow_party(application, by, Task.FILE)
    require(
        application.state in EDITABLE,
        _(
            "The application is already filed and can no longer be changed. Withdraw it, or wait until it is returned."
        ),
    )
    return application


def editable_acquirer(application_id: int, by: User) -> Application:
    """The application, locked, for whoever states the acquirer's part: the acquirer alone, once invited."""
    application = lock(application_id)
    part = sides.compartment(application)
    if part is None:
        return editable(application_id, by)
    if not permissions.may_fill_acquirer(application, by):
        raise NotAllowed(_("The acquirer fills this part itself: nobody else reads or changes it."))
    require(
        application.state in EDITABLE,
        _("The application is filed: the acquirer's part can no longer be changed."),
    )
    return application


def acquirers_part_changed(application: Application) -> None:
    """What was declared or confirmed before no longer holds: the acquirer's word where it fills its part itself."""
    part = sides.compartment(application)
    if part is None:
        application.declared_at = None
        application.save()
    elif part.confirmed_at is not None:
        part.confirmed_at = None
        part.save(update_fields=["confirmed_at"])


@dataclass(frozen=True, slots=True)
class PartyData:
    """A party as typed: the applicant, the acquirer or somebody behind it."""

    kind: str
    name: str
    country: str = ""
    identifier: str = ""
    email: str = ""
    phone: str = ""
    party: Party | None = None
    address: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True)
class TransactionData:
    """The transaction as typed; `share` is the exact fraction of all voting shares."""

    kind: str
    share: Fraction
    sale_mode: str = ""
    price: Decimal | None = None
    valuation: Decimal | None = None
    contract_date: date | None = None
    purpose: str = ""


def save_party(
    *, application_id: int, by: User, role: str, data: PartyData, capacity: str = ""
) -> DeclaredParty:
    """Save the applicant's or the acquirer's own section."""
    with act(by=by) as acting:
        application = (editable_acquirer if role == "acquirer" else editable)(application_id, by)
        acting.record("application.save", application.reference, section="parties")
        if role == "acquirer":
            acquirers_part_changed(application)
        else:
            application.capacity = capacity or application.capacity
            application.declared_at = None
            application.save()
        values = {name: getattr(data, name) for name in data.__slots__}
        declared, _created = DeclaredParty.objects.update_or_create(
            application=application, role=role, defaults=values
        )
        return declared


def choose_object(*, application_id: int, by: User, object_id: int) -> None:
    """Name the strategic object that the transaction is about."""
    with act(by=by) as acting:
        application = editable(application_id, by)
        acting.record("application.save", application.reference, section="object")
        application.object_id = object_id
        application.declared_at = None
        application.save()


def save_transaction(*, application_id: int, by: User, data: TransactionData) -> None:
    """Save the transaction's section."""
    with act(by=by) as acting:
        application = editable(application_id, by)
        acting.record("application.save", application.reference, section="transaction")
        for name in data.__slots__:
            setattr(application, name, getattr(data, name))
        application.declared_at = None
        application.save()


def add_holder(
    *, application_id: int, by: User, company_id: int, data: PartyData, low: Fraction, high: Fraction
) -> DeclaredHolding:
    """Declare who holds a share of the acquirer, or of somebody already declared behind it."""
    with act(by=by) as acting:
        application = editable_acquirer(application_id, by)
        acting.record("application.save", application.reference, section="holders")
        company = (
            DeclaredParty.objects.filter(application=application, pk=company_id)
            .exclude(role="applicant")
            .first()
        )
        require(company is not None, _("Choose the company from the list."))
        others = DeclaredHolding.objects.filter(application=application, company_id=company_id)
        require(
            not others.filter(
                owner__name=data.name, owner__country=data.country, low=low, high=high
            ).exists(),
            _("This holder with this share is already in the list."),
        )
        total = sum((holding.low for holding in others), low)
        require(
            total <= 1,
            _("The shares in “%(company)s” would add up to %(sum)s %%. Correct them to 100 %% or less.")
            % {"company": company, "sum": f"{float(total * 100):.2f}"},
        )
        owner = DeclaredParty.objects.create(
            application=application, role="holder", **{name: getattr(data, name) for name in data.__slots__}
        )
        acquirers_part_changed(application)
        return DeclaredHolding.objects.create(
            application=application, owner=owner, company_id=company_id, low=low, high=high
        )


def remove_holder(*, application_id: int, by: User, holder_id: int) -> None:
    """Take back a declared holder and everybody declared behind it alone."""
    with act(by=by) as acting:
        application = editable_acquirer(application_id, by)
        acting.record("application.save", application.reference, section="holders")
        holder = DeclaredParty.objects.filter(application=application, pk=holder_id, role="holder").first()
        require(holder is not None, _("This holder is no longer in the list."))
        _remove_with_those_behind(holder)
        acquirers_part_changed(application)


def _remove_with_those_behind(holder: DeclaredParty | None) -> None:
    """Somebody who also stands behind another company stays there."""
    waiting = [holder]
    while waiting:
        current = waiting.pop()
        if current is None:
            continue
        behind = [holding.owner for holding in current.held_by.select_related("owner")]
        current.delete()
        waiting += [owner for owner in behind if owner.role == "holder" and not owner.holdings.exists()]


def _open_side(application_id: int, by: User) -> tuple[Application, Side]:
    """The application, locked and open to change, and on which side of it this person writes."""
    if sides.is_acquirer(lock(application_id), by):
        return editable_acquirer(application_id, by), Side.ACQUIRER
    return editable(application_id, by), Side.SELLER


def _side_changed(application: Application, side: Side) -> None:
    if side == Side.ACQUIRER:
        acquirers_part_changed(application)
    else:
        application.declared_at = None
        application.save()


def attach_document(
    *, application_id: int, by: User, code: str, title: str, marking: str, received: Any
) -> Document:
    """Attach a file that the intake has received, to the side of whoever attaches; the inspection follows as a job."""
    with act(by=by) as acting:
        application, side = _open_side(application_id, by)
        entry = sides.typed_entry(application, by)
        document = Document.objects.create(
            application=application,
            paper_entry=entry,
            code=code,
            title=title,
            side=side,
            marking=marking,
            file_name=received.file_name,
            content_type=received.content_type,
            size=received.size,
            sha256=received.sha256,
            received_on=entry.received_on if entry is not None else timezone.localdate(),
            uploaded_by=by,
        )
        _side_changed(application, side)
        jobs.enqueue(
            key=f"inspection:{document.pk}",
            kind="inspection",
            application_id=application.pk,
            subject=str(document.pk),
        )
        acting.record(
            "document.attach", application.reference, document=document.pk, sha256=document.sha256, code=code
        )
        return document


def remove_document(*, application_id: int, by: User, document_id: int) -> None:
    """Take a document out of the package; the row stays."""
    with act(by=by) as acting:
        application, side = _open_side(application_id, by)
        document = Document.objects.filter(
            application=application, pk=document_id, side=side, internal=False
        ).first()
        require(document is not None, _("This document is no longer in the package."))
        assert document is not None
        document.removed_at = timezone.now()
        document.save(update_fields=["removed_at"])
        if side == Side.ACQUIRER:
            acquirers_part_changed(application)
        acting.record("document.remove", application.reference, document=document.pk)


def give_declaration(*, application_id: int, by: User) -> None:
    """The applicant declares that what is stated is true and complete."""
    with act(by=by) as acting:
        application = editable(application_id, by)
        application.declared_at = timezone.now()
        application.save()
        acting.record("application.declare", application.reference)


def submit_application(
    *, application_id: int, by: User, key: str = "", received_on: date | None = None
) -> Event:
    """File the application. A repeated request with the same key gets the first answer.

    `received_on`: the day on which it came on paper, entered and compared since. It counts as filed from the beginning
    of that day, whatever the day of the entry: day zero follows from it (`registration.register_application`).
    """
    now = timezone.now()
    day = received_on or timezone.localdate(now)
    regime = regimes.regime_for(settings.REGIME_MODE, day)
    due_on = calendar(day).add(day, regime.total_working_days)
    filed_at = now if received_on is None else timezone.make_aware(datetime.combine(received_on, time()))
    with act(by=by):
        event = workflow.fire(application_id, "submit", by=by, key=key, at=filed_at, due_on=due_on)
        number_receipt(event.application)
        queue_letter("submitted", event)
        return event


def withdraw_application(*, application_id: int, by: User, reason: str, key: str = "") -> Event:
    """Withdraw before the decision (policy)."""
    with act(by=by):
        event = workflow.fire(
            application_id, "withdraw", by=by, key=key, words=workflow.Words(public_note=reason)
        )
        withdraw_with_case(event.application, by=by, note=reason)
        queue_letter("withdrawn", event)
        return event
