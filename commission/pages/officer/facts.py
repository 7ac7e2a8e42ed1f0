"""What a case is about, as pairs of words for partials/summary_list.html."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission.documents.messages import verdict_text
from commission.models import Application, DeclaredParty, Document, Side
from commission.pages.countries import country_name
from commission.pages.document_names import DOCUMENT_NAMES
from commission.pages.officer.deadlines import day
from commission.pages.officer.paper_words import filed_from, scan_note
from commission.queries import CaseFile
from commission.shares_text import percent
from commission.states import Marking
from commission.wording_places import region_name
from registry.models import StrategicObject

Rows = list[dict[str, Any]]


def transaction_rows(application: Application) -> Rows:
    """The transaction as declared."""
    rows = [
        _row(_("Kind"), application.get_kind_display()),
        _row(_("Way of sale"), application.get_sale_mode_display()) if application.sale_mode else None,
        _row(
            _("Share of all voting shares"),
            percent(application.share) if application.share is not None else "",
        ),
        _row(_("Price, KZT"), _money(application.price)),
        _row(_("Valuation, KZT"), _money(application.valuation)),
        _row(_("Contract intended for"), day(application.contract_date)),
        _row(_("Filed as"), application.get_capacity_display()),
        _row(_("Purpose"), application.purpose),
    ]
    return [row for row in rows if row is not None]


def object_rows(found: StrategicObject) -> Rows:
    """The object of the registry."""
    rows = [
        _row(_("Object"), f"{found.code} {found.name}"),
        _row(_("Category"), found.get_category_display()),
        _row(_("Region"), region_name(found.region)),
    ]
    if found.stake_in is not None:
        rows.append(_row(_("Stake in"), found.stake_in.name))
    if found.underlying is not None:
        rows.append(_row(_("Follows the object"), f"{found.underlying.code} {found.underlying.name}"))
    return rows


def party_rows(file: CaseFile) -> Rows:
    """Applicant and acquirer as declared."""
    application = file.application
    typed = [event for event in application.events.all() if event.verb == "submit" and filed_from(event)]
    note = filed_from(max(typed, key=lambda event: event.pk)) if typed else ""
    rows = [_row(_("Filed by"), application.applicant_name, note=note)]
    if file.filed_by is not None:
        rows.append(_row(_("Applicant"), file.filed_by.name, note=describe(file.filed_by)))
    if file.acquirer is not None:
        ownership = reverse("officer:ownership", args=[application.reference])
        rows.append(_row(_("Acquirer"), file.acquirer.name, note=describe(file.acquirer), url=ownership))
    return rows


def document_rows(application: Application, documents: Iterable[Document]) -> Rows:
    """Documents as partials/documents.html takes them; only accepted files can be opened."""
    return [
        document_row(document, reverse("officer:document", args=[application.reference, document.pk]))
        for document in documents
    ]


def document_row(document: Document, url: str, *, with_entry: bool = True) -> dict[str, Any]:
    """One document; `url` is where it is read once it is accepted. The scan of a paper says whose entry it is, but on
    the entry's own page."""
    code = DOCUMENT_NAMES.get(document.code, "")
    note = scan_note(document) if with_entry else ""
    kind = ", ".join(part for part in (_kind(document, str(code)), note) if part)
    row = {
        "title": document.title,
        "kind": kind,
        "size": document.size,
        "received": document.received_on,
        "marking": "" if document.marking == Marking.PUBLIC else document.get_marking_display(),
        "hash": document.sha256,
        "url": "",
        "progress": "",
    }
    if document.is_accepted:
        row["url"] = url
    elif document.is_rejected:
        row |= {"progress": "problem", "progress_label": document.get_inspection_display()}
        row["kind"] = f"{kind}. {verdict_text(document.verdict)}"
    else:
        row |= {"progress": "in_progress", "progress_label": document.get_inspection_display()}
    return row


def _kind(document: Document, name: str) -> str:
    kind = f"{document.code} {name}".strip()
    return f"{kind} ({document.get_side_display()})" if document.side == Side.ACQUIRER else kind


def describe(party: DeclaredParty) -> str:
    """Kind, country and number in one line."""
    said = [party.get_kind_display(), country_name(party.country), party.identifier]
    if party.party_id is not None:
        said.append(_("recorded in the registry"))
    return ", ".join(str(part) for part in said if part)


def _row(label: str, value: Any, note: str = "", url: str = "") -> dict[str, Any]:
    return {"label": label, "value": capfirst(value), "note": capfirst(note), "url": url, "change_url": ""}


def _money(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    return str(formats.number_format(amount, decimal_pos=0 if whole else 2, force_grouping=True))
