"""NSL 22(4): concentration of rights to conduct operations."""

from collections.abc import Iterator
from fractions import Fraction

from commission.law import concentrated, figures
from commission.law.concentrated import Line, Thing
from commission.law.conditions import SUBSOIL
from commission.law.disclosure import ends
from commission.law.facts import Contract, Facts
from commission.law.participation import blocked
from commission.law.provision import Answer, Note, check
from commission.law.sides import SALES
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.terms import ONE, ZERO, Basis

WORDS = concentrated.WORDS | {
    "clear": N_(
        "The deal adds no right to conduct operations to another held by one person, its group or affiliates, or by "
        "persons of one country. Of {count} contracts recorded: {lines}."
    ),
    "grows": N_(
        "The deal concentrates rights to conduct operations. Of {count} contracts recorded: {lines}. The law sets no "
        "percentage: whether to refuse is at discretion."
    ),
    "may_grow": N_(
        "Whether the deal concentrates rights to conduct operations cannot be said. Of {count} contracts recorded: "
        "{lines}. Not known: {unknown}."
    ),
    "no_contract": N_(
        "A subsoil right is recorded, but no contract of {who} is entered. Enter it with the holder of the right."
    ),
    "contracts": N_("Contracts that the deal reaches: {contracts}."),
    "contract": N_("No. {number}, {area}, {size} km²"),
    "contract_plain": N_("No. {number}, {area}"),
    "areas": N_("Area held by the group: {before} km², then {after} km², of {all} km² recorded."),
    "more_than_one": N_("One right alone is no concentration (policy)."),
}


@check(
    "concentration",
    title=N_("Concentration of rights to conduct operations"),
    basis=N_("NSL 22(4)"),
    applies=SUBSOIL,
    effect=Effect.DISCRETIONARY,
    words=WORDS,
    reads=("deal.acquirer", "contracts", "table.contracts", *SUBSOIL.names),
    version="2",
)
def concentration(facts: Facts) -> Answer:
    """Rights to conduct operations, before and after: of one person, of persons from one country, of affiliates."""
    if facts.deal is None:
        return Answer(Outcome.UNDETERMINED, "common.no_deal")
    if facts.deal.acquirer is None:
        return Answer(Outcome.UNDETERMINED, "common.acquirer_unknown")
    reached = [contract for contract in facts.contracts if _reached(facts, contract)]
    if not reached:
        who = figures.parties(facts, facts.object.targets)
        return Answer(Outcome.UNDETERMINED, "no_contract", {"who": who})
    both = concentrated.both_sides(facts)
    if both.after is None:
        return blocked(both)
    found = concentrated.lines(facts, both, _things(facts))
    outcome, message, unknown = _judged(facts, found)
    count = len(facts.contracts)
    values = {
        "count": figures.text(str(count)),
        "lines": {"list": [concentrated.phrase(facts, "concentration", line, count) for line in found]},
        "unknown": figures.terms(unknown),
    }
    return Answer(outcome, message, values, tuple(_notes(facts, reached, found)))


def _judged(facts: Facts, found: list[Line]) -> tuple[Outcome, str, list[str]]:
    assert facts.deal is not None
    assert facts.deal.acquirer is not None
    if any(line.grows for line in found):
        return Outcome.ATTENTION, "grows", []
    unknown = []
    if any(line.may_grow for line in found):
        unknown.append("concentration.holders")
    if [*ends(facts, facts.network.on(facts.as_of, Basis.VOTES), facts.deal.acquirer)]:
        unknown.append("concentration.behind")
    if facts.confirmed("contracts") is None:
        unknown.append("concentration.contracts")
    return (Outcome.UNDETERMINED, "may_grow", unknown) if unknown else (Outcome.CLEAR, "clear", [])


def _reached(facts: Facts, contract: Contract) -> bool:
    return contract.object == facts.object.code or bool({*contract.holders} & {*facts.object.targets})


def _things(facts: Facts) -> Iterator[Thing]:
    for contract in facts.contracts:
        yield Thing(contract.number, contract.holders, _after(facts, contract), contract.area_km2)


def _after(facts: Facts, contract: Contract) -> tuple[str, ...]:
    """The right passes with its object; of a stake the company stays the holder."""
    deal, subject = facts.deal, facts.object
    if deal is None or deal.acquirer is None or deal.kind not in SALES or contract.object != subject.code:
        return contract.holders
    if subject.stake_in is not None:
        return contract.holders
    if deal.share is not None and deal.share < ONE:
        return (*contract.holders, deal.acquirer)
    return (deal.acquirer,)


def _notes(facts: Facts, reached: list[Contract], found: list[Line]) -> Iterator[Note]:
    yield "contracts", {"contracts": {"list": [_contract(contract) for contract in reached]}}
    areas = [contract.area_km2 for contract in facts.contracts]
    if None not in areas:
        total = sum((area for area in areas if area is not None), Fraction(ZERO))
        line = next(line for line in found if line.name == "group")
        yield (
            "areas",
            {
                "before": figures.number(line.before.area),
                "after": figures.number(line.after.area),
                "all": figures.number(total),
            },
        )
    yield "more_than_one", {}


def _contract(contract: Contract) -> dict[str, object]:
    en, ru, kk = contract.area
    values = {
        "number": figures.text(contract.number),
        "area": {"party": contract.number, "en": en, "ru": ru, "kk": kk},
    }
    if contract.area_km2 is None:
        return figures.phrase("concentration.contract_plain", **values)
    return figures.phrase("concentration.contract", **values, size=figures.number(contract.area_km2))
