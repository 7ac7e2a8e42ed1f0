"""Everything that an application states, section by section, to be checked before it is declared and after filing."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission import sides
from commission.models import Application, DeclaredParty, Document
from commission.pages.applicant.figures import bounds_words, money, share_words
from commission.pages.applicant.tasks import attached, declared
from commission.pages.applicant.words import PART_NAMES
from commission.pages.countries import country_name
from commission.pages.document_names import DOCUMENT_NAMES
from commission.procedure.package import Part
from commission.states import Capacity, Kind, SaleMode
from commission.wording import CAPACITY_NAMES, KIND_NAMES, MODE_NAMES

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its title, its rows for partials/summary_list.html, and where it is changed."""

    title: str
    url: str
    rows: Rows = field(default_factory=list)


def summary(application: Application) -> list[Section]:
    """All sections but the declaration itself."""
    return [
        _section(application, Part.PARTIES, _applicant_rows(application)),
        _section(application, Part.OBJECT, _object_rows(application)),
        _section(application, Part.TRANSACTION, _transaction_rows(application)),
        *_acquirer(application),
        _section(application, Part.DOCUMENTS, _document_rows(application)),
    ]


def _acquirer(application: Application) -> list[Section]:
    """The acquirer and those behind it; where the acquirer states that itself, only whether it has."""
    part = sides.compartment(application)
    if part is not None:
        done = _("complete") if part.is_complete else _("not complete")
        return [_section(application, Part.ACQUIRER, [_row(_("Filled by the acquirer itself"), done)])]
    return [
        _section(application, Part.ACQUIRER, party_rows(declared(application, "acquirer"))),
        Section(
            _("Who stands behind the acquirer"),
            reverse("applicant:holders", args=[application.reference]),
            holder_rows(application),
        ),
    ]


def _section(application: Application, part: Part, rows: Rows) -> Section:
    return Section(str(PART_NAMES[part]), reverse(f"applicant:{part}", args=[application.reference]), rows)


def _row(label: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"label": label, "value": value, **more}


def _applicant_rows(application: Application) -> Rows:
    party = declared(application, "applicant")
    capacity = application.capacity
    rows = [_row(_("Filing as"), capfirst(CAPACITY_NAMES[Capacity(capacity)]) if capacity else "")]
    rows += party_rows(party)
    if party is not None:
        if party.registration:
            rows.append(_row(_("Number in the register of its country"), party.registration))
        if party.address:
            rows.append(_row(_("Postal address"), party.address))
        rows += [_row(_("E-mail"), party.email), _row(_("Telephone"), party.phone)]
    return rows


def party_rows(party: DeclaredParty | None) -> Rows:
    """Who a party is, as declared."""
    if party is None:
        return [_row(_("Name"), "")]
    registry = party.party.name if party.party else ""
    return [
        _row(_("Name"), party.name),
        _row(_("Kind of party"), capfirst(str(party.get_kind_display()))),
        _row(_("Country"), country_name(party.country)),
        _row(_("BIN or IIN"), party.identifier),
        *([_row(_("In the registry"), registry)] if registry else []),
    ]


def _object_rows(application: Application) -> Rows:
    thing = application.object
    if thing is None:
        return [_row(_("Object"), "")]
    rows = [
        _row(_("Object"), str(thing), url=reverse("public:object", args=[thing.code])),
        _row(_("Category"), capfirst(str(thing.get_category_display()))),
    ]
    if thing.stake_in is not None:
        rows.append(_row(_("Stake in"), thing.stake_in.name))
    return rows


def _transaction_rows(application: Application) -> Rows:
    kind, mode = application.kind, application.sale_mode
    share, price, valuation = application.share, application.price, application.valuation
    return [
        _row(_("Kind of transaction"), capfirst(KIND_NAMES[Kind(kind)]) if kind else ""),
        _row(_("Way of sale"), capfirst(MODE_NAMES[SaleMode(mode)]) if mode else ""),
        _row(_("Share of all voting shares"), share_words(share) if share is not None else ""),
        _row(_("Price, KZT"), money(price) if price is not None else ""),
        _row(_("Valuation, KZT"), money(valuation) if valuation is not None else ""),
        _row(_("Intended date of the contract"), _day(application.contract_date)),
        _row(_("Purpose of the transaction"), application.purpose),
    ]


def _day(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if value else ""


def holder_rows(application: Application) -> Rows:
    """Who holds what share in whom, as declared."""
    rows = []
    for holding in application.declared_holdings.all():
        owner = holding.owner
        label = _("%(owner)s in %(company)s") % {"owner": owner.name, "company": holding.company.name}
        kind, country = capfirst(str(owner.get_kind_display())), country_name(owner.country)
        rows.append(_row(label, f"{bounds_words(holding.low, holding.high)}, {kind}, {country}"))
    return rows or [_row(_("Holders"), "")]


def _file_url(application: Application, document: Document) -> str:
    """Where the file is read once the inspection has accepted it."""
    if not document.is_accepted:
        return ""
    return reverse("applicant:document", args=[application.reference, document.pk])


def _document_rows(application: Application) -> Rows:
    rows = [
        _row(
            str(DOCUMENT_NAMES.get(document.code, document.code)),
            document.title,
            note=document.file_name,
            url=_file_url(application, document),
        )
        for document in attached(application)
    ]
    return rows or [_row(_("Documents"), "")]
