"""A small registry: a harbour on list B with two levels above its owner, a mine on no list, a person who owns."""

from datetime import date

import pytest

from registry.models import ListEdition, Party, StrategicObject
from registry.services import save_edition
from tests.registry.builders import hold, party, thing

IIN = "850101300005"


@pytest.fixture
def citizen(db) -> Party:
    return party("CITIZEN", kind="individual", name_en="Aigul Canary", identifier=IIN)


@pytest.fixture
def port(citizen: Party) -> Party:
    """Steppe Port: 60 % a Dutch holding (itself of a person), 25 to 30 % a state, the rest undisclosed."""
    names = {"name_en": "Steppe Port JSC", "name_ru": "АО «Степной порт»", "name_kk": "«Дала порты» АҚ"}
    company = party("PORT", **names)
    holding = party("DUTCH", name_en="Delta B.V.", country="NL")
    hold(holding, company, "60")
    hold(party("STATE", kind="state", name_en="Republic", country="KZ"), company, "25-30")
    hold(citizen, holding, "100")
    return company


@pytest.fixture
def harbour(port: Party) -> StrategicObject:
    made = thing(
        "SO-B-101",
        port,
        name_en="Steppe harbour",
        name_ru="Степная гавань",
        name_kk="Дала айлағы",
        region="Mangystau",
    )
    publish("B", date(2020, 1, 1), made)
    return made


def publish(list_name: str, since: date, *objects: StrategicObject) -> ListEdition:
    edition = ListEdition(list=list_name, effective_from=since, act=f"No. 1 of {since:%d.%m.%Y}")
    return save_edition(edition=edition, objects=objects, by=None)
