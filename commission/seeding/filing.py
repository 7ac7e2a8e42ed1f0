"""The applicant's side of a seeded case: a whole draft, another paper for the defective one, a repeat; registration."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commission import demonstration
from commission.documents.intake import Received, receive
from commission.models import Application, Document
from commission.models.package import acquirer_stated
from commission.papers.rendering import render
from commission.procedure.package import demanded
from commission.seeding.plans import FILED_BY, Plan
from commission.services import applications, registration, repetitions
from commission.services.applications import PartyData, TransactionData
from commission.states import Capacity, Kind, Marking
from registry.models import Party, StrategicObject, User


@cache
def _pdf(title: str) -> bytes:
    """Cases share their papers: the same bytes are rendered once, and inspected once."""
    return render("illustrative_document", {"title": title})


def received(title: str) -> Received:
    """A real PDF of this title, as the intake takes it."""
    return receive(SimpleUploadedFile("illustrative.pdf", _pdf(title), content_type="application/pdf"))


@contextmanager
def under(regime: str) -> Iterator[None]:
    """What is done inside is done in an office of this regime; an office has cases of the other one, too."""
    kept = settings.REGIME_MODE
    settings.REGIME_MODE = "by_date" if regime == "R2" else "specification"
    try:
        yield
    finally:
        settings.REGIME_MODE = kept


def draft(plan: Plan, by: User) -> Application:
    """A complete, declared draft."""
    with under(plan.regime):
        return _draft(plan, by)


def _draft(plan: Plan, by: User) -> Application:
    strategic_object = StrategicObject.objects.get(code=plan.code)
    owner = strategic_object.titles.order_by("pk")[0].owner  # a part may have been sold since
    application = applications.start_application(by=by)
    pk, party = application.pk, _applicant(plan, owner, by)
    applications.save_party(application_id=pk, by=by, role="applicant", capacity=plan.capacity, data=party)
    applications.choose_object(application_id=pk, by=by, object_id=strategic_object.pk)
    _save_transaction(pk, plan, by)
    name, country, kind = plan.acquirer
    stated = applications.save_party(
        application_id=pk, by=by, role="acquirer", data=PartyData(kind=kind, name=name, country=country)
    )
    if not acquirer_stated(Application.objects.get(pk=pk)):
        demonstration.declare_owner(pk, by, stated)
    for code in demanded(plan.capacity, individual=party.kind == "individual", kind=plan.kind):
        _attach(pk, by, code, f"{code}: иллюстративный документ")
    applications.give_declaration(application_id=pk, by=by)
    return application


def _save_transaction(application_id: int, plan: Plan, by: User) -> None:
    applications.save_transaction(
        application_id=application_id,
        by=by,
        data=TransactionData(
            kind=plan.kind,
            share=plan.share,
            sale_mode=_mode(plan.kind),
            price=plan.price,
            valuation=plan.valuation,
            contract_date=timezone.localdate() + timedelta(days=150),
            purpose="Иллюстративная сделка",
        ),
    )


def repeat(parent_id: int, plan: Plan, by: User) -> Application:
    """A draft made from an earlier case: the contract's date is new, the documents are taken again."""
    with under(plan.regime):
        application = repetitions.repeat_application(parent_id=parent_id, by=by)
        _save_transaction(application.pk, plan, by)
        for document in repetitions.reusable_documents(application):
            repetitions.reuse_document(application_id=application.pk, by=by, document_id=document.pk)
        applications.give_declaration(application_id=application.pk, by=by)
    return application


def _mode(kind: Kind) -> str:
    if kind == Kind.SALE:
        return "off_exchange"
    return "auction" if kind in (Kind.ENFORCEMENT, Kind.BANKRUPTCY_SALE) else ""


def _applicant(plan: Plan, owner: Party, by: User) -> PartyData:
    if plan.capacity != Capacity.OWNER:
        return PartyData(kind="entity", name=FILED_BY[plan.capacity], country="KZ", email=by.email)
    return PartyData(
        kind="individual" if owner.kind == "individual" else "entity",
        name=owner.name_ru or owner.name_en,
        country=owner.country,
        identifier=owner.identifier,
        email=by.email,
        party=owner,
    )


def _attach(application_id: int, by: User, code: str, title: str) -> None:
    applications.attach_document(
        application_id=application_id,
        by=by,
        code=code,
        title=title,
        marking=Marking.COMMERCIAL,
        received=received(title),
    )


def complete(application_id: int, by: User) -> None:
    """After a return: another paper in place of the first, and the declaration anew."""
    old = Document.objects.filter(application_id=application_id, removed_at__isnull=True).earliest("pk")
    applications.remove_document(application_id=application_id, by=by, document_id=old.pk)
    _attach(application_id, by, old.code, f"{old.code}: исправленный иллюстративный документ")
    applications.give_declaration(application_id=application_id, by=by)


def submit(application_id: int, plan: Plan, by: User) -> None:
    with under(plan.regime):
        applications.submit_application(application_id=application_id, by=by)


def register(application_id: int, plan: Plan, officer: User) -> None:
    with under(plan.regime):
        registration.register_application(application_id=application_id, by=officer)


def withdraw(application_id: int, by: User, reason: str) -> None:
    applications.withdraw_application(application_id=application_id, by=by, reason=reason)
