"""Who is a foreigner, and of which country (National Security Law art. 22 and 23)."""

from enum import IntEnum

from registry.ownership.terms import ENTITIES, HOME, Kind, Party


class Truth(IntEnum):
    """What the record allows to say; MAYBE is counted as no for a minimum and as yes for a maximum."""

    NO = 0
    MAYBE = 1
    YES = 2


def countries(party: Party) -> frozenset[str]:
    """Every country the party belongs to; empty when none is known. A stateless person belongs to none."""
    if party.kind is Kind.STATELESS:
        return frozenset()
    if party.kind is Kind.NATURAL and party.citizenships:
        return frozenset(code.upper() for code in party.citizenships)
    return frozenset([party.country.upper()] if party.country else [])


def foreign(party: Party) -> Truth:
    """A foreign legal person is foreign whoever owns it; a second passport beside the home one is a doubt."""
    if party.kind is Kind.OBJECT:
        return Truth.NO
    if party.kind in (Kind.FOREIGN_COMPANY, Kind.STATELESS):
        return Truth.YES
    known = countries(party)
    if not known:
        return Truth.MAYBE
    if HOME not in known:
        return Truth.YES
    return Truth.MAYBE if len(known) > 1 else Truth.NO


def of_country(party: Party, country: str) -> Truth:
    """Whether the party stands for the country. Resident entities never do: their owners count instead.

    Two foreign passports belong to both countries; one of them beside the home passport is a doubt.
    """
    if party.kind in (Kind.OBJECT, Kind.STATELESS):
        return Truth.NO
    known, country = countries(party), country.upper()
    if not known:
        return Truth.MAYBE
    if country not in known or (country == HOME and party.kind in ENTITIES):
        return Truth.NO
    return Truth.MAYBE if HOME in known and len(known) > 1 else Truth.YES


def natural_or_state(party: Party) -> bool:
    """Whether look-through ends here: an ultimate holder rather than an entity."""
    return party.kind in (Kind.NATURAL, Kind.STATE, Kind.STATELESS)
