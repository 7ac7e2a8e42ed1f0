"""The unknowns that matter: which missing fact, if learned, could move a share that straddles its limit."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from commission.law import figures
from commission.law.facts import Facts
from commission.law.shares import Shares, shares
from commission.law.sides import Side
from registry.ownership.network import Network, View
from registry.ownership.terms import ENTITIES, HOME, ZERO, Holding, Kind, Party, Range

MOST = 40
"""Companies tried; beyond it the finding says that there are more."""

_RESIDENT = "+resident"


def unknowns(facts: Facts, side: Side, found: Shares) -> tuple[Mapping[str, Any], ...]:
    """Companies whose unknown holders move the upper bound, the one that moves it most first.

    Each is tried by supposing that its unknown part belongs to residents: what the bound then loses is how much
    the missing fact weighs. Where no single fact moves it, all are named together.
    """
    view = side.view(found.basis)
    candidates = list(_uncertain(view, found.target))[:MOST]
    weighed = []
    for company in candidates:
        supposed = Side(_settled(side.network, company), (found.target,), side.as_of)
        then = shares(supposed, found.basis)[0]
        fall = max(found.m.high - then.m.high, found.k.high - then.k.high, found.c.high - then.c.high)
        weighed.append((fall, company))
    moving = [one for one in weighed if one[0] > 0] or weighed
    moving.sort(key=lambda one: (-one[0], one[1]))
    loops = found.measures.loops if found.measures else ()
    return (
        *(_named(facts, view, company, fall) for fall, company in moving),
        *(_circle(facts, loop) for loop in loops),
    )


def _uncertain(view: View, target: str) -> Iterator[str]:
    """Parties above the target, nearest first, about whose holders or country something is not known."""
    waiting, seen = [target], {target}
    while waiting:
        company = waiting.pop(0)
        party = view.parties.get(company)
        if party is None:
            continue
        if _doubtful(party) or (company in view.registers and _open(view, company)):
            yield company
        if company in view.registers and party.kind is not Kind.FOREIGN_COMPANY:
            for stake in view.registers[company].stakes:
                fresh = [holder for holder in stake.right_holders if holder not in seen and stake.high]
                seen.update(fresh)
                waiting += fresh


def _doubtful(party: Party) -> bool:
    """Whether it is not certain of which country the party is."""
    countries = set(party.citizenships) or ({party.country} if party.country else set())
    return party.kind not in (Kind.STATELESS, Kind.FOREIGN_COMPANY, Kind.OBJECT) and (
        not countries or (HOME in countries and len(countries) > 1)
    )


def _open(view: View, company: str) -> bool:
    register = view.registers[company]
    anonymous = any(stake.owner in view.anonymous and stake.high for stake in register.stakes)
    return register.rest > ZERO or anonymous or any(stake.low != stake.high for stake in register.stakes)


def _settled(network: Network, company: str) -> Network:
    """The network if everything unknown about the party spoke for residents."""
    parties = dict(network.parties)
    party = parties[company]
    resident = Party(company + _RESIDENT, Kind.NATURAL, HOME)
    parties[resident.id] = resident
    if _doubtful(party):
        parties[company] = replace(party, country=HOME, citizenships=())
    if party.kind not in ENTITIES:
        return Network(parties.values(), network.holdings, network.links)
    rows = [_lowest(row, network, resident.id) if row.company == company else row for row in network.holdings]
    votes, capital = (
        _rest([getattr(row, name) for row in rows if row.company == company]) for name in ("votes", "capital")
    )
    if votes.high or capital.high:
        rows.append(Holding(resident.id, company, votes, capital))
    return Network(parties.values(), rows, network.links)


def _lowest(row: Holding, network: Network, resident: str) -> Holding:
    """The row at its lower bounds; an undisclosed holder of it becomes the resident."""
    hidden = network.parties[row.owner].kind is Kind.UNKNOWN or row.nominee
    votes, capital = ((Range.point(share.low) if share else share) for share in (row.votes, row.capital))
    owner = resident if hidden and row.on_behalf_of is None else row.owner
    return replace(row, owner=owner, votes=votes, capital=capital, nominee=False)


def _rest(known: list[Range | None]) -> Range:
    return Range.point(max(ZERO, 1 - sum((share.low for share in known if share), ZERO)))


def _named(facts: Facts, view: View, company: str, fall: Fraction) -> dict[str, Any]:
    about = []
    party = view.parties[company]
    if _doubtful(party):
        about.append(figures.phrase("term.unknown_country", holder=figures.party(facts, company)))
    if company in view.registers:
        register = view.registers[company]
        hidden = sum((stake.high for stake in register.stakes if stake.owner in view.anonymous), ZERO)
        if hidden:
            about.append(figures.phrase("term.unknown_holder", share=figures.share(hidden)))
        if register.rest > ZERO and party.kind is not Kind.FOREIGN_COMPANY:
            about.append(figures.phrase("term.undeclared_rest", share=figures.share(register.rest)))
        if any(s.low != s.high and s.owner not in view.anonymous for s in register.stakes):
            about.append(figures.phrase("term.range"))
    return {"company": figures.party(facts, company), "about": {"list": about}, "moves": figures.share(fall)}


def _circle(facts: Facts, loop: tuple[str, ...]) -> dict[str, Any]:
    """Companies that own only each other: who stands behind them no register says."""
    about = figures.phrase("term.closed_loop", others=figures.parties(facts, loop[1:] or loop))
    return {"company": figures.party(facts, loop[0]), "about": {"list": [about]}, "moves": None}
