"""Who stands above an object, as a picture: people are named to staff, to the public they are individuals."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commission import facts as facts_loader
from commission import permissions
from commission.drawing.picture import picture
from commission.law.facts import Facts
from commission.law.sides import sides
from commission.pages.ownership_words import Drawn, Look, NameOf, draw, name_in
from registry.models.parties import PartyKind
from registry.ownership.terms import LinkType, RefusedData

_KIN = (LinkType.SPOUSE, LinkType.CLOSE_RELATIVE)


@dataclass(frozen=True, slots=True)
class Above:
    """The picture, or None where the records contradict each other."""

    drawn: Drawn | None
    label: str = field(default="")


def owners_above(object_id: int, on: date, user: Any) -> Above:
    """The object as it stands on the day, with everybody above it."""
    facts = facts_loader.load_above(object_id, as_of=on)
    reads_names = permissions.reads_registry(user)
    if not reads_names:
        facts = _without_kin(facts)
    label = _("Who stands above the object")
    try:
        full = picture(facts, sides(facts))
    except RefusedData:
        return Above(None, label)
    name = name_in(facts) if reads_names else _published(facts)
    return Above(draw(full, name, title=label, look=Look.AFTER, room=720), label)


def _without_kin(facts: Facts) -> Facts:
    """Who is whose spouse or relative is nobody's business but the authority's."""
    links = tuple(link for link in facts.ownership.links if link.type not in _KIN)
    return replace(facts, ownership=replace(facts.ownership, links=links))


def _published(facts: Facts) -> NameOf:
    """Companies and states by name, people never."""
    named = name_in(facts)

    def name(id: str) -> str:
        party = facts.by_id.get(id)
        return _("an individual") if party is not None and party.kind == PartyKind.INDIVIDUAL else named(id)

    return name
