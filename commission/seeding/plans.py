"""What happens in a seeded office: who files which deal when, and how it is to end. Decided by the seed alone."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import Any

from commission.states import Capacity, Kind


class Fate(StrEnum):
    """How a case ends, if there is time for it until today."""

    GRANTED = "granted"
    CONDITIONED = "conditioned"
    REFUSED = "refused"
    DEVIATED = "deviated"
    WITHDRAWN = "withdrawn"
    NOT_REQUIRED = "not_required"
    NOT_ADMITTED = "not_admitted"
    DISCONTINUED = "discontinued"
    DRAFT = "draft"


class After(StrEnum):
    """What comes of a permission."""

    CONCLUDED = "concluded"
    ABANDONED = "abandoned"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    ANNULLED = "annulled"
    BOUGHT = "bought"


_FATES = {
    Fate.GRANTED: 44, Fate.CONDITIONED: 20, Fate.REFUSED: 10, Fate.DEVIATED: 2, Fate.WITHDRAWN: 8,
    Fate.NOT_REQUIRED: 5, Fate.NOT_ADMITTED: 3, Fate.DISCONTINUED: 4, Fate.DRAFT: 4,
}  # fmt: skip
_AFTER = {
    After.CONCLUDED: 74, After.ABANDONED: 8, After.LAPSED: 6, After.REVOKED: 3, After.ANNULLED: 3, After.BOUGHT: 6,
}  # fmt: skip
# How often a decision is appealed against.
_APPEALED = {Fate.REFUSED: 0.45, Fate.DEVIATED: 0.6, Fate.CONDITIONED: 0.12}
# Another regime than the office's own.
OTHER = "other"
_KINDS = {
    Kind.SALE: 58, Kind.SHARE_ISSUE: 6, Kind.CONTRIBUTION: 6, Kind.GIFT: 3, Kind.PLEDGE: 14,
    Kind.TRUST_MANAGEMENT: 5, Kind.ENFORCEMENT: 5, Kind.BANKRUPTCY_SALE: 3,
}  # fmt: skip
_SHARES = ("1/10", "3/20", "1/5", "1/4", "3/10", "49/100", "51/100", "3/4", "1")
# (name, country, kind) -> how often. Invented, and named so.
_ACQUIRERS = {
    ("ТОО «Алатау Инфраструктура» (иллюстративно)", "KZ", "entity"): 16,
    ("АО «Сарыарка Капитал» (иллюстративно)", "KZ", "entity"): 13,
    ("ТОО «Есиль Энерго» (иллюстративно)", "KZ", "entity"): 10,
    ("АО «Каспий Холдинг» (иллюстративно)", "KZ", "entity"): 8,
    ("Anadolu Yatirim A.S. (illustrative)", "TR", "entity"): 8,
    ("Yangtze Energy Holdings (illustrative)", "CN", "entity"): 8,
    ("Gulf Ports and Airports FZE (illustrative)", "AE", "entity"): 7,
    ("ООО «Волга Инвест» (illustrative)", "RU", "entity"): 7,
    ("Nordic Infrastructure Fund (illustrative)", "SE", "entity"): 6,
    ("Rhein Netzwerke GmbH (illustrative)", "DE", "entity"): 4,
    ("Lion City Partners Pte Ltd (illustrative)", "SG", "entity"): 4,
    ("Polder Infrastructure B.V. (illustrative)", "NL", "entity"): 4,
    ("Tortola Assets Ltd (illustrative)", "VG", "entity"): 2,
    ("Государственный фонд (иллюстративно)", "QA", "state"): 1,
    ("Гражданин Республики Казахстан (иллюстративно)", "KZ", "individual"): 2,
}  # fmt: skip
_CAPACITIES = {Kind.ENFORCEMENT: Capacity.BAILIFF, Kind.BANKRUPTCY_SALE: Capacity.MANAGER}
# Filed by somebody else than the owner: whose name stands there.
FILED_BY = {
    Capacity.BAILIFF: "Частный судебный исполнитель (иллюстративно)",
    Capacity.MANAGER: "Реабилитационный управляющий (иллюстративно)",
    Capacity.PLEDGEE: "АО «Банк Алатау» (иллюстративно)",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One case before anything has happened. `pace`: working days for one of an average case (1 is usual)."""

    number: int
    begins: date
    applicant: int
    code: str
    kind: Kind
    capacity: Capacity
    share: Fraction
    price: Decimal
    valuation: Decimal
    acquirer: tuple[str, str, str]
    fate: Fate
    after: After
    pace: float
    returns: bool
    asks: bool
    no_majority: bool
    government_returns: bool
    dissent: bool
    clarifies: bool
    appeals: bool
    upheld: bool
    repeats: bool
    tardy: bool
    regime: str
    # Where it stands still, so that every office shows this station: "agreement", "government", or nowhere.
    rests: str = ""


def drawn(rng: Random, weights: dict[Any, int]) -> Any:
    """A key, as often as its weight says."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


# The first cases of every office, so that a small one has something at most stations: working days before today on
# which they begin, and what becomes of them.
# At the end what is told of it besides.
_FIRST: tuple[tuple[int, Fate, After, dict[str, Any]], ...] = (
    (3, Fate.DRAFT, After.CONCLUDED, {}),
    (2, Fate.GRANTED, After.CONCLUDED, {}),
    (9, Fate.GRANTED, After.CONCLUDED, {}),
    (20, Fate.REFUSED, After.CONCLUDED, {}),
    (95, Fate.GRANTED, After.CONCLUDED, {}),
    (260, Fate.CONDITIONED, After.CONCLUDED, {}),
    (85, Fate.REFUSED, After.CONCLUDED, {"appeals": True, "upheld": True}),
    (60, Fate.WITHDRAWN, After.CONCLUDED, {}),
    (40, Fate.NOT_REQUIRED, After.CONCLUDED, {}),
    (300, Fate.GRANTED, After.LAPSED, {}),
    (280, Fate.GRANTED, After.ABANDONED, {}),
    (45, Fate.GRANTED, After.CONCLUDED, {}),
    (70, Fate.CONDITIONED, After.CONCLUDED, {"regime": OTHER}),
    (110, Fate.WITHDRAWN, After.CONCLUDED, {"repeats": True}),
    (44, Fate.GRANTED, After.CONCLUDED, {"regime": "R2", "rests": "agreement"}),
    (66, Fate.GRANTED, After.CONCLUDED, {"regime": "R1", "rests": "government"}),
    (80, Fate.CONDITIONED, After.CONCLUDED, {"regime": "R1", "rests": "government"}),
)


def plans(
    count: int, *, seed: int, first: date, today: date, codes: dict[str, bool], regime: str = "R1"
) -> list[Plan]:
    """Plans of `count` cases that begin between the two days. `codes`: object -> is it a stake.

    `regime` is the office's own; a tenth of the cases is of the other one, so that both can be shown side by side.
    """
    other = "R2" if regime == "R1" else "R1"
    made = [_plan(number, seed, first, today, codes) for number in range(count)]
    names = {"": regime, OTHER: other}
    pinned = [replace(plan, regime=names.get(plan.regime, plan.regime)) for plan in made]
    return sorted(pinned, key=lambda plan: (plan.begins, plan.number))


def _plan(number: int, seed: int, first: date, today: date, codes: dict[str, bool]) -> Plan:
    rng = Random(f"{seed}:{number}")
    fate, after = drawn(rng, _FATES), drawn(rng, _AFTER)
    begins = first + timedelta(days=rng.randrange(max(1, (today - first).days)))
    if fate == Fate.DRAFT:
        begins = max(first, today - timedelta(days=rng.randrange(1, 40)))
    ordinary = number >= len(_FIRST)
    told: dict[str, Any] = {}
    if not ordinary:
        back, fate, after, told = _FIRST[number]
        begins = max(first, today - timedelta(days=round(back * 1.45)))
    kind = drawn(rng, _KINDS)
    pledgee = kind == Kind.ENFORCEMENT and rng.random() < 0.5
    valuation = Decimal(rng.randrange(8, 900)) * 100_000_000
    code = rng.choice(sorted(codes))
    if fate == Fate.NOT_REQUIRED:
        kind, code, pledgee = Kind.SALE, rng.choice(sorted(c for c, stake in codes.items() if stake)), False
    plan = Plan(
        number=number,
        begins=begins,
        applicant=rng.randrange(100),
        code=code,
        kind=kind,
        capacity=Capacity.PLEDGEE if pledgee else _CAPACITIES.get(kind, Capacity.OWNER),
        share=Fraction("1/25") if fate == Fate.NOT_REQUIRED else Fraction(rng.choice(_SHARES)),
        price=(valuation * Decimal(rng.randrange(80, 125)) / 100).quantize(Decimal("0.01")),
        valuation=valuation,
        acquirer=drawn(rng, _ACQUIRERS),
        fate=fate,
        after=after,
        # One in fourteen is slow enough to pass its statutory total.
        pace=rng.uniform(0.8, 1.25) if rng.random() < 0.93 or not ordinary else rng.uniform(1.6, 2.2),
        returns=ordinary and rng.random() < 0.22,
        asks=ordinary and rng.random() < 0.25,
        no_majority=ordinary and rng.random() < 0.04,
        government_returns=ordinary and rng.random() < 0.03,
        dissent=rng.random() < 0.3,
        clarifies=rng.random() < 0.12,
        appeals=ordinary and rng.random() < _APPEALED.get(fate, 0),
        upheld=rng.random() < 0.35,
        repeats=ordinary and rng.random() < 0.3,
        tardy=ordinary and rng.random() < 0.2,
        regime=OTHER if ordinary and rng.random() < 0.1 else "",
    )
    return replace(plan, **told)
