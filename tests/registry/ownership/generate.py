"""Random tiny cases in the case-file schema: cycles, rings, loops, ranges, open registers, doubtful persons."""

from fractions import Fraction
from random import Random

PEOPLE = [
    {"id": "K1", "kind": "natural", "country": "KZ"},
    {"id": "K2", "kind": "state", "country": "KZ"},
    {"id": "F1", "kind": "natural", "country": "RU"},
    {"id": "F2", "kind": "state", "country": "CN"},
    {"id": "F3", "kind": "stateless", "country": None},
    {"id": "F4", "kind": "natural", "country": "CN", "citizenships": ["CN", "RU"]},
]
DOUBTFUL = [
    {"id": "D1", "kind": "natural", "country": "KZ", "citizenships": ["KZ", "RU"]},
    {"id": "D2", "kind": "natural", "country": None},
    {"id": "FLOAT", "kind": "unknown", "country": None},
]
SWITCHES = ["binding_instructions", "sole_executive"]
TIES = ["spouse", "close_relative", "common_board_majority", "agreement", *SWITCHES]


def case(seed: int, *, exact: bool = False) -> dict:
    """One case from a seed; `exact`: complete registers, single numbers, nobody doubtful."""
    chance = Random(seed)
    firms = [firm(chance, name, exact) for name in ["T", "A", "B", "C"][: chance.randint(1, 4)]]
    people = chance.sample(PEOPLE, chance.randint(1, 3))
    if not exact and chance.random() < 0.5:
        people += chance.sample(DOUBTFUL, chance.randint(1, 2))
    parties = [*firms, *people]
    vague = set() if exact else {each["id"] for each in firms if chance.random() < 0.4}
    if len(vague) > 2:
        vague = set(sorted(vague)[:2])
    holdings = []
    for each in firms:
        each["register"] = "complete" if each["id"] not in vague or chance.random() < 0.4 else "open"
        holdings += register(chance, each, parties, vague=each["id"] in vague)
    links = [link(chance, parties, firms) for _ in range(chance.choice([0, 0, 0, 1, 2]))]
    links += managers(chance, holdings, parties) if chance.random() < 0.2 else []
    if not exact and holdings and chance.random() < 0.2:
        nominee(chance, chance.choice(holdings), people)
    return {
        "id": f"seed-{seed}",
        "parties": parties,
        "holdings": holdings,
        "links": links,
        "target": "T",
        "ask": {},
    }


def firm(chance: Random, name: str, exact: bool) -> dict:
    if name != "T" and chance.random() < 0.2:
        return {"id": name, "kind": "foreign_company", "country": chance.choice(["RU", "CN"])}
    if name != "T" and not exact and chance.random() < 0.1:
        return {"id": name, "kind": "company", "country": None}
    return {"id": name, "kind": chance.choice(["company", "company", "trust"]), "country": "KZ"}


def register(chance: Random, company: dict, parties: list[dict], *, vague: bool) -> list[dict]:
    """Rows that can be true: a complete list reaches 1, an open one stays at or below it."""
    owners = chance.sample(parties, min(len(parties), chance.choice([1, 2, 2, 3])))
    cuts = sorted(chance.choice([0, 2, 4, 5, 8, 10, 10, 11, 12, 16, 20]) for _ in owners[1:])
    parts = [Fraction(b - a, 20) for a, b in zip([0, *cuts], [*cuts, 20], strict=True)]
    if not vague:
        return [row(owner, company, str(part)) for owner, part in zip(owners, parts, strict=True) if part]
    complete = company["register"] == "complete"
    rows = []
    for owner, part in zip(owners, parts, strict=True):
        if chance.random() < 0.5:
            low = part * chance.choice([0, Fraction(1, 2), 1])
            high = min(Fraction(1), part + chance.choice([0, Fraction(1, 10), Fraction(1, 4)]))
            rows.append(row(owner, company, {"min": str(low), "max": str(high)}))
        elif complete or chance.random() < 0.6:
            rows.append(row(owner, company, str(part)))
        else:
            rows.append(row(owner, company, str(part / 2)))
    return rows


def row(owner: dict, company: dict, stake) -> dict:
    return {"owner": owner["id"], "company": company["id"], "stake": stake}


def link(chance: Random, parties: list[dict], firms: list[dict]) -> dict:
    kind = chance.choice(SWITCHES + TIES)
    known = [each for each in parties if each["kind"] != "unknown"]
    return {"type": kind, "a": chance.choice(known)["id"], "b": chance.choice(firms)["id"]}


def managers(chance: Random, holdings: list[dict], parties: list[dict]) -> list[dict]:
    known = [each["id"] for each in parties if each["kind"] != "unknown"]
    managed = chance.choice(holdings)
    if managed["owner"] == managed["company"]:
        return []
    return [
        {
            "type": "trust_manager",
            "a": chance.choice(known),
            "b": managed["company"],
            "owner": managed["owner"],
        }
    ]


def nominee(chance: Random, holding: dict, people: list[dict]) -> None:
    if chance.random() < 0.5:
        holding["nominee"] = True
    else:
        holding["on_behalf_of"] = chance.choice(people)["id"]
