"""Small pieces of a registry for tests; shares are written as a keeper would write them."""

from datetime import date

from registry.models import Appointment, Holding, Party, User
from registry.models.objects import StrategicObject, Title
from registry.roles import Role
from registry.services import save_holding, save_object, save_party, save_title
from registry.shares import parse_share

DOCUMENT = "Extract of the register No. 7 of 01.02.2026"


def party(key: str, **facts: object) -> Party:
    """A company of Kazakhstan unless told otherwise, kept through the service."""
    known: dict[str, object] = {"kind": "entity", "country": "KZ", "name_en": key.title(), **facts}
    return save_party(party=Party(key=key, **known), by=None, document=DOCUMENT)


def lot(owner: Party, company: Party, votes: str, capital: str = "", **facts: object) -> Holding:
    """An unsaved holding; capital as the votes unless told otherwise."""
    made = Holding(owner=owner, company=company, **facts)
    made.set_votes(*parse_share(votes))
    made.set_capital(*parse_share(capital or votes))
    return made


def hold(owner: Party, company: Party, votes: str, capital: str = "", **facts: object) -> Holding:
    """A kept holding."""
    return save_holding(holding=lot(owner, company, votes, capital, **facts), by=None, document=DOCUMENT)


def thing(code: str, owner: Party | None = None, **facts: object) -> StrategicObject:
    """A kept strategic object, with its owner where one is given."""
    known: dict[str, object] = {"category": "sea_port", "name_en": code, **facts}
    made = save_object(object=StrategicObject(code=code, **known), by=None, document=DOCUMENT)
    if owner is not None:
        save_title(title=Title(object=made, owner=owner), by=None, document=DOCUMENT)
    return made


def person(username: str, *roles: Role, since: date | None = None) -> User:
    """A person with an office for each role."""
    user = User.objects.create_user(username, f"{username}@demo.example", "a long enough password")
    for role in roles:
        Appointment.objects.create(user=user, role=role, valid_from=since)
    return user
