"""A small cast: an applicant with a draft, a stranger, and two companies, a person and two objects in the registry."""

from datetime import date

import pytest
from django.test import Client

from commission.models import Application
from commission.services.applications import start_application
from registry.models import ListEdition, Party, StrategicObject, User
from registry.roles import Role
from registry.services import save_edition
from tests.registry.builders import party, person, thing

BIN = "970540000107"
IIN = "850101300005"


@pytest.fixture
def applicant(db) -> User:
    return person("applicant", Role.APPLICANT)


@pytest.fixture
def stranger(db) -> User:
    return person("applicant2", Role.APPLICANT)


@pytest.fixture
def mine(applicant: User) -> Client:
    """The applicant's browser."""
    client = Client()
    client.force_login(applicant)
    return client


@pytest.fixture
def draft(applicant: User) -> Application:
    return start_application(by=applicant)


@pytest.fixture
def base(draft: Application) -> str:
    return f"/apply/{draft.reference}/"


@pytest.fixture
def port(db) -> Party:
    """A company of Kazakhstan with a BIN and names in three languages."""
    names = {"name_en": "Steppe Port JSC", "name_ru": "АО «Степной порт»", "name_kk": "«Дала порты» АҚ"}
    return party("PORT", identifier=BIN, **names)


@pytest.fixture
def citizen(db) -> Party:
    return party("CITIZEN", kind="individual", name_en="Aigul Canary", identifier=IIN)


@pytest.fixture
def harbour(port: Party) -> StrategicObject:
    """An object of the port, on list B since 2020."""
    made = thing("SO-B-101", port, name_en="Steppe harbour", name_ru="Степная гавань", name_kk="Дала айлағы")
    edition = ListEdition(list="B", effective_from=date(2020, 1, 1), act="No. 1 of 01.01.2020")
    save_edition(edition=edition, objects=[made], by=None)
    return made


@pytest.fixture
def pier(db) -> StrategicObject:
    """An object on no list."""
    return thing("SO-X-201", name_en="Unlisted pier")
