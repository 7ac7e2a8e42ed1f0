"""Control: who votes more than half, alone or as a bloc, and who gives a company its instructions.

Entrepreneurial Code art. 169(6): control through votes, by contract with binding instructions, or through the
functions of the executive body.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from registry.ownership.blocks import components
from registry.ownership.register import Register, Stake
from registry.ownership.terms import HALF, Kind, Link, LinkType, Range
from registry.ownership.view import View

SWITCHES = (LinkType.BINDING_INSTRUCTIONS, LinkType.SOLE_EXECUTIVE)
"""Links by which whoever is at `a` controls `b` without votes."""


class Control(StrEnum):
    """Whether control holds however the unknown is filled, in some way of filling it, or in none."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Joined:
    """How a company came into the bloc: in which round, with which of its votes, or by which link."""

    company: str
    round: int
    votes: Range
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """S and every company it controls as one bloc, in the order of joining."""

    seeds: frozenset[str]
    joined: Mapping[str, Joined]
    members: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which end of a range of votes decides, and whether exactly half is enough (in the law it is not)."""

    possible: bool = False
    half_is_enough: bool = False

    def holds(self, reached: Fraction) -> bool:
        """Whether this share of the votes is control."""
        return reached >= HALF if self.half_is_enough else reached > HALF


def closure(view: View, seeds: Iterable[str], rule: Rule = Rule(), without: str | None = None) -> Closure:
    """The least set with the seeds in it that is closed under control; holdings count together.

    Round by round: a company joins when the bloc of the rounds before votes more than half in it, or gives it
    binding instructions or its executive. `without` names a company that is never let in.
    """
    view, start = view.votes, frozenset(seeds)
    key = closure, start, rule, without
    if key not in view.met:
        view.met[key] = _closed(view, start, rule, without)
    found = view.met[key]
    assert isinstance(found, Closure)
    return found


def _closed(view: View, start: frozenset[str], rule: Rule, without: str | None) -> Closure:
    members, joined = set(start), dict[str, Joined]()
    candidates = _held_by(view, start)
    if rule.possible:
        candidates |= dict.fromkeys(id for id, register in view.registers.items() if register.rest)
    links = _switches(view)
    round = 0
    while True:
        round += 1
        bloc = frozenset(members)
        fresh = [j for j in _by_votes(view, candidates, bloc, rule, round) if j.company != without]
        fresh += [j for j in _by_links(view, links, bloc, round) if j.company != without]
        for entry in fresh:
            joined.setdefault(entry.company, entry)
        news = {entry.company for entry in fresh}
        if not news:
            return Closure(start, joined, bloc)
        members |= news
        candidates = _held_by(view, news)


def controls(view: View, members: frozenset[str], company: str, rule: Rule = Rule()) -> bool:
    """Whether the bloc has the votes in the company or, through another member, a link of control to it."""
    view = view.votes
    if rule.holds(view.register(company).votes_end(members, rule.possible)):
        return True
    return any(link.b == company and link.a != company and link.a in members for link in _switches(view))


def _held_by(view: View, holders: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(company for holder in holders for company in view.held.get(holder, ()))


def bloc_votes(view: View, company: str, members: frozenset[str]) -> Range:
    """Direct votes of the bloc in the company, least and greatest."""
    return view.register(company).votes_of(members)


def _switches(view: View) -> tuple[Link, ...]:
    return tuple(
        link
        for link in view.links
        if link.type in SWITCHES
        and (link.b not in view.parties or view.parties[link.b].kind is not Kind.OBJECT)
    )


def _by_votes(
    view: View, companies: Iterable[str], bloc: frozenset[str], rule: Rule, round: int
) -> Iterator[Joined]:
    for company in companies:
        if company not in bloc:
            register = view.registers[company]
            if rule.holds(register.votes_end(bloc, rule.possible)):
                yield Joined(company, round, register.votes_of(bloc))


def _by_links(view: View, links: Iterable[Link], bloc: frozenset[str], round: int) -> Iterator[Joined]:
    for link in links:
        if link.a in bloc and link.b not in bloc:
            votes = bloc_votes(view, link.b, bloc) if link.b in view.registers else Range.point(0)
            yield Joined(link.b, round, votes, link)


@dataclass(frozen=True, slots=True)
class Ultimate:
    """The top of a chain of control, None when there is none.

    `ring`: companies that control each other, with nobody outside; the smallest of them gives the name.
    """

    controller: str | None
    ring: bool = False


def ultimate_controllers(view: View, companies: Iterable[str]) -> dict[str, Ultimate]:
    """Who stands at the top of control over each company, certain votes only; joint majorities count.

    Each company is labelled with the top of its chain; votes are regrouped by label until no company finds
    another majority. Links of control speak only where nobody has the majority of votes.
    """
    view = view.votes
    chain = _Chain(view)
    chain.follow_votes()
    chain.follow_links()
    return {company: chain.top(company) for company in companies}


class _Chain:
    """For each controlled company, the right holders or the link's actor through whom it is controlled."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.above: dict[str, tuple[str, ...]] = {}
        self.below: dict[str, list[str]] = {}

    def follow_votes(self) -> None:
        """Until nothing new is found: after each round votes are regrouped by the tops then known."""
        waiting: Iterable[str] = self.view.registers
        while True:
            labels: dict[str, str] = {}
            fresh = {
                company: majority
                for company in waiting
                if company not in self.above
                and (majority := self._majority(self.view.registers[company], labels))
            }
            if not fresh:
                return
            self.above |= fresh
            for company, owners in fresh.items():
                for owner in owners:
                    self.below.setdefault(owner, []).append(company)
            waiting = self._touched(fresh)

    def _touched(self, fresh: Iterable[str]) -> dict[str, None]:
        """Companies in which somebody has a stake whose top has changed."""
        led = dict.fromkeys(fresh)
        waiting = list(led)
        for company in waiting:
            more = [id for id in self.below.get(company, ()) if id not in led]
            led |= dict.fromkeys(more)
            waiting += more
        return _held_by(self.view, led)

    def follow_links(self) -> None:
        """Companies without a majority follow their instructions, then their executive."""
        for type in SWITCHES:
            for link in sorted((k for k in _switches(self.view) if k.type is type), key=lambda k: (k.b, k.a)):
                if link.b not in self.above and link.a != link.b:
                    self.above[link.b] = (link.a,)
                    self.below.setdefault(link.a, []).append(link.b)
            self.follow_votes()

    def _majority(self, register: Register, labels: dict[str, str]) -> tuple[str, ...]:
        def label(stake: Stake) -> tuple[str, ...]:
            owner = stake.owner
            if owner in self.view.anonymous:
                return ()
            if owner not in self.above:
                return (owner,)
            if owner not in labels:
                self._follow(owner, labels)
            return (labels[owner],)

        return tuple(
            dict.fromkeys(
                stake.owner
                for top in register.majorities(label)
                for stake in register.stakes
                if stake.high and top in label(stake)
            )
        )

    def _follow(self, holder: str, labels: dict[str, str]) -> None:
        """The top above the holder, which is also the top above everybody on the way to it."""
        blocks = components(holder, lambda node: self.above.get(node, ()))
        top = min(blocks[0])
        for block in blocks:
            labels |= dict.fromkeys(block, top)

    def top(self, company: str) -> Ultimate:
        """The last component of the chain; a company nobody controls has no controller, not itself."""
        if company not in self.above:
            return Ultimate(None)
        block = components(company, lambda node: self.above.get(node, ()))[0]
        if block[0] in self.view.anonymous:
            return Ultimate(None)
        return Ultimate(self._name(block), any(node in self.above for node in block))

    def _name(self, ring: list[str]) -> str:
        """The smallest member that controls the whole ring by itself.

        A holding owned by its own subsidiaries is such a ring, and they control nothing one by one.
        """
        alone = (
            id for id in sorted(ring) if len(ring) == 1 or closure(self.view, [id]).members.issuperset(ring)
        )
        return next(alone, min(ring))
