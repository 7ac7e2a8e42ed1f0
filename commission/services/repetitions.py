"""Repeat applications: the data of a case carried over into a new draft of its applicant (SPL 188(3))."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from commission import sides
from commission.models import Application, DeclaredHolding, DeclaredParty, Document, Repetition, Side
from commission.models.package import Inspection
from commission.procedure.package import CODES
from commission.services.applications import EDITABLE, editable
from commission.services.desk import allow, allow_party, lock, require
from commission.services.numbers import next_reference
from commission.states import State, Task
from registry.journal.writing import act
from registry.models import User

_CARRIED = (
    "capacity", "object", "kind", "sale_mode", "share", "price", "valuation", "contract_date", "purpose",
)  # fmt: skip


def repeat_application(*, parent_id: int, by: User) -> Application:
    """A new draft with everything the applicant stated, made from a case that was filed; a draft made before is found.

    Documents are not carried over by themselves: what has not changed is taken again, one by one (`reuse_document`).
    What an acquirer stated in its own part stays the acquirer's: it is invited anew.
    """
    with act(by=by) as acting:
        parent = lock(parent_id)
        allow_party(parent, by, Task.FILE)
        allow(parent.applicant_id is not None)  # whoever types a paper types that paper alone
        require(parent.state != State.DRAFT, _("A draft is not repeated: change it."))
        standing = Application.objects.filter(repetition__parent=parent, state__in=EDITABLE).first()
        if standing is not None:
            return standing
        made = Application.objects.create(
            reference=next_reference(),
            applicant=parent.applicant,
            **{name: getattr(parent, name) for name in _CARRIED},
        )
        Repetition.objects.create(application=made, parent=parent, made_by=by)
        _carry_parties(parent, made)
        for relation in ("linked_consents", "stated_facts"):
            for row in getattr(parent, relation).all():
                _copied(row, application=made)
        acting.record("application.repeat", made.reference, parent=parent.reference)
        return made


def _carry_parties(parent: Application, made: Application) -> None:
    apart = sides.compartment(parent) is not None
    copies: dict[int, DeclaredParty] = {}
    for party in parent.declared_parties.all():
        if party.role == "applicant" or not apart:
            copies[party.pk] = _copied(party, application=made)
    if not apart:
        for holding in DeclaredHolding.objects.filter(application=parent):
            _copied(
                holding, application=made, owner=copies[holding.owner_id], company=copies[holding.company_id]
            )


def _copied(row: Any, **changes: Any) -> Any:
    """A new row with the same values but `changes` and what the database gives by itself."""
    model: type[models.Model] = type(row)
    values = {
        field.name: getattr(row, field.name)
        for field in model._meta.concrete_fields
        if not field.primary_key and not getattr(field, "auto_now_add", False)
    }
    return model._default_manager.create(**{**values, **changes})


def reusable_documents(application: Application) -> list[Document]:
    """Accepted documents of the repeated case's package that the applicant filed and has not taken again yet."""
    repetition = getattr(application, "repetition", None)
    if repetition is None:
        return []
    taken = set(application.documents.filter(removed_at__isnull=True).values_list("code", "sha256"))
    rows = Document.objects.filter(
        application=repetition.parent,
        side=Side.SELLER,
        internal=False,
        removed_at__isnull=True,
        inspection=Inspection.ACCEPTED,
        code__in=CODES,
    )
    return [row for row in rows.order_by("pk") if (row.code, row.sha256) not in taken]


def reuse_document(*, application_id: int, by: User, document_id: int) -> Document:
    """Take an unchanged document of the repeated case again: the same file, received today."""
    with act(by=by) as acting:
        application = editable(application_id, by)
        found = next((each for each in reusable_documents(application) if each.pk == document_id), None)
        require(found is not None, _("This document is in the package already, or cannot be taken again."))
        assert found is not None
        document: Document = _copied(
            found, application=application, received_on=timezone.localdate(), uploaded_by=by
        )
        application.declared_at = None
        application.save()
        acting.record(
            "document.attach",
            application.reference,
            document=document.pk,
            sha256=document.sha256,
            code=document.code,
        )
        return document
