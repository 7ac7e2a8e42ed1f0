"""Illustrative rows as unsaved models; nothing here touches the database."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from registry.illustrative.reading import Rows, names, rows
from registry.models import (
    DatedRow,
    Holding,
    Link,
    ObjectFact,
    OperatingRight,
    Party,
    StateBody,
    StrategicObject,
    SubsoilContract,
    TableConfirmation,
    Title,
)

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


def object_facts(known_objects: Objects) -> list[ObjectFact]:
    """Dated facts of the objects that the demonstration turns on."""
    return [
        ObjectFact(
            object=known_objects[row["object"]],
            source=SOURCE,
            illustrative=True,
            **{name: row[name] for name in ("fact", "answer", "country", "number", "goods")},
        )
        for row in rows("object_facts")
    ]


def contracts() -> list[SubsoilContract]:
    """Subsoil contracts, all of them invented."""
    return [
        SubsoilContract(
            area_km2=Decimal(row["area_km2"]),
            source=SOURCE,
            illustrative=True,
            **{name: row[name] for name in ("number", "name_en", "name_ru", "name_kk")},
        )
        for row in rows("contracts")
    ]


def operating_rights(
    known_parties: Parties, known_contracts: dict[str, SubsoilContract]
) -> list[OperatingRight]:
    """Who holds the right to conduct operations under each contract."""
    return [
        OperatingRight(
            contract=known_contracts[row["number"]], holder=known_parties[row["holder"]], source=SOURCE
        )
        for row in rows("contracts")
    ]


def dated_rows() -> list[DatedRow]:
    """Rows of the dated tables: examples of what an act might say, never an act."""
    texts = (
        "table", "name_en", "name_ru", "name_kk", "act", "number", "category", "kind", "country", "goods", "aspect"
    )  # fmt: skip
    return [
        DatedRow(
            most=Decimal(row["most_percent"]) if row["most_percent"] else None,
            whose=row["whose"] or "foreigners",
            ban=row["ban"] != "no",
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            source=SOURCE,
            illustrative=True,
            **{name: row[name] for name in texts},
        )
        for row in rows("dated_rows")
    ]


def confirmations() -> list[TableConfirmation]:
    """That the illustrative tables are complete."""
    return [
        TableConfirmation(
            table=row["table"],
            valid_from=date.fromisoformat(row["valid_from"]),
            given_by=row["given_by"],
            source=SOURCE,
            illustrative=True,
        )
        for row in rows("confirmations")
    ]


def codes(table: Rows, column: str) -> set[str]:
    """The values of one column."""
    return {row[column] for row in table}


def _share(percent: str) -> Fraction:
    return Fraction(Decimal(percent)) / 100


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
