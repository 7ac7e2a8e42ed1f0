"""Open and decided cases on the object, the parties and their group; stakes acquired step by step."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from commission.law import figures
from commission.law.facts import Facts, RelatedCase
from commission.law.lots import ENDED, UNKNOWN, certain, other_lots, possible
from commission.law.provision import Answer, Note, check
from commission.law.wording import N_
from commission.states import PENDING, Effect, Outcome
from registry.ownership.groups import group_of, possible_group_of
from registry.ownership.terms import Basis, Holding, RefusedData

YEARS = 2
"""Stakes acquired within 24 months count together (policy)."""

WORDS = {
    "none": N_("No other case touches the object, the company or the acquirer, and no stake adds up."),
    "others": N_(
        "Other cases touch the same object, company or acquirer, none of them open, and no stake adds up: {cases}."
    ),
    "open": N_("Open cases touch the same object or company: {cases}."),
    "steps": N_(
        "Step by step within 24 months (policy): with this deal {acquirer} and its group would acquire {sum} of "
        "{company}: {steps}."
    ),
    "steps_unknown": N_(
        "Stakes may add up within 24 months (policy): with this deal up to {sum} of {company}. Establish whether the "
        "deals were made, when, and by whose group: {steps}."
    ),
    "this_deal": N_("this deal {share}"),
    "case": N_("case {reference} of {on}: {share}"),
    "case_undated": N_("case {reference}: {share}"),
    "recorded": N_("recorded from {on}: {holder} {share}"),
    "many": N_("Only the newest {count} other cases were read."),
}


@check(
    "related_cases",
    title=N_("Related cases and step-by-step acquisition"),
    basis="-",
    effect=Effect.PROCEDURAL,
    words=WORDS,
    reads=("deal.acquirer", "deal.share", "related.state", "related.acquirer"),
    version="2",
)
def related_cases(facts: Facts) -> Answer:
    """Other cases named, and what the acquirer's group took in the same company within 24 months, added up."""
    deal = facts.deal
    if deal is None:
        return Answer(Outcome.UNDETERMINED, "common.no_deal")
    if deal.acquirer is None:
        return Answer(Outcome.UNDETERMINED, "common.acquirer_unknown")
    if facts.object.stake_in is not None and deal.share is None:
        return Answer(Outcome.UNDETERMINED, "common.share_unknown")
    evidence = tuple({"measure": "case", "reference": case.reference} for case in facts.related)
    since = _since(facts.as_of)
    mine, doubtful = _lots(facts, since)
    bought = tuple(_bought(facts, deal.acquirer, since))
    steps = [*(_case(lot) for lot in (*mine, *doubtful)), *(_recorded(facts, row) for row in bought)]
    open_cases = [case for case in facts.related if case.state in PENDING and _same_place(facts, case)]
    values = {
        "cases": figures.texts(case.reference for case in (open_cases or facts.related)),
        "acquirer": figures.party(facts, deal.acquirer),
        "company": figures.party(facts, facts.object.stake_in or facts.object.code),
        "sum": figures.share(_sum(deal.share, mine, bought)),
        "steps": {"list": [figures.phrase("related_cases.this_deal", share=_share(deal.share)), *steps]},
    }
    notes: tuple[Note, ...] = (("many", {"count": figures.text("100")}),) if len(facts.related) >= 100 else ()
    if mine or bought:
        return Answer(Outcome.ATTENTION, "steps", values, notes, chains=evidence)
    if doubtful:
        values["sum"] = figures.share(_sum(deal.share, doubtful, ()))
        return Answer(Outcome.UNDETERMINED, "steps_unknown", values, notes, chains=evidence)
    if open_cases:
        return Answer(Outcome.ATTENTION, "open", values, notes, chains=evidence)
    return Answer(Outcome.CLEAR, "others" if facts.related else "none", values, notes, chains=evidence)


def _since(day: date) -> date:
    """The first day of the 24 months that end on this day."""
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - YEARS, day=28)


def _lots(facts: Facts, since: date) -> tuple[tuple[RelatedCase, ...], tuple[RelatedCase, ...]]:
    """Lots of the acquirer's group within the time, and those of which that is not certain."""
    lots = [lot for lot in other_lots(facts) if lot.filed_on is None or lot.filed_on >= since]
    sure = tuple(lot for lot in lots if lot.filed_on is not None and lot.state not in UNKNOWN)
    maybe = [lot for lot in lots if lot not in sure]
    return sure, (*maybe, *(case for case in _perhaps_mine(facts, since) if case not in lots))


def _perhaps_mine(facts: Facts, since: date) -> Iterator[RelatedCase]:
    """Cases in the same company whose acquirer, share or group is not known well enough to leave them out."""
    company, deal = facts.object.stake_in, facts.deal
    if company is None or deal is None or deal.acquirer is None:
        return
    known = {party.id for party in facts.ownership.parties}
    group, perhaps = _group(facts, deal.acquirer), _possible_group(facts, deal.acquirer)
    for case in facts.related:
        if case.company != company or case.state in ENDED or (case.filed_on and case.filed_on < since):
            continue
        unsure = case.acquirer is None or case.acquirer not in known or case.acquirer in perhaps - group
        if unsure or (case.share is None and case.acquirer in group):
            yield case


def _bought(facts: Facts, acquirer: str, since: date) -> Iterator[Holding]:
    """Stakes of the group in the company that are recorded as beginning within the time, with or without a case."""
    company = facts.object.stake_in
    group = _group(facts, acquirer) if company is not None else frozenset()
    for row in facts.ownership.holdings:
        begun = row.valid_from is not None and since <= row.valid_from <= facts.as_of
        if row.company == company and begun and (row.on_behalf_of or row.owner) in group:
            yield row


def _sum(own: Fraction | None, lots: tuple[RelatedCase, ...], bought: tuple[Holding, ...]) -> Fraction:
    """A stake already recorded may be the outcome of a case that is counted: the larger of the two sums is taken."""
    recorded = sum((row.votes.low for row in bought if row.votes is not None), Fraction(0))
    return (own or Fraction(0)) + max(certain(lots), possible(lots), recorded)


def _group(facts: Facts, acquirer: str) -> frozenset[str]:
    try:
        return frozenset(group_of(facts.network.on(facts.as_of, Basis.VOTES), acquirer))
    except RefusedData:
        return frozenset({acquirer})


def _possible_group(facts: Facts, acquirer: str) -> frozenset[str]:
    try:
        return frozenset(possible_group_of(facts.network.on(facts.as_of, Basis.VOTES), acquirer))
    except RefusedData:
        return frozenset({acquirer})


def _same_place(facts: Facts, case: RelatedCase) -> bool:
    company = facts.object.stake_in
    return case.object == facts.object.code or (company is not None and case.company == company)


def _case(case: RelatedCase) -> dict[str, Any]:
    reference, share = figures.text(case.reference), _share(case.share)
    if case.filed_on is None:
        return figures.phrase("related_cases.case_undated", reference=reference, share=share)
    return figures.phrase(
        "related_cases.case", reference=reference, share=share, on=figures.day(case.filed_on)
    )


def _recorded(facts: Facts, row: Holding) -> dict[str, Any]:
    assert row.valid_from is not None
    return figures.phrase(
        "related_cases.recorded",
        on=figures.day(row.valid_from),
        holder=figures.party(facts, row.on_behalf_of or row.owner),
        share=figures.text("?") if row.votes is None else figures.share(row.votes),
    )


def _share(value: Fraction | None) -> dict[str, Any]:
    return figures.text("?") if value is None else figures.share(value)
