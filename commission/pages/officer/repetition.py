"""A repeat application beside the case it repeats: what changed in the fields, among the holders, in the documents."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission.models import Application, Document
from commission.pages.applicant.figures import bounds_words, money, share_words
from commission.pages.document_names import DOCUMENT_NAMES
from commission.pages.officer.facts import describe


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: what it is, and how it stands in the former and in the new application ("" for not given)."""

    label: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def fields_compared(before: Application, after: Application) -> list[Compared]:
    """Everything stated about the transaction and its two parties."""
    former, new = _fields(before), _fields(after)
    return [Compared(label, former[label], new[label]) for label in former]


def _fields(of: Application) -> dict[str, str]:
    parties = {party.role: party for party in of.declared_parties.all()}
    described = {
        role: f"{parties[role].name}, {describe(parties[role])}" if role in parties else ""
        for role in ("applicant", "acquirer")
    }
    return {
        _("Filing as"): capfirst(of.get_capacity_display()),
        _("Applicant"): described["applicant"],
        _("Acquirer"): described["acquirer"],
        _("Object"): str(of.object) if of.object else "",
        _("Kind of transaction"): capfirst(of.get_kind_display()),
        _("Way of sale"): capfirst(of.get_sale_mode_display()),
        _("Share of all voting shares"): share_words(of.share) if of.share is not None else "",
        _("Price, KZT"): money(of.price) if of.price is not None else "",
        _("Valuation, KZT"): money(of.valuation) if of.valuation is not None else "",
        _("Intended date of the contract"): f"{of.contract_date:%d.%m.%Y}" if of.contract_date else "",
        _("Purpose of the transaction"): of.purpose,
    }


def holders_compared(before: Application, after: Application) -> list[Compared]:
    """Who holds what in whom, matched by the two names."""
    former, new = _holders(before), _holders(after)
    return [
        Compared(label, former.get(label, ""), new.get(label, "")) for label in dict.fromkeys([*former, *new])
    ]


def _holders(of: Application) -> dict[str, str]:
    return {
        _("%(owner)s in %(company)s")
        % {"owner": holding.owner.name, "company": holding.company.name}: bounds_words(
            holding.low, holding.high
        )
        for holding in of.declared_holdings.select_related("owner", "company")
    }


def documents_compared(before: Application, after: Application) -> list[dict[str, Any]]:
    """By code: files in both by hash, files taken out, files that are new."""
    former, new = _files(before), _files(after)
    lines = []
    for code in sorted({code for code, _sha in (*former, *new)}):
        for key in dict.fromkeys(key for key in (*former, *new) if key[0] == code):
            old, now = former.get(key), new.get(key)
            shown = now or old
            assert shown is not None
            lines.append(
                {
                    "name": f"{code} {DOCUMENT_NAMES.get(code, '')}".strip(),
                    "title": shown.title,
                    "sha256": shown.sha256,
                    "state": "same" if old and now else "new" if now else "gone",
                }
            )
    return lines


def _files(of: Application) -> dict[tuple[str, str], Document]:
    return {(each.code, each.sha256): each for each in of.documents.all() if each.in_package}
