"""A reported contract beside what was permitted, and what it changes in the registry: rows for three audiences."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission.models import Conclusion
from commission.procedure.conclusion import Difference
from commission.services import conclusions
from commission.services.contract_entry import Plan
from commission.shares_text import percent
from commission.wording_after import DIFFERENCE_NAMES


@dataclass(frozen=True, slots=True)
class Comparison:
    """One term: as permitted, as concluded, and what is wrong with it (empty: covered)."""

    label: str
    permitted: str
    concluded: str
    wrong: str = ""


def comparison(conclusion: Conclusion) -> list[Comparison]:
    """The contract's terms beside the permitted ones."""
    application = conclusion.application
    decision, found = application.current_decision(), set(conclusions.compared(conclusion))
    acquirer = application.declared_parties.get(role="acquirer")
    until = decision.term_until
    dates = (
        _("from %(since)s to %(until)s") % {"since": _day(decision.date), "until": _day(until)}
        if until
        else _("from %(since)s") % {"since": _day(decision.date)}
    )
    return [
        Comparison(_("Buyer"), acquirer.name, conclusion.buyer_name, _wrong(found, Difference.OTHER_BUYER)),
        Comparison(
            _("Share of all voting shares"),
            percent(application.share) if application.share is not None else "–",
            percent(conclusion.share),
            _wrong(found, Difference.LARGER_SHARE),
        ),
        Comparison(
            _("Price, KZT"),
            money_words(application.price),
            money_words(conclusion.price),
            _wrong(found, Difference.OTHER_PRICE),
        ),
        Comparison(
            _("Date of the contract"),
            dates,
            _day(conclusion.contract_date),
            _wrong(found, Difference.BEFORE_PERMISSION, Difference.AFTER_TERM),
        ),
    ]


def _wrong(found: set[Difference], *asked: Difference) -> str:
    return ", ".join(str(DIFFERENCE_NAMES[one]) for one in asked if one in found)


def plan_rows(intended: Plan) -> list[dict[str, Any]]:
    """The preview, line by line, with shares in words."""
    return [
        {
            "what": capfirst(line.what),
            "before": "–" if line.before is None else percent(line.before),
            "after": "–" if line.after is None else percent(line.after),
        }
        for line in intended.lines
    ]


def money_words(value: Decimal | None) -> str:
    """An amount in the reader's format, or a dash where none is given."""
    return "–" if value is None else formats.number_format(value, use_l10n=True, force_grouping=True)


def _day(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if value else ""
