"""NSL 22(7)(2), (5): indicators of detriment."""

from collections.abc import Callable
from typing import Any

from commission.law import figures, tables
from commission.law.disclosure import ends
from commission.law.facts import Deal, Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.control import Control
from registry.ownership.measures import measure, persons
from registry.ownership.nationality import Truth, foreign
from registry.ownership.terms import Basis, Kind
from registry.ownership.view import View

WORDS = {
    "clear": N_("None of the four indicators (policy) is met."),
    "attention": N_("Questions (policy), never a ground alone: {met}."),
    "undetermined": N_("No indicator (policy) is met on what is recorded; not known: {unknown}."),
    "open": N_("Not known: {unknown}."),
    "opaque": N_("the chain behind {acquirer} ends undisclosed"),
    "low_tax": N_("the chain leads through a low-tax jurisdiction: {countries}"),
    "price": N_("the price {price} is under the valuation {valuation} (KZT)"),
    "state": N_("a foreign state stands behind {acquirer}: {states}"),
}
UNKNOWN = {"low_tax": "indicator.low_tax", "price": "indicator.price", "state": "indicator.state"}

Line = tuple[bool | None, dict[str, Any]]


@check(
    "detriment_indicators",
    title=N_("Indicators of detriment"),
    basis=N_("NSL 22(7)(2), (5)"),
    effect=Effect.INFORMATION,
    words=WORDS,
    reads=("deal.acquirer", "deal.price", "deal.valuation", "table.low_tax"),
    version="2",
)
def detriment_indicators(facts: Facts) -> Answer:
    """Opaque chain, low-tax places, price under valuation, a foreign state as acquirer: questions (policy)."""
    deal = facts.deal
    if deal is None:
        return Answer(Outcome.UNDETERMINED, "common.no_deal")
    if deal.acquirer is None:
        return Answer(Outcome.UNDETERMINED, "common.acquirer_unknown")
    view = facts.network.on(facts.as_of, Basis.VOTES)
    lines: dict[str, Callable[[], Line]] = {
        "opaque": lambda: _opaque(facts, view, deal),
        "low_tax": lambda: _low_tax(facts, view, deal),
        "price": lambda: _price(deal),
        "state": lambda: _state(facts, view, deal),
    }
    said = {name: line() for name, line in lines.items()}
    met = [
        figures.phrase(f"detriment_indicators.{name}", **values)
        for name, (yes, values) in said.items()
        if yes
    ]
    unknown = figures.terms(UNKNOWN[name] for name, (yes, _) in said.items() if yes is None)
    if met:
        notes = (("open", {"unknown": unknown}),) if unknown["list"] else ()
        return Answer(Outcome.ATTENTION, "attention", {"met": {"list": met}}, notes)
    if unknown["list"]:
        return Answer(Outcome.UNDETERMINED, "undetermined", {"unknown": unknown})
    return Answer(Outcome.CLEAR, "clear")


def _opaque(facts: Facts, view: View, deal: Deal) -> Line:
    return bool([*ends(facts, view, deal.acquirer or "")]), _acquirer(facts, deal)


def _low_tax(facts: Facts, view: View, deal: Deal) -> Line:
    """A country of the table on the chain; none, only where the whole chain and the whole table are known."""
    listed = {row.country: row for row in facts.table("low_tax")}
    answers = {code: tables.stands_for(facts, code) for code in listed}
    found = [code for code, answer in answers.items() if answer]
    if found:
        return True, {"countries": figures.texts(f"{listed[code].names.any} ({code})" for code in found)}
    known = facts.confirmed("low_tax") is not None and not [*ends(facts, view, deal.acquirer or "")]
    return (False if known and None not in answers.values() else None), {}


def _price(deal: Deal) -> Line:
    if deal.price is None or deal.valuation is None:
        return None, {}
    return deal.price < deal.valuation, {
        "price": figures.number(deal.price),
        "valuation": figures.number(deal.valuation),
    }


def _state(facts: Facts, view: View, deal: Deal) -> Line:
    """A foreign state that is the acquirer or controls it."""
    acquirer = deal.acquirer or ""
    states = sorted(
        party.id
        for party in view.parties.values()
        if party.kind is Kind.STATE and foreign(party) is not Truth.NO
    )
    control = {id: _control(view, acquirer, id) for id in states}
    behind = [id for id, held in control.items() if held is Control.CERTAIN]
    values = _acquirer(facts, deal) | {"states": figures.parties(facts, behind)}
    if behind:
        return True, values
    hidden = Control.POSSIBLE in control.values() or [*ends(facts, view, acquirer)]
    return None if hidden else False, values


def _control(view: View, acquirer: str, state: str) -> Control:
    if acquirer == state:
        return Control.CERTAIN
    if acquirer not in view.registers:
        return Control.NO
    return measure(view, acquirer, persons([state])).target_controlled


def _acquirer(facts: Facts, deal: Deal) -> dict[str, Any]:
    return {"acquirer": figures.party(facts, deal.acquirer or "")}
