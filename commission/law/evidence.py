"""Chains of evidence: through whom foreigners reach the target, who votes for them, and where it is written."""

from collections.abc import Iterable, Mapping
from typing import Any

from commission.law import figures
from commission.law.codec import exact
from commission.law.facts import Facts
from commission.law.shares import Shares
from commission.law.sides import Side, Sides
from registry.ownership.chains import UNDECLARED, Arc, Chain, Explanation, Reading, explain
from registry.ownership.control import Joined
from registry.ownership.measures import foreigners
from registry.ownership.network import View
from registry.ownership.terms import ONE

MOST = 12
"""Chains kept on each side; what the others carry is stated as the rest."""

Chains = tuple[Mapping[str, Any], ...]


def chains(facts: Facts, both: Sides, decisive: Shares) -> Chains:
    """The chains into the target that decides, before and after the deal (once where the deal moves nothing)."""
    if both.after is both.before:
        return tuple(_of_side(facts, "day" if facts.deal is None else "both", both.before, decisive))
    found = list(_of_side(facts, "before", both.before, decisive))
    if both.after is not None:
        found += _of_side(facts, "after", both.after, decisive)
    return tuple(found)


def _of_side(facts: Facts, name: str, side: Side, decisive: Shares) -> Iterable[Mapping[str, Any]]:
    for target in side.targets:
        if target == decisive.target or decisive.target not in side.targets:
            yield from _explained(facts, name, side.view(decisive.basis), target)


def _explained(facts: Facts, side: str, view: View, target: str) -> Iterable[Mapping[str, Any]]:
    """What is certain; where nothing is, what cannot be excluded."""
    about = {"side": side, "basis": str(view.basis)}
    bloc = foreigners().bloc(view)
    if target in bloc.certain or target not in view.registers:
        if target in bloc.possible:
            yield about | {
                "measure": "m",
                "reading": "least",
                "path": [figures.party(facts, target)],
                "arcs": [],
                "contribution": exact(ONE),
            }
        return
    found, reading = explain(view, target, foreigners(), most=MOST), Reading.LEAST
    if not found.total:
        found, reading = (
            explain(view, target, foreigners(), most=MOST, reading=Reading.GREATEST),
            Reading.GREATEST,
        )
    about |= {"reading": str(reading)}
    for chain in found.chains:
        yield about | _chain(facts, view, chain)
    if found.rest or found.loops:
        yield about | {"measure": "rest", "contribution": exact(found.rest), "loops": exact(found.loops)}
    if found.direct:
        yield about | _votes(facts, view, target, found)


def _chain(facts: Facts, view: View, chain: Chain) -> dict[str, Any]:
    return {
        "measure": "m",
        "path": [node(facts, view, id) for id in chain.path],
        "arcs": [_arc(arc) for arc in chain.arcs],
        "contribution": exact(chain.contribution),
    }


def _arc(arc: Arc) -> dict[str, Any]:
    return {
        "share": figures.share(arc.votes)["share"],
        "weight": exact(arc.weight),
        "sources": list(arc.sources),
    }


def _votes(facts: Facts, view: View, target: str, found: Explanation) -> dict[str, Any]:
    """Who casts the bloc's votes in the target, and how controlled companies came into the bloc."""
    return {
        "measure": "k",
        "direct": [{"party": node(facts, view, arc.owner), **_arc(arc)} for arc in found.direct],
        "rounds": [_joined(facts, view, joined) for joined in found.rounds if joined.company != target],
    }


def _joined(facts: Facts, view: View, joined: Joined) -> dict[str, Any]:
    return {
        "company": node(facts, view, joined.company),
        "round": joined.round,
        "votes": figures.share(joined.votes)["share"],
        "link": str(joined.link.type) if joined.link else None,
    }


def node(facts: Facts, view: View, id: str) -> dict[str, Any]:
    """A party on a chain; undisclosed holders are marked, and named after the entry that stands for them."""
    if id == UNDECLARED:
        return {"party": id, "en": "", "ru": "", "kk": "", "undisclosed": True}
    if id in view.anonymous:
        return figures.party(facts, view.anonymous[id].behind) | {"party": id, "undisclosed": True}
    return figures.party(facts, id) | {"country": _country(view, id)}


def _country(view: View, id: str) -> str | None:
    party = view.parties.get(id)
    return party.country if party else None
