"""SPL 188(1), document D7: the acquirer, and in R2 everybody down to the ultimate buyer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from commission.law import figures
from commission.law.evidence import node
from commission.law.facts import Facts
from commission.law.provision import Answer, check
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.bounds import closed_loops
from registry.ownership.network import View
from registry.ownership.terms import ENTITIES, ZERO, Basis, Kind, Range

WORDS = {
    "clear": N_("Everybody behind {acquirer} is disclosed, up to people and states."),
    "itself": N_("{acquirer} is a person or a state: nobody stands behind it."),
    "question": N_(
        "Behind {acquirer} the chain ends undisclosed at: {ends}. Ask who stands there; in the regime of 2012 this "
        "is a question, never a defect of the package."
    ),
    "defect": N_(
        "Behind {acquirer} the chain ends undisclosed at: {ends}. The package must name everybody up to the ultimate "
        "buyer."
    ),
    "nobody_holds": N_("{company}: no holder named"),
    "rest": N_("{company}: {share} not declared"),
    "hidden": N_("{company}: {share} held by undisclosed holders ({holder})"),
    "loop": N_("{company}: owned in a circle, nobody behind it"),
    "country": N_("{company}: country not known"),
}


@dataclass(frozen=True)
class End:
    """A place where the chain behind the acquirer ends without a person or a state."""

    path: tuple[str, ...]
    message: str
    values: Mapping[str, Any]


@check(
    "disclosure",
    title=N_("Disclosure of the acquirer"),
    basis=N_("SPL 188(1), D7"),
    effect={"R1": Effect.INFORMATION, "R2": Effect.PROCEDURAL},
    words=WORDS,
    reads=("deal.acquirer",),
)
def disclosure(facts: Facts) -> Answer:
    """The acquirer down to the ultimate buyer: a defect of the package in R2, a question in R1."""
    if facts.deal is None:
        return Answer(Outcome.UNDETERMINED, "common.no_deal")
    acquirer = facts.deal.acquirer
    if acquirer is None:
        return Answer(Outcome.UNDETERMINED, "common.acquirer_unknown")
    view = facts.network.on(facts.as_of, Basis.VOTES)
    values = {"acquirer": figures.party(facts, acquirer)}
    found = tuple(ends(facts, view, acquirer))
    if not found:
        return Answer(Outcome.CLEAR, "clear" if view.parties[acquirer].kind in ENTITIES else "itself", values)
    values["ends"] = {"list": [figures.phrase(f"disclosure.{end.message}", **end.values) for end in found]}
    chains = tuple(_evidence(facts, view, end) for end in found)
    if facts.regime == "R2":
        return Answer(Outcome.VIOLATION, "defect", values, chains=chains)
    return Answer(Outcome.ATTENTION, "question", values, chains=chains)


def ends(facts: Facts, view: View, start: str) -> Iterator[End]:
    """Every undisclosed end above the party, each company looked at once."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while waiting:
        path = waiting.pop(0)
        yield from _here(facts, view, path)
        for holder in _holders(view, path[-1]):
            if holder not in seen and holder not in view.anonymous:
                seen.add(holder)
                waiting.append((*path, holder))
    for loop in closed_loops(view, start, frozenset()) if start in view.registers else ():
        yield End((start, *loop), "loop", {"company": figures.party(facts, loop[0])})


def _here(facts: Facts, view: View, path: tuple[str, ...]) -> Iterator[End]:
    company = figures.party(facts, path[-1])
    party = view.parties[path[-1]]
    if party.kind is not Kind.STATELESS and not party.country and not party.citizenships:
        yield End(path, "country", {"company": company})
    if path[-1] not in view.registers:
        return
    register = view.registers[path[-1]]
    if not any(stake.high for stake in register.stakes):
        yield End(path, "nobody_holds", {"company": company})
        return
    for stake in register.stakes:
        if stake.owner in view.anonymous and stake.high:
            share = figures.share(Range(stake.low, stake.high))
            yield End(
                (*path, stake.owner),
                "hidden",
                {"company": company, "share": share, "holder": node(facts, view, stake.owner)},
            )
    if register.rest > ZERO:
        yield End(path, "rest", {"company": company, "share": figures.share(register.rest)})


def _holders(view: View, company: str) -> Iterator[str]:
    if company in view.registers:
        for stake in view.registers[company].stakes:
            if stake.high:
                yield from stake.right_holders


def _evidence(facts: Facts, view: View, end: End) -> dict[str, Any]:
    return {"measure": "path", "side": "before", "path": [node(facts, view, id) for id in end.path]}
