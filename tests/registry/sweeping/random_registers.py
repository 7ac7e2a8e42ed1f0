"""Small random registries with everything in them that a register may have, and random changes of them."""

import random
from datetime import date
from fractions import Fraction

from registry.models import Holding, Link, Party

DAY = date(2026, 5, 20)
_KINDS = (
    {"kind": "individual", "country": "KZ"},
    {"kind": "individual", "country": "KZ", "citizenships": ["KZ", "DE"]},
    {"kind": "individual", "country": "DE"},
    {"kind": "individual", "country": "", "stateless": True},
    {"kind": "individual", "country": ""},
    {"kind": "state", "country": "KZ"},
    {"kind": "state", "country": "CN"},
    {"kind": "entity", "country": "SE"},
    {"kind": "entity", "country": ""},
    {"kind": "trust", "country": "KZ"},
    {"kind": "unknown", "country": ""},
)


def build(chance: random.Random) -> None:
    """Some parties, holdings with rings among them, and ties."""
    companies = [_party(f"C{n}", kind="entity", country="KZ") for n in range(6)]
    others = [_party(f"P{n}", **_KINDS[n]) for n in range(len(_KINDS))]
    for company in [*companies, *(each for each in others if each.kind in ("entity", "trust"))]:
        fill(chance, company, [*companies, *others])
    for _ in range(3):
        tie(chance, companies, others)


def fill(chance: random.Random, company: Party, holders: list[Party]) -> None:
    """New holders for a company: exact lots or ranges, an open or a complete list, perhaps own shares."""
    left = 20
    complete = chance.random() < 0.4
    for owner in chance.sample(holders, chance.randint(1, 4)):
        low = chance.randint(0, left)
        left -= low
        high = min(20, low + chance.choice((0, 0, 0, 3, 8)))
        _lot(owner, company, low, high, nominee=chance.random() < 0.1, chance=chance, holders=holders)
    if complete and left:
        person = next(each for each in holders if each.kind == "individual" and each.country == "KZ")
        _lot(person, company, left, left)
    company.register_complete = complete
    company.save()


def tie(chance: random.Random, companies: list[Party], others: list[Party]) -> None:
    """A command, an executive, or a trust manager of an existing stake."""
    a, b = chance.choice(others), chance.choice(companies)
    stake = Holding.objects.filter(company=b).exclude(owner=a).first()
    type = chance.choice(("binding_instructions", "sole_executive", "trust_manager"))
    if type != "trust_manager":
        Link.objects.create(type=type, a=a, b=b)
    elif stake is not None and a.kind != "unknown":
        Link.objects.create(type=type, a=a, b=b, owner=stake.owner)


def change(chance: random.Random) -> Party:
    """One company's holders replaced, or one party's country changed; the party that the outbox would name."""
    parties = list(Party.objects.order_by("pk"))
    companies = [each for each in parties if each.key.startswith("C")]
    if chance.random() < 0.3:
        changed = chance.choice(parties)
        changed.country = chance.choice(("KZ", "SE", ""))
        changed.save()
        return changed
    company = chance.choice(companies)
    company.held_by.all().delete()
    fill(chance, company, parties)
    return company


def _party(key: str, **facts: object) -> Party:
    return Party.objects.create(key=key, name_en=key, **facts)


def _lot(
    owner: Party,
    company: Party,
    low: int,
    high: int,
    *,
    nominee: bool = False,
    chance: random.Random | None = None,
    holders: list[Party] | None = None,
) -> None:
    row = Holding(owner=owner, company=company, nominee=nominee)
    if not nominee and chance is not None and holders and chance.random() < 0.1:
        row.on_behalf_of = chance.choice(holders)
    row.set_votes(Fraction(low, 20), Fraction(high, 20))
    row.set_capital(Fraction(low, 20), Fraction(high, 20))
    row.save()
