"""Alerts in the reader's words: what was noticed, of whom, on which figures."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from commission import findings_text
from commission.models import Alert
from commission.models.alert import AlertKind
from commission.shares_text import percent, share_words
from commission.watch import STEP_MONTHS
from registry.models.naming import choose_name


@dataclass(frozen=True, slots=True)
class LotRow:
    """One acquisition: the day, how much, by whom, on which documents."""

    day: date
    share: str
    holders: str
    sources: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an alert rests on, ready to be drawn."""

    sentence: str
    basis: str
    notes: list[str]
    bars: list[findings_text.Bar]
    chains: list[Any]
    lots: list[LotRow]


def sentence(alert: Alert) -> str:
    """What was noticed, in one sentence."""
    words = {
        "who": alert.holder.name if alert.holder else "",
        "company": alert.company.name,
        "limit": percent(alert.limit_share),
        "share": share_words(alert.bounds, alert.limit_share),
        "months": STEP_MONTHS,
        "number": len(alert.lots),
    }
    match alert.kind:
        case AlertKind.LOT:
            return (
                _(
                    "%(who)s with its group acquired %(share)s of all votes in %(company)s within %(months)s months, "
                    "more than %(limit)s, and no permission covers it (SPL 187(6))."
                )
                % words
            )
        case AlertKind.LOTS:
            return (
                _(
                    "%(who)s with its group acquired %(share)s of all votes in %(company)s in %(number)s lots within "
                    "%(months)s months, each exempt by itself, together more than %(limit)s: lots add up (policy)."
                )
                % words
            )
        case AlertKind.HOLDER:
            return (
                _(
                    "%(who)s with its group now holds %(share)s of all votes in %(company)s, more than %(limit)s, and "
                    "its stake grew without a consent that covers it (NSL 23(6)(6))."
                )
                % words
            )
    return findings_text.sentence(alert)


def evidence(alert: Alert) -> Evidence:
    """Everything of one alert, without a query."""
    is_finding = alert.kind == AlertKind.LIMIT
    return Evidence(
        sentence=sentence(alert),
        basis=findings_text.basis(alert.check_id),
        notes=[*(findings_text.notes(alert) if is_finding else []), *_notes(alert)],
        bars=findings_text.bars(alert) if is_finding else [_bar(alert)],
        chains=findings_text.chains(alert) if is_finding else [],
        lots=[_lot(lot) for lot in alert.lots],
    )


def _notes(alert: Alert) -> list[str]:
    if alert.kind in (AlertKind.LOT, AlertKind.LOTS):
        return [
            _(
                "Trades on the exchange are exempt up to 20 %: the registry does not say how a stake was bought. Ask."
            ),
        ]
    return []


def _bar(alert: Alert) -> findings_text.Bar:
    low, high = alert.bounds
    label = _("votes held") if alert.kind == AlertKind.HOLDER else _("votes acquired")
    return findings_text.Bar(label, low, high, alert.limit_share)


def _lot(lot: Any) -> LotRow:
    return LotRow(
        day=date.fromisoformat(lot["day"]),
        share=percent(Fraction(lot["share"])),
        holders=", ".join(
            choose_name(each["en"], each["ru"], each["kk"]) or each["party"] for each in lot["holders"]
        ),
        sources="; ".join(lot["sources"]),
    )
