"""What a supposition does to every finding, beside the deal as filed; and the largest stake that passes each limit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission import findings_text
from commission.drawing.picture import Picture, picture
from commission.law.check import CHECKS, Finding, run
from commission.law.facts import Facts
from commission.law.media_20 import LIMIT as MEDIA_LIMIT
from commission.law.operator_49 import LIMIT as OPERATOR_LIMIT
from commission.law.sides import sides
from commission.pages.officer.findings import ORDER, DrawnBar, drawn_bars
from commission.pages.officer.network import carrying, holding_chains
from commission.shares_text import percent
from commission.states import Outcome
from registry.ownership.groups import group_of, possible_group_of
from registry.ownership.measures import Who, foreigners, persons
from registry.ownership.network import View
from registry.ownership.terms import Basis, RefusedData
from registry.ownership.whatif import Purchase, largest_stake

_GRAVE = (Outcome.VIOLATION, Outcome.ATTENTION)
_CONSENT_LIMIT = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Side:
    """One finding on one side: its outcome in words and its shares against their limits."""

    outcome: Outcome
    sentence: str
    bars: tuple[DrawnBar, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One check: the shares before the deal, the finding as filed, the finding as supposed."""

    title: str
    basis: str
    before: tuple[DrawnBar, ...]
    filed: Side
    supposed: Side
    moved: bool


@dataclass(frozen=True)
class Answer:
    """`moved`: checks that answer otherwise; `still`: others with shares or graver; `same`: titles of others."""

    moved: list[Compared]
    still: list[Compared]
    same: list[str]
    facts: Facts
    picture: Picture | None


def compare(filed: Facts, supposed: Facts) -> Answer:
    """Every check on both, moved ones first, then the gravest first."""
    compared, findings = [], []
    for check_id in CHECKS:
        one = run(check_id, filed)
        other = one if supposed is filed else run(check_id, supposed)
        findings.append(other)
        compared.append(_compared(one, other))
    compared.sort(key=lambda row: ORDER.index(row.supposed.outcome))
    telling = [
        row
        for row in compared
        if row.moved or row.supposed.bars or row.filed.bars or row.filed.outcome in _GRAVE
    ]
    return Answer(
        moved=[row for row in telling if row.moved],
        still=[row for row in telling if not row.moved],
        same=[row.title for row in compared if row not in telling],
        facts=supposed,
        picture=_picture(supposed, findings),
    )


def _compared(filed: Finding, supposed: Finding) -> Compared:
    one, other = _side(filed), _side(supposed)
    return Compared(
        title=findings_text.title(filed.check_id),
        basis=findings_text.basis(filed.check_id),
        before=tuple(
            DrawnBar(bar.label, bar.before_minimum, bar.before_maximum, bar.limit)
            for bar in findings_text.bars(filed)
            if bar.before_minimum is not None and bar.before_maximum is not None
        ),
        filed=one,
        supposed=other,
        moved=one != other,
    )


def _side(finding: Finding) -> Side:
    return Side(
        Outcome(finding.outcome),
        findings_text.sentence(finding),
        drawn_bars(finding),
    )


def _picture(facts: Facts, findings: list[Finding]) -> Picture | None:
    telling = [finding for finding in findings if holding_chains(finding)]
    telling.sort(key=lambda finding: ORDER.index(Outcome(finding.outcome)))
    arcs = carrying(telling[0].figures.get("bars", ()), holding_chains(telling[0])) if telling else ()
    try:
        return picture(facts, sides(facts), arcs)
    except RefusedData:
        return None


# --- the largest stake ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Largest:
    """How much may pass under one limit, in words."""

    title: str
    limit: str
    answer: str
    applies: str


@dataclass(frozen=True, slots=True)
class _Limit:
    check_id: str
    limit: Fraction
    bases: tuple[Basis, ...]
    who: Callable[[View, str], Who]
    measures: tuple[str, ...] = ("m", "k")


def _group(view: View, buyer: str) -> Who:
    return persons(group_of(view, buyer), possible_group_of(view, buyer))


_LIMITS = (
    _Limit("media_20", MEDIA_LIMIT, (Basis.VOTES, Basis.CAPITAL), lambda view, buyer: foreigners()),
    _Limit("operator_49", OPERATOR_LIMIT, (Basis.VOTES,), lambda view, buyer: foreigners()),
    _Limit("operator_10", _CONSENT_LIMIT, (Basis.VOTES,), _group, ("k",)),
)
_APPLIES: Mapping[Outcome, object] = {
    Outcome.NOT_APPLICABLE: gettext_lazy("does not apply to this object"),
    Outcome.UNDETERMINED: gettext_lazy("whether it applies or is passed is not known"),
}


def largest(facts: Facts) -> list[Largest]:
    """For a stake with a known seller and acquirer: the most that may pass under each limit; else nothing."""
    deal, company = facts.deal, facts.object.stake_in
    if deal is None or company is None or deal.seller is None or deal.acquirer is None:
        return []
    purchase = Purchase(company, deal.seller, deal.acquirer)
    return [_largest(facts, limit, purchase) for limit in _LIMITS]


def _largest(facts: Facts, limit: _Limit, purchase: Purchase) -> Largest:
    outcome = Outcome(run(limit.check_id, facts).outcome)
    return Largest(
        findings_text.title(limit.check_id),
        percent(limit.limit),
        _most(facts, limit, purchase),
        str(_APPLIES.get(outcome, _("applies"))),
    )


def _most(facts: Facts, limit: _Limit, purchase: Purchase) -> str:
    try:
        view = facts.network.on(facts.as_of)
        found = [
            largest_stake(
                facts.network,
                purchase.company,
                limit.who(view, purchase.buyer),
                limit.limit,
                purchase,
                measures=limit.measures,
                as_of=facts.as_of,
                basis=basis,
            )
            for basis in limit.bases
        ]
        held = view.register(purchase.company).votes_of({purchase.seller or ""}).high
    except (RefusedData, ValueError):
        return _("cannot be computed from what is recorded")
    if None in found:
        return _("none is certain: what is known already passes the limit, or what is not known may")
    most = min(size for size in found if size is not None)
    if not most:
        return _("none: any stake may pass the limit")
    return (
        _("%(share)s: all that the seller has") % {"share": percent(most)} if most >= held else percent(most)
    )
