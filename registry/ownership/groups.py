"""Groups of persons (Entrepreneurial Code art. 165) and those who operate or manage an object."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from registry.ownership.control import Control
from registry.ownership.measures import measure
from registry.ownership.nationality import countries
from registry.ownership.register import Register, Stake
from registry.ownership.terms import (
    HALF,
    HOME,
    ONE,
    ZERO,
    DataError,
    Kind,
    LinkType,
    Range,
    RefusedData,
    total,
)
from registry.ownership.view import View
from registry.ownership.who import Who, foreigners, persons

TIES = frozenset(
    {
        LinkType.SPOUSE,
        LinkType.CLOSE_RELATIVE,
        LinkType.SOLE_EXECUTIVE,
        LinkType.BINDING_INSTRUCTIONS,
        LinkType.COMMON_BOARD_MAJORITY,
        LinkType.AGREEMENT,
    }
)
"""Links that make one group of their ends, whichever way they point."""


def group_of(view: View, seed: str | Iterable[str]) -> tuple[str, ...]:
    """Everybody in one group with the seed (several seeds count as one group), sorted.

    Ties and certain majorities, a group's votes counting together, in both directions: the companies it has
    the majority in, and those who have the majority in its companies. Companies of one foreign state are one
    group. Unknown holders never join anybody.
    """
    seeds = _known(view, seed)
    return tuple(sorted(_partition(view, seeds).members(seeds[0])))


def possible_group_of(view: View, seed: str | Iterable[str]) -> tuple[str, ...]:
    """The group with everybody who may belong to it, given ranges and undeclared rests.

    A rest may be the group's own, but it is never taken to tie two strangers together.
    """
    view, seeds = view.votes, _known(view, seed)
    partition = _partition(view, seeds)
    members = set(partition.members(seeds[0]))
    waiting = dict.fromkeys([*members, *view.registers])
    while waiting:
        found: set[str] = set()
        for company in waiting:
            if company in view.registers:
                found.update(_newcomers(company, view.registers[company], members, partition))
        fresh = found - members
        members |= fresh
        waiting = dict.fromkeys([*fresh, *(held for id in fresh for held in view.held.get(id, ()))])
    return tuple(sorted(members))


def _partition(view: View, seeds: tuple[str, ...]) -> "_Partition":
    """Everybody sorted into groups, once for each view; several seeds tie groups together."""
    view = view.votes
    key = _Partition, seeds[1:] and seeds
    if key not in view.met:
        view.met[key] = _Partition(view, seeds)
    found = view.met[key]
    assert isinstance(found, _Partition)
    return found


def group(view: View, seed: str | Iterable[str]) -> Who:
    """The group as a set to measure: its certain members, and those who may belong to it."""
    key = group, _known(view, seed)
    if key not in view.met:
        view.met[key] = persons(group_of(view, seed), possible_group_of(view, seed))
    found = view.met[key]
    assert isinstance(found, Who)
    return found


def _known(view: View, seed: str | Iterable[str]) -> tuple[str, ...]:
    seeds = (seed,) if isinstance(seed, str) else tuple(seed)
    errors = [DataError("unknown_party", party=id) for id in seeds if id not in view.parties]
    errors += [
        DataError("not_one_person", party=id)
        for id in seeds
        if id in view.parties and view.parties[id].kind in (Kind.UNKNOWN, Kind.OBJECT)
    ]
    if errors or not seeds:
        raise RefusedData(errors or [DataError("empty_group")])
    return seeds


def _newcomers(company: str, register: Register, members: set[str], partition: "_Partition") -> Iterator[str]:
    if company not in members:
        if register.votes_end(members, most=True) > HALF:
            yield from partition.members(company)
        return
    for label in partition.labels_in(register):
        if label not in members:
            mine = partition.members(label)
            if _declared_most(register, mine) > HALF:
                yield from mine


def _declared_most(register: Register, people: frozenset[str]) -> Fraction:
    """The greatest votes of these people with nothing undeclared added."""
    mine = [stake for stake in register.stakes if stake.touches(people)]
    return min(total(register.bounds(stake).high for stake in mine), register.votes_end(people, most=True))


class _Partition:
    """Everybody sorted into groups; each group is found from any member."""

    def __init__(self, view: View, seeds: tuple[str, ...]) -> None:
        self.view = view
        self._up: dict[str, str] = {}
        self._groups: dict[str, set[str]] = {id: {id} for id in self._people()}
        for other in seeds[1:]:
            self._join(seeds[0], other)
        self._join_ties()
        self._join_states()
        self._join_majorities()

    def label(self, person: str) -> str:
        """The representative of the person's group."""
        top = person
        while top in self._up:
            top = self._up[top]
        while person != top:
            self._up[person], person = top, self._up[person]
        return top

    def members(self, person: str) -> frozenset[str]:
        """Everybody in the person's group."""
        return frozenset(self._groups.get(self.label(person), ())) | {person}

    def labels_in(self, register: Register) -> dict[str, None]:
        """The groups that hold something in the company, nobody anonymous among them."""
        return dict.fromkeys(
            label for stake in register.stakes if stake.high for label in sorted(self._labels(stake))
        )

    def _people(self) -> Iterator[str]:
        return (
            id for id, party in self.view.parties.items() if party.kind not in (Kind.UNKNOWN, Kind.OBJECT)
        )

    def _join(self, one: str, other: str) -> set[str]:
        """Make one group of two; those who thereby have a new label."""
        one, other = self.label(one), self.label(other)
        if one == other:
            return set()
        if len(self._groups[one]) < len(self._groups[other]):
            one, other = other, one
        self._up[other] = one
        moved = self._groups.pop(other)
        self._groups[one] |= moved
        return moved

    def _join_ties(self) -> None:
        for link in self.view.links:
            if link.type in TIES and all(
                end in self.view.parties and self.view.parties[end].kind is not Kind.OBJECT
                for end in (link.a, link.b)
            ):
                self._join(link.a, link.b)

    def _join_states(self) -> None:
        """Bodies of one foreign state are one holder, so their companies are one group."""
        first: dict[str, str] = {}
        for id, party in self.view.parties.items():
            if party.kind is Kind.STATE:
                for country in countries(party) - {HOME}:
                    self._join(first.setdefault(country, id), id)

    def _join_majorities(self) -> None:
        """Companies join whoever has their majority; then those in which the enlarged groups hold are seen again."""
        waiting: Iterable[str] = self.view.registers
        while waiting:
            moved: set[str] = set()
            for company in waiting:
                for label in self.view.registers[company].majorities(self._labels):
                    moved |= self._join(label, company)
            waiting = dict.fromkeys(held for id in sorted(moved) for held in self.view.held.get(id, ()))

    def _labels(self, stake: Stake) -> set[str]:
        return {self.label(holder) for holder in stake.right_holders if holder not in self.view.anonymous}


class Standing(StrEnum):
    """What foreigners are to an operator; UNDETERMINED where nothing is certain but something is possible."""

    FOREIGN = "foreign"
    CONTROLLED = "controlled_by_foreigners"
    PARTICIPATION = "foreign_participation"
    NONE = "none"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Operator:
    """Who operates or manages an object, by which link, and what foreigners are to it, with their M in it."""

    operator: str
    object: str
    link: LinkType
    standing: Standing
    m: Range


def operators(view: View) -> tuple[Operator, ...]:
    """Every operator and manager of an object (National Security Law art. 23(3), 23(6)(4)), sorted."""
    found = {
        (link.a, link.b, link.type): None
        for link in view.links
        if link.type in (LinkType.OPERATES, LinkType.MANAGES_OBJECT)
    }
    return tuple(Operator(a, b, type, *_standing(view, a)) for a, b, type in sorted(found))


def _standing(view: View, operator: str) -> tuple[Standing, Range]:
    bloc = foreigners().bloc(view)
    whole = Range(ONE if operator in bloc.certain else ZERO, ONE if operator in bloc.possible else ZERO)
    if operator in bloc.certain or operator not in view.registers:
        return _named(Standing.FOREIGN if whole.low else Standing.NONE, whole.high), whole
    found = measure(view, operator, foreigners())
    m = Range(found.m.low, max(found.m.high, whole.high))
    if operator in found.certain:
        return Standing.CONTROLLED, m
    if found.m.low or found.k.low:
        return Standing.PARTICIPATION, m
    possible = m.high or found.k.high or found.target_controlled is Control.POSSIBLE
    return _named(Standing.NONE, possible), m


def _named(standing: Standing, possible: object) -> Standing:
    return Standing.UNDETERMINED if standing is Standing.NONE and possible else standing
