"""What an ownership picture shows: parties above the object on both sides of a deal, cut down to what matters.

Parties and shares only; words, widths and places come later (`chart`). A party is named by its id in the facts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from heapq import heappop, heappush

from commission.drawing.chart import Shape
from commission.law.facts import Facts
from commission.law.sides import Side, Sides
from registry.ownership.control import SWITCHES, Control
from registry.ownership.groups import TIES
from registry.ownership.measures import control_of, foreigners
from registry.ownership.network import View
from registry.ownership.register import Register, Stake
from registry.ownership.terms import NOTHING, ONE, ZERO, Basis, Kind, LinkType, Range

MOST_PARTIES = 20
"""Parties drawn; beyond it the smaller holders of each company become one box."""

_SHAPES = {
    Kind.NATURAL: Shape.PERSON,
    Kind.STATELESS: Shape.PERSON,
    Kind.STATE: Shape.STATE,
    Kind.TRUST: Shape.TRUST,
    Kind.OBJECT: Shape.OBJECT,
    Kind.UNKNOWN: Shape.UNKNOWN,
}
_OPERATES = (LinkType.OPERATES, LinkType.MANAGES_OBJECT)


class Role(StrEnum):
    """What a party is to the case."""

    TARGET = "target"
    SELLER = "seller"
    ACQUIRER = "acquirer"


class Anonymity(StrEnum):
    """Why a box has no party of its own."""

    REST = "rest"
    HIDDEN = "hidden"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Node:
    """One box. `party` names it; `anonymity` says why it stands for nobody in particular.

    `doubtful`: its country is not known for certain. `bloc`: whether foreigners together control it.
    """

    id: str
    shape: Shape
    party: str
    country: str | None = None
    anonymity: Anonymity | None = None
    roles: tuple[Role, ...] = ()
    stateless: bool = False
    doubtful: bool = False
    bloc: Control = Control.NO
    own: Range = NOTHING
    number: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A stake on one side of the deal, in fractions of one. None: a thing is owned, not held in shares."""

    votes: Range | None
    capital: Range | None

    @property
    def sized(self) -> bool:
        return self.votes is None or self.votes.exact


@dataclass(frozen=True, slots=True)
class Record:
    """Where a stake or tie is written, and on which days it holds [since, until)."""

    source: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Arc:
    """A holder's stake in a company (or title to the object), before and after."""

    holder: str
    company: str
    before: Held | None
    after: Held | None
    managers: tuple[str, ...] = ()
    nominees: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    decisive: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        return self.holder, self.company

    @property
    def weight(self) -> Fraction:
        """The greater of both sides, for ordering only."""
        return max(
            ZERO if side is None else (side.votes or Range(ONE, ONE)).high
            for side in (self.before, self.after)
        )


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation that is not a stake. `deal`: the transaction makes it."""

    type: LinkType
    a: str
    b: str
    owner: str | None
    record: Record
    deal: bool = False


@dataclass(frozen=True)
class Picture:
    """Boxes, stakes and ties. `hidden`: how many parties were left out of the drawing, not of the table."""

    nodes: Mapping[str, Node]
    arcs: tuple[Arc, ...]
    ties: tuple[Tie, ...]
    changes: bool
    hidden: int = 0

    @property
    def parties(self) -> int:
        """Boxes that stand for somebody: undeclared rests do not."""
        return sum(node.anonymity is not Anonymity.REST for node in self.nodes.values())


Chain = Collection[tuple[str, str]]
"""(holder, company) of every arc on the chains that decide; a holder "?" is the company's undeclared rest."""


def picture(facts: Facts, both: Sides, chain: Chain = ()) -> Picture:
    """Everybody above the object, before and after. RefusedData where the holdings cannot be true."""
    before = _Seen(facts, both.before)
    after = _Seen(facts, both.after) if both.after is not None and both.after is not both.before else None
    arcs = _joined(
        before, after, {(_rest(company) if holder == "?" else holder, company) for holder, company in chain}
    )
    ties = tuple(_ties(before, after))
    roots = dict.fromkeys([*before.roots, *(after.roots if after else ())])
    wanted = [*roots, *(id for id in (_acquirer(facts), _seller(facts)) if id)]
    shown = _above(wanted, arcs, ties)
    newest = after or before
    nodes = {id: newest.node(id) or before.node(id) for id in shown}
    return Picture(
        nodes={id: _with_roles(node, facts) for id, node in nodes.items() if node is not None},
        arcs=tuple(_in_order([arc for arc in arcs if arc.company in shown and arc.holder in shown], shown)),
        ties=tuple(tie for tie in ties if tie.a in shown and tie.b in shown),
        changes=after is not None,
    )


def _in_order(arcs: list[Arc], shown: Iterable[str]) -> list[Arc]:
    """From the object outwards, the largest holder of each company first, an undeclared rest last."""
    place = {id: i for i, id in enumerate(shown)}
    return sorted(
        arcs, key=lambda arc: (place[arc.company], arc.holder.startswith("?"), -arc.weight, arc.holder)
    )


def _acquirer(facts: Facts) -> str | None:
    acquirer = facts.deal.acquirer if facts.deal else None
    return acquirer if acquirer in facts.network.parties else None


def _seller(facts: Facts) -> str | None:
    return facts.deal.seller if facts.deal else None


def _with_roles(node: Node, facts: Facts) -> Node:
    roles = [Role.TARGET] if node.id == facts.object.stake_in or node.shape is Shape.OBJECT else []
    if facts.deal is not None:
        roles += [Role.SELLER] if node.id == facts.deal.seller else []
        roles += [Role.ACQUIRER] if node.id == facts.deal.acquirer else []
    return replace(node, roles=tuple(roles))


def _rest(company: str) -> str:
    return f"?{company}"


# --- one side ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    held: Held
    managers: tuple[str, ...] = ()
    nominees: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()


class _Seen:
    """One side of the deal: entries of every register, and what is known of each party."""

    def __init__(self, facts: Facts, side: Side) -> None:
        self.facts = facts
        self.view: View = side.view(Basis.VOTES)
        self._capital: View = side.view(Basis.CAPITAL)
        bloc = foreigners().bloc(self.view)
        self._seeds = bloc
        self._sure, self._maybe = control_of(self.view, bloc)
        thing = facts.object.stake_in is None
        self.roots = (facts.object.code,) if thing else side.targets
        self.entries: dict[tuple[str, str], _Entry] = {}
        for company in self.view.registers:
            self.entries |= {(holder, company): entry for holder, entry in self._register(company)}
        if thing:
            self.entries |= {(owner, facts.object.code): _Entry(Held(None, None)) for owner in side.targets}

    def _register(self, company: str) -> Iterator[tuple[str, _Entry]]:
        votes, capital = self.view.registers[company], self._capital.registers[company]
        lots: dict[str, list[Stake]] = defaultdict(list)
        for stake in votes.stakes:
            lots[stake.owner].append(stake)
        money: dict[str, list[Range]] = defaultdict(list)
        for stake in capital.stakes:
            money[stake.owner].append(_bounds(capital, stake))
        for holder, stakes in lots.items():
            rows = [lot for stake in stakes for lot in stake.lots]
            yield (
                holder,
                _Entry(
                    Held(_sum(_bounds(votes, stake) for stake in stakes), _sum(money[holder])),
                    managers=tuple(dict.fromkeys(m for stake in stakes for m in stake.managers)),
                    nominees=tuple(
                        dict.fromkeys(
                            row.owner
                            for row in rows
                            if row.owner != holder and (row.nominee or row.on_behalf_of)
                        )
                    ),
                    records=tuple(
                        dict.fromkeys(Record(row.source, row.valid_from, row.valid_to) for row in rows)
                    ),
                ),
            )
        if votes.rest and (votes.stakes or self.view.parties[company].kind is not Kind.FOREIGN_COMPANY):
            yield (
                _rest(company),
                _Entry(Held(_left(votes.total, votes.rest), _left(capital.total, capital.rest))),
            )

    def node(self, id: str) -> Node | None:
        """What is known of the box, None where this side does not know it."""
        if id == self.facts.object.code:
            return Node(id, Shape.OBJECT, id)
        if id.startswith("?") and id[1:] in self.view.registers:
            return Node(id, Shape.UNKNOWN, "", anonymity=Anonymity.REST)
        if id in self.view.anonymous:
            who = self.view.anonymous[id]
            hidden = Anonymity.HIDDEN if who.hidden else None
            return Node(id, Shape.UNKNOWN, who.behind, anonymity=hidden)
        party = self.view.parties.get(id)
        if party is None:
            return None
        register = self.view.registers.get(id)
        return Node(
            id,
            _SHAPES.get(party.kind, Shape.COMPANY),
            id,
            country=party.country,
            stateless=party.kind is Kind.STATELESS,
            doubtful=id in self._seeds.possible and id not in self._seeds.certain,
            bloc=self._controlled(id),
            own=register.own if register else NOTHING,
        )

    def _controlled(self, id: str) -> Control:
        if id in self._sure.joined:
            return Control.CERTAIN
        return Control.POSSIBLE if id in self._maybe.joined and id not in self._seeds.possible else Control.NO


def _bounds(register: Register, stake: Stake) -> Range:
    """Tight bounds of the stake; a size that is known needs no weighing of the others."""
    if register.scale.exact and stake.low == stake.high:
        return Range.point(stake.low * register.scale.low)
    return register.bounds(stake)


def _sum(shares: Iterable[Range]) -> Range:
    low = high = ZERO
    for share in shares:
        low, high = low + share.low, high + share.high
    return Range(low, min(high, ONE))


def _left(declared: Range, rest: Fraction) -> Range:
    """What nobody is recorded with: at least what is left when the others have their most."""
    return Range(max(ZERO, min(ONE - declared.high, rest)), rest)


# --- both sides ----------------------------------------------------------------------------------------------------


def _joined(before: _Seen, after: _Seen | None, chain: Collection[tuple[str, str]]) -> list[Arc]:
    found = []
    later = before.entries if after is None else after.entries
    for ends in {**before.entries, **later}:
        old, new = before.entries.get(ends), later.get(ends)
        entries = [entry for entry in (new, old) if entry is not None]
        records = dict.fromkeys(record for entry in entries for record in entry.records)
        found.append(
            Arc(
                *ends,
                before=old.held if old else None,
                after=new.held if new else None,
                managers=entries[0].managers,
                nominees=entries[0].nominees,
                records=tuple(records),
                decisive=ends in chain,
            )
        )
    return found


def _ties(before: _Seen, after: _Seen | None) -> Iterator[Tie]:
    old = list(before.view.links)
    seen = after.view.links if after else ()
    for link in [*old, *(link for link in seen if link not in old)]:
        record = Record(link.source, link.valid_from, link.valid_to)
        yield Tie(link.type, link.a, link.b, link.owner, record, deal=link not in old)


def _above(roots: Iterable[str], arcs: Iterable[Arc], ties: Iterable[Tie]) -> dict[str, None]:
    """The roots and everybody above them, nearest first; ties of a group are followed to the next person only."""
    up: dict[str, list[str]] = defaultdict(list)
    for arc in arcs:
        up[arc.company] += [arc.holder, *arc.managers]
    side: dict[str, list[str]] = defaultdict(list)
    for tie in ties:
        if tie.type in (*SWITCHES, *_OPERATES):
            up[tie.b].append(tie.a)
        elif tie.type in TIES:
            side[tie.a].append(tie.b)
            side[tie.b].append(tie.a)
    found = dict.fromkeys(roots)
    waiting = list(found)
    for id in waiting:
        for near in up[id]:
            if near not in found:
                found[near] = None
                waiting.append(near)
    return found | dict.fromkeys(near for id in list(found) for near in side[id])


# --- large networks ------------------------------------------------------------------------------------------------


@dataclass
class _Left:
    """Holders of one company that are not drawn."""

    number: int = 0
    before: list[Held] = field(default_factory=list)
    after: list[Held] = field(default_factory=list)


def collapsed(full: Picture, most: int = MOST_PARTIES) -> Picture:
    """The same with the smaller holders of each company as one box; the picture itself where it is small enough.

    Drawn are the object, buyer and seller, the chains that decide, who has ties to them, then whoever carries most.
    """
    if full.parties <= most:
        return full
    kept = _most_important(full, most)
    left: dict[str, _Left] = defaultdict(_Left)
    for arc in full.arcs:
        if arc.company in kept and arc.holder not in kept:
            out = left[arc.company]
            out.number += 1
            out.before += [arc.before] if arc.before else []
            out.after += [arc.after] if arc.after else []
    kept |= {_only(full, company, kept) for company, out in left.items() if out.number == 1}
    groups = {company: out for company, out in left.items() if out.number > 1}
    others = {
        f"+{company}": Node(f"+{company}", Shape.OTHERS, "", anonymity=Anonymity.OTHERS, number=out.number)
        for company, out in groups.items()
    }
    arcs = [arc for arc in full.arcs if arc.company in kept and arc.holder in kept]
    arcs += [
        Arc(f"+{company}", company, _together(out.before), _together(out.after))
        for company, out in groups.items()
    ]
    shown = {id: node for id, node in full.nodes.items() if id in kept}
    return Picture(
        nodes=shown | others,
        arcs=tuple(arcs),
        ties=tuple(tie for tie in full.ties if tie.a in kept and tie.b in kept),
        changes=full.changes,
        hidden=full.parties - sum(node.anonymity is not Anonymity.REST for node in shown.values()),
    )


def _only(full: Picture, company: str, kept: Collection[str]) -> str:
    return next(arc.holder for arc in full.arcs if arc.company == company and arc.holder not in kept)


def _together(held: list[Held]) -> Held | None:
    if not held:
        return None
    return Held(
        _sum(one.votes for one in held if one.votes), _sum(one.capital for one in held if one.capital)
    )


def _most_important(full: Picture, most: int) -> set[str]:
    roots = [id for id, node in full.nodes.items() if node.roles or node.shape is Shape.OBJECT]
    kept = set(roots) | {end for arc in full.arcs if arc.decisive for end in arc.ends}
    kept |= {tie.a for tie in full.ties if tie.b in kept and tie.type in (*SWITCHES, *_OPERATES)}
    reach = _reach(full, roots)
    place = {id: i for i, id in enumerate(full.nodes)}
    for id in sorted(reach, key=lambda id: (-reach[id], place[id])):
        if len(kept) >= most:
            break
        if full.nodes[id].anonymity is not Anonymity.REST:
            kept.add(id)
    return kept | {rest for rest in map(_rest, list(kept)) if rest in full.nodes}


def _reach(full: Picture, roots: Iterable[str]) -> dict[str, Fraction]:
    """The greatest product of shares on one way from each party down to a root."""
    up: dict[str, list[Arc]] = defaultdict(list)
    for arc in full.arcs:
        up[arc.company].append(arc)
    best: dict[str, Fraction] = {}
    waiting = [(-ONE, place, id) for place, id in enumerate(roots)]
    while waiting:
        worth, _place, id = heappop(waiting)
        if id in best:
            continue
        best[id] = -worth
        for place, arc in enumerate(up[id]):
            if arc.weight and arc.holder not in best:
                heappush(waiting, (worth * arc.weight, place, arc.holder))
    return best
