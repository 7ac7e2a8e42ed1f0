"""What of one object calls for attention without anybody having applied: found by the checks and by dates.

Nothing is written here: `services.alerts` raises what is found, once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Q

from commission.facts import load_object
from commission.law.check import run
from commission.law.codec import exact
from commission.law.facts import Facts
from commission.law.figures import party
from commission.law.operator_10 import purposes
from commission.models import Application
from commission.models.alert import AlertKind
from commission.states import PERMITTED, Motion, Outcome, Purpose, State
from registry.models import Holding
from registry.networks import holding_values
from registry.ownership.acquisitions import LOT, Lot, lots, mark
from registry.ownership.groups import group_of
from registry.ownership.terms import Basis, Kind, RefusedData
from registry.ownership.view import View

LIMITS = ("media_20", "operator_49")
"""Checks whose violation stands whether or not there is a deal."""
TENTH = Fraction(1, 10)
STEP_MONTHS = 24
"""Lots of this many months are added up (policy)."""
_MOST_DAYS = 24

_STANDING = (*PERMITTED, State.AWAITING_CONCLUSION, State.IN_MONITORING)


@dataclass(frozen=True)
class Found:
    """One reason for an alert. `subject` empty: all foreigners; `people` the keys of the acquiring group."""

    kind: AlertKind
    company: str
    check_id: str
    law_version: str
    limit: Fraction
    low: Fraction
    high: Fraction
    subject: str = ""
    people: tuple[str, ...] = ()
    since: date | None = None
    message: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)
    chains: Sequence[Any] = ()
    lots: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Permission:
    """A permission in force on the object or the company's shares: who may have acquired how much.

    `consents`: what other bodies consented to in the same case, and the largest share each covers (None: any).
    """

    acquirer: str | None
    share: Fraction
    consents: tuple[tuple[str, Fraction | None], ...] = ()

    def covers(self, purpose: Purpose, share: Fraction) -> bool:
        """Whether a consent of this kind was given to a stake of this size."""
        return any(kind == purpose and (most is None or most >= share) for kind, most in self.consents)


def look_at(object_id: int, *, as_of: date) -> list[Found]:
    """Everything about the object on the day that no permission covers."""
    facts = load_object(object_id, as_of=as_of)
    granted = _permissions(object_id, facts)
    return [*_limits(object_id, facts, granted), *_gathered(facts, granted)]


def _targets(facts: Facts) -> tuple[str, ...]:
    return (facts.object.stake_in,) if facts.object.stake_in else facts.object.owners


def _permissions(object_id: int, facts: Facts) -> list[Permission]:
    """Applications on the object or on shares of its companies that were granted and stand."""
    same = Q(object_id=object_id) | Q(object__stake_in__key__in=_targets(facts))
    concluded = Q(state=State.CLOSED, decision__outcome__in=(Motion.GRANT, Motion.GRANT_WITH_CONDITIONS))
    rows = Application.objects.filter(same & (Q(state__in=_STANDING) | concluded)).prefetch_related(
        "declared_parties__party", "linked_consents"
    )
    found = []
    for row in rows:
        acquirers = [each.party for each in row.declared_parties.all() if each.role == "acquirer"]
        registered = acquirers[0].key if acquirers and acquirers[0] is not None else None
        consents = tuple((one.purpose, one.most) for one in row.linked_consents.all() if one.needed)
        found.append(Permission(registered, row.share or Fraction(0), consents))
    return found


# --- limits of Article 23 --------------------------------------------------------------------------------------------


def _limits(object_id: int, facts: Facts, granted: list[Permission]) -> Iterator[Found]:
    for check_id in LIMITS:
        finding = run(check_id, facts)
        if finding.outcome is not Outcome.VIOLATION or _covered(finding.chains, granted):
            continue
        values = finding.figures["values"]
        low = max(Fraction(values[name]["share"][0]) for name in "mk")
        high = max(Fraction(values[name]["share"][1]) for name in "mk")
        yield Found(
            kind=AlertKind.LIMIT,
            company=values["company"]["party"],
            check_id=check_id,
            law_version=finding.law_version,
            limit=Fraction(values["limit"]["share"][0]),
            low=low,
            high=high,
            since=_since(object_id, facts, check_id),
            message=finding.message,
            figures=finding.figures,
            chains=finding.chains,
        )


def _covered(chains: Sequence[Mapping[str, Any]], granted: list[Permission]) -> bool:
    """Whether somebody on a chain acquired by permission: the Government has weighed these shares."""
    on_chains = {node["party"] for chain in chains for node in chain.get("path", ())}
    return any(permission.acquirer in on_chains for permission in granted)


def _since(object_id: int, facts: Facts, check_id: str) -> date | None:
    """The first day of the crossing, going back over days on which a holding began; None: older than records."""
    began = {row.valid_from for row in facts.ownership.holdings if row.valid_from is not None}
    for day in sorted(began, reverse=True)[:_MOST_DAYS]:
        if (
            run(check_id, load_object(object_id, as_of=day - timedelta(days=1))).outcome
            is not Outcome.VIOLATION
        ):
            return day
    return None


# --- stakes gathered over time ---------------------------------------------------------------------------------------


def _gathered(facts: Facts, granted: list[Permission]) -> Iterator[Found]:
    """Groups that gained votes within the months that are looked back on, and by which mark."""
    if facts.object.listed is None:
        return
    try:
        view = facts.network.on(facts.as_of, Basis.VOTES)
    except RefusedData:
        return
    after = _months_before(facts.as_of)
    for company in _targets(facts):
        rows = holding_values(Holding.objects.filter(company__key=company).exclude(valid_to__lte=after))
        buyers = {row.on_behalf_of or row.owner for row in rows if row.valid_from and row.valid_from > after}
        for people, acting in _groups(view, buyers):
            gained = lots(rows, company, people, after=after, until=facts.as_of)
            theirs = [permission for permission in granted if permission.acquirer in people]
            allowed = sum((permission.share for permission in theirs), Fraction(0))
            if gained and (total := sum(lot.share for lot in gained) - allowed) > 0:
                yield from _judged(facts, view, company, people, acting, gained, Fraction(total), theirs)


def _judged(
    facts: Facts,
    view: View,
    company: str,
    people: frozenset[str],
    acting: str,
    gained: tuple[Lot, ...],
    total: Fraction,
    granted: list[Permission],
) -> Iterator[Found]:
    about: dict[str, Any] = {
        "company": company, "law_version": facts.law_version, "subject": acting, "people": tuple(sorted(people)),
        "since": gained[-1].day, "lots": [_lot(facts, lot) for lot in gained],
    }  # fmt: skip
    passed = mark(total)
    if passed is not None:
        at_once = max(lot.share for lot in gained) > LOT
        kind = AlertKind.LOT if at_once else AlertKind.LOTS
        yield Found(kind=kind, check_id="scope", limit=passed, low=total, high=total, **about)
    operator = facts.object.long_distance_operator or facts.object.international_operator
    held = view.register(company).votes_of(people)
    consented = all(
        any(permission.covers(purpose, held.low) for permission in granted) for purpose in purposes(facts)
    )
    if operator and held.low > TENTH and not consented:
        yield Found(
            kind=AlertKind.HOLDER, check_id="operator_10", limit=TENTH, low=held.low, high=held.high, **about
        )


def _groups(view: View, buyers: set[str]) -> Iterator[tuple[frozenset[str], str]]:
    """Each group among the buyers once, with the first of its members that bought; nobody unknown is a group."""
    seen: set[str] = set()
    for buyer in sorted(buyers):
        known = view.parties.get(buyer)
        if buyer in seen or known is None or known.kind is Kind.UNKNOWN:
            continue
        people = frozenset(group_of(view, buyer))
        seen |= people
        yield people, buyer


def _lot(facts: Facts, lot: Lot) -> dict[str, Any]:
    return {
        "day": lot.day.isoformat(),
        "share": exact(lot.share),
        "holders": [party(facts, holder) for holder in lot.holders],
        "sources": list(lot.sources),
    }


def _months_before(day: date) -> date:
    month = day.year * 12 + day.month - 1 - STEP_MONTHS
    # The last day of February has no brother in every year.
    return date(month // 12, month % 12 + 1, min(day.day, 28))
