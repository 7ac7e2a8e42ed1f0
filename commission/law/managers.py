"""Who operates or manages the object, or manages its owner, and whether they are foreign."""

from collections.abc import Iterator
from dataclasses import dataclass

from commission.law.sides import Side
from registry.ownership.control import Control
from registry.ownership.measures import foreigners, measure
from registry.ownership.nationality import Truth, foreign
from registry.ownership.network import View
from registry.ownership.terms import Basis, Kind, LinkType

OF_THE_OBJECT = (LinkType.OPERATES, LinkType.MANAGES_OBJECT)
OF_THE_OWNER = (LinkType.SOLE_EXECUTIVE, LinkType.BINDING_INSTRUCTIONS)

_ANSWERS: dict[Truth, bool | None] = {Truth.YES: True, Truth.NO: False, Truth.MAYBE: None}


@dataclass(frozen=True)
class Manager:
    """A person who manages; `foreign` None: not known. `source` is the document the tie rests on."""

    id: str
    link: LinkType
    foreign: bool | None
    source: str = ""


def operators(side: Side, places: tuple[str, ...]) -> Iterator[Manager]:
    """Operators and managers of the object itself (NSL 23(6)(4))."""
    yield from _linked(side.view(Basis.VOTES), OF_THE_OBJECT, places)


def managers(side: Side, places: tuple[str, ...]) -> Iterator[Manager]:
    """Operators and managers of the object, and those who manage its owner (NSL 22(3))."""
    yield from operators(side, places)
    yield from _linked(side.view(Basis.VOTES), OF_THE_OWNER, side.targets)


def foreign_control(side: Side, company: str) -> Control:
    """Whether foreigners together control a resident company (Entrepreneurial Code art. 169(6))."""
    view = side.view(Basis.VOTES)
    if company not in view.registers:
        return Control.NO
    return measure(view, company, foreigners()).target_controlled


def _linked(view: View, types: tuple[LinkType, ...], to: tuple[str, ...]) -> Iterator[Manager]:
    seen = set()
    for link in view.links:
        if link.type in types and link.b in to and (link.a, link.type) not in seen:
            seen.add((link.a, link.type))
            party = view.parties.get(link.a)
            known = party is not None and party.kind is not Kind.UNKNOWN
            yield Manager(
                link.a, link.type, _ANSWERS[foreign(party)] if party and known else None, link.source
            )
