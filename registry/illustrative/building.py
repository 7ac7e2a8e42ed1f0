"""Illustrative rows as unsaved models; nothing here touches the database."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from registry.illustrative.reading import Rows, names, rows
from registry.models import Holding, Link, Party, StateBody, StrategicObject, Title

SOURCE = "registry/illustrative"
Parties = dict[str, Party]
Objects = dict[str, StrategicObject]


def bodies() -> list[StateBody]:
    """The bodies of NSL 15(1) that the routing rules name by code."""
    return [StateBody(**{**row, "is_security": row["is_security"] == "yes"}) for row in rows("bodies")]


def parties() -> list[Party]:
    """States, entities, people and buckets of undisclosed holders; an empty country stays unknown."""
    known = names("party_names", "key")
    return [_party(row, known.get(row["key"], {})) for row in rows("persons")]


def _party(row: dict[str, str], known: dict[str, str]) -> Party:
    return Party(
        key=row["key"],
        kind=row["kind"],
        name_en=row["name"],
        name_ru=known.get("name_ru", ""),
        name_kk=known.get("name_kk", ""),
        country=row["country"],
        identifier=row["identifier"],
        state_body=row["state_body"] == "yes",
        listed=row["listed"] == "yes",
        note=row["note"],
        illustrative=True,
    )


def objects(known_parties: Parties) -> list[StrategicObject]:
    """Objects without their `underlying`, which points into this same list: see `underlying`."""
    kazakh = names("object_names", "code")
    return [_object(row, known_parties, kazakh[row["code"]]["name_kk"]) for row in rows("objects")]


_FACTS = (
    "trunk_line", "long_distance_operator", "international_operator", "land_lines", "media_owner", "subsoil_right"
)  # fmt: skip


def _object(row: dict[str, str], known_parties: Parties, name_kk: str) -> StrategicObject:
    return StrategicObject(
        code=row["code"],
        category=row["category"],
        name_en=row["name_en"],
        name_ru=row["name_ru"],
        name_kk=name_kk,
        stake_in=known_parties[row["stake_in"]] if row["stake_in"] else None,
        region=row["region"],
        capacity_mw=Decimal(row["capacity_mw"]) if row["capacity_mw"] else None,
        evidence=row["evidence"],
        illustrative=True,
        **{fact: row[fact] for fact in _FACTS},
    )


def underlying() -> dict[str, str]:
    """Code of a stake -> code of the object it follows."""
    return {row["code"]: row["underlying_object"] for row in rows("objects") if row["underlying_object"]}


def titles(known_parties: Parties, known_objects: Objects) -> list[Title]:
    """Who owns each object, since an unknown day."""
    return [
        Title(object=known_objects[row["code"]], owner=known_parties[row["owner_key"]], source=SOURCE)
        for row in rows("objects")
        if row["owner_key"]
    ]


def listed(known_objects: Objects) -> dict[str, list[StrategicObject]]:
    """List name -> its objects."""
    found: dict[str, list[StrategicObject]] = {}
    for row in rows("objects"):
        found.setdefault(row["list"], []).append(known_objects[row["code"]])
    return found


def holdings(known_parties: Parties) -> list[Holding]:
    """Stakes with exact bounds: '67.42' is read as the decimal it is, never through a float."""
    return [_holding(row, known_parties) for row in rows("holdings")]


def _holding(row: dict[str, str], known_parties: Parties) -> Holding:
    holding = Holding(
        owner=known_parties[row["owner_key"]],
        company=known_parties[row["owned_key"]],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        note=row["note"],
        source=SOURCE,
        illustrative=True,
    )
    holding.set_votes(_share(row["votes_percent"]))
    holding.set_capital(_share(row["capital_percent"]))
    return holding


def links(known_parties: Parties, known_objects: Objects) -> list[Link]:
    """Ties of a party to another party or to an object."""
    return [
        Link(
            type=row["type"],
            a=known_parties[row["a"]],
            b=known_parties.get(row["b"]),
            object=known_objects.get(row["b"]),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            note=row["note"],
            source=SOURCE,
            illustrative=True,
        )
        for row in rows("links")
    ]


def codes(table: Rows, column: str) -> set[str]:
    """The values of one column."""
    return {row[column] for row in table}


def _share(percent: str) -> Fraction:
    return Fraction(Decimal(percent)) / 100


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
