"""Concentration in other categories (policy)."""

from collections.abc import Iterator
from fractions import Fraction

from commission.law import concentrated, figures, tables
from commission.law.concentrated import Line, Thing
from commission.law.conditions import SUBSOIL, inverse
from commission.law.disclosure import ends
from commission.law.facts import Facts, Peer
from commission.law.participation import blocked
from commission.law.provision import Answer, check
from commission.law.sides import SALES
from commission.law.wording import N_
from commission.states import Effect, Outcome
from registry.ownership.measures import Verdict, verdict
from registry.ownership.terms import ONE, Basis

WORDS = concentrated.WORDS | {
    "clear": N_(
        "Information (policy): of {count} listed objects of the category: {lines}. Under the alert level of {level}."
    ),
    "over": N_(
        "Information (policy), never a ground: of {count} listed objects of the category: {lines}. Over the alert "
        "level of {level}."
    ),
    "may_be_over": N_(
        "Information (policy): of {count} listed objects of the category: {lines}. Whether the alert level of {level} "
        "is passed cannot be said."
    ),
    "no_level": N_(
        "Information (policy): of {count} listed objects of the category: {lines}. No alert level is entered."
    ),
    "no_peers": N_("The listed objects of the category were not read when these facts were frozen."),
}


@check(
    "concentration_policy",
    title=N_("Concentration in other categories (policy)"),
    basis="-",
    applies=inverse("no_subsoil_right", SUBSOIL),
    effect=Effect.INFORMATION,
    words=WORDS,
    reads=("deal.acquirer", "peers", "table.alert_levels", *SUBSOIL.names),
    version="2",
)
def concentration_policy(facts: Facts) -> Answer:
    """The figures of 22(4) for objects without a subsoil right: information, never a ground (policy)."""
    if facts.deal is None:
        return Answer(Outcome.UNDETERMINED, "common.no_deal")
    if facts.deal.acquirer is None:
        return Answer(Outcome.UNDETERMINED, "common.acquirer_unknown")
    if facts.peers is None:
        return Answer(Outcome.UNDETERMINED, "no_peers")
    both = concentrated.both_sides(facts)
    if both.after is None:
        return blocked(both)
    things = [*_things(facts, facts.peers)]
    found = concentrated.lines(facts, both, things)
    level = _level(facts)
    values = {
        "count": figures.text(str(len(things))),
        "lines": {
            "list": [concentrated.phrase(facts, "concentration_policy", line, len(things)) for line in found]
        },
        "level": figures.text("-") if level is None else figures.share(level),
    }
    view = facts.network.on(facts.as_of, Basis.VOTES)
    known = not [*ends(facts, view, facts.deal.acquirer)]
    outcome, message = _judged(found, level, known=known)
    return Answer(outcome, message, values)


def _judged(found: list[Line], level: Fraction | None, *, known: bool) -> tuple[Outcome, str]:
    """Under the level only where everybody behind the acquirer is known."""
    if level is None:
        return Outcome.UNDETERMINED, "no_level"
    verdicts = [verdict(line.after.interest, level) for line in found]
    if Verdict.VIOLATION in verdicts:
        return Outcome.ATTENTION, "over"
    if Verdict.UNDETERMINED in verdicts or not known:
        return Outcome.UNDETERMINED, "may_be_over"
    return Outcome.CLEAR, "clear"


def _level(facts: Facts) -> Fraction | None:
    """The lowest alert level whose scope holds the case, or may hold it."""
    levels = [row.most for row in facts.table("alert_levels") if tables.touches(facts, row) is not False]
    return min((level for level in levels if level is not None), default=None)


def _things(facts: Facts, peers: tuple[Peer, ...]) -> Iterator[Thing]:
    """Each listed object of the category; of the deal's own object the acquirer is owner afterwards."""
    for peer in peers:
        yield Thing(peer.code, peer.owners, _after(facts, peer))


def _after(facts: Facts, peer: Peer) -> tuple[str, ...]:
    deal = facts.deal
    if deal is None or deal.acquirer is None or facts.object.stake_in is not None:
        return peer.owners
    if peer.code != facts.object.code or deal.kind not in SALES:
        return peer.owners
    return (*peer.owners, deal.acquirer) if deal.share is not None and deal.share < ONE else (deal.acquirer,)
