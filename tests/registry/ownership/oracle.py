"""A slow second opinion on ownership, for tiny networks: it imports nothing of the engine.

Cases are plain dictionaries in the case-file schema. The unknown is filled in every extreme way (each company's
corner allocations, each rest to the set or to a stranger, each doubtful person in or out), each filled network
is solved with dense fractions, and control is the intersection of all closed sets, found by trying every subset.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, product

HOLDS_SHARES = ("company", "foreign_company", "trust")
INSIDER, STRANGER = "<insider>", "<stranger>"
Row = list[tuple[tuple[str, ...], Fraction]]
World = dict[str, Row]


def number(value) -> Fraction:
    return Fraction(str(value))


def ends(holding) -> tuple[Fraction, Fraction]:
    stake = holding["stake"]
    if isinstance(stake, dict):
        return number(stake["min"]), number(stake["max"])
    return number(stake), number(stake)


# Who may be in the set -----------------------------------------------------------------------------------------


def passports(party) -> set[str]:
    if party["kind"] == "stateless":
        return set()
    if party["kind"] == "natural" and party.get("citizenships"):
        return set(party["citizenships"])
    return {party["country"]} if party.get("country") else set()


def is_foreign(party) -> str:
    if party["kind"] in ("foreign_company", "stateless"):
        return "yes"
    known = passports(party)
    if not known:
        return "maybe"
    if "KZ" not in known:
        return "yes"
    return "maybe" if len(known) > 1 else "no"


def is_of(party, country: str) -> str:
    known = passports(party)
    if party["kind"] == "stateless":
        return "no"
    if not known:
        return "maybe"
    if country not in known:
        return "no"
    return "maybe" if "KZ" in known and len(known) > 1 else "yes"


def answer_for(party, question) -> str:
    kind, detail = question
    if party["kind"] == "object":
        return "no"
    if kind == "foreigners":
        return is_foreign(party)
    if kind == "country":
        return is_of(party, detail)
    if kind == "lookthrough":
        return is_foreign(party) if party["kind"] in ("natural", "state", "stateless") else "no"
    return "yes" if party["id"] in detail else "no"


def members(case, question) -> tuple[set[str], list[str]]:
    """Certain members; and the doubtful, to be tried in and out. Hidden principals may always be anyone."""
    sure, doubtful = {INSIDER}, []
    for party in case["parties"]:
        if party["kind"] != "unknown":
            answer = answer_for(party, question)
            if answer == "yes":
                sure.add(party["id"])
            elif answer == "maybe":
                doubtful.append(party["id"])
    for holding in case["holdings"]:
        for name in holders_of(case, holding):
            hidden = name.startswith("hidden:")
            bucket = name.startswith("bucket:")
            if hidden or (bucket and question[0] != "persons"):
                doubtful.append(name)
    return sure, sorted(set(doubtful))


# Registers and the ways to fill them ---------------------------------------------------------------------------


def holders_of(case, holding) -> tuple[str, ...]:
    """Right holders of a row: the principal, an unknown one, or the owner; then the trust managers."""
    kinds = {party["id"]: party["kind"] for party in case["parties"]}
    owner = holding.get("on_behalf_of") or holding["owner"]
    if holding.get("nominee") and not holding.get("on_behalf_of"):
        owner = f"hidden:{holding['owner']}/{holding['company']}"
    elif kinds[owner] == "unknown":
        owner = f"bucket:{owner}/{holding['company']}"
    managers = {
        link["a"]
        for link in case["links"]
        if link["type"] == "trust_manager"
        and link["b"] == holding["company"]
        and link["owner"] == (holding.get("on_behalf_of") or holding["owner"])
    }
    return (owner, *sorted(managers - {owner, holding["company"]}))


def corners(case, party) -> list[Row]:
    """All corner allocations of one company, own shares divided out; none if it must own itself wholly."""
    slots: dict[tuple[str, ...], list[Fraction]] = {}
    for holding in case["holdings"]:
        if holding["company"] == party["id"]:
            low, high = ends(holding)
            slot = slots.setdefault(holders_of(case, holding), [Fraction(0), Fraction(0)])
            slot[0] += low
            slot[1] += high
    if party.get("register") != "complete":
        slots[(INSIDER,)] = [Fraction(0), Fraction(1)]
        slots[(STRANGER,)] = [Fraction(0), Fraction(1)]
    names = list(slots)
    found = {}
    for filling in fillings([tuple(slots[name]) for name in names]):
        own = sum((w for name, w in zip(names, filling, strict=True) if name == (party["id"],)), Fraction(0))
        if own == 1:
            continue
        row = [
            (name, w / (1 - own))
            for name, w in zip(names, filling, strict=True)
            if name != (party["id"],) and w
        ]
        found[tuple(row)] = row
    return list(found.values()) or [[]]


def fillings(bounds: list[tuple[Fraction, Fraction]]) -> Iterator[list[Fraction]]:
    """Corners of {low <= w <= high, sum w = 1}: all but at most one coordinate at an end."""
    for marginal in range(len(bounds)):
        others = [set(pair) if i != marginal else {Fraction(0)} for i, pair in enumerate(bounds)]
        for choice in product(*others):
            rest = 1 - sum(choice)
            if bounds[marginal][0] <= rest <= bounds[marginal][1]:
                yield [rest if i == marginal else w for i, w in enumerate(choice)]


def worlds(case, question) -> Iterator[tuple[World, set[str]]]:
    """Every extreme network with its set."""
    firms = [party for party in case["parties"] if party["kind"] in HOLDS_SHARES]
    options = [corners(case, party) for party in firms]
    sure, doubtful = members(case, question)
    for rows in product(*options):
        world = {firm["id"]: row for firm, row in zip(firms, rows, strict=True)}
        for count in range(len(doubtful) + 1):
            for joined in combinations(doubtful, count):
                yield world, sure | set(joined)


# One filled network --------------------------------------------------------------------------------------------


def eliminate(matrix: list[list[Fraction]]) -> list[Fraction]:
    """Gauss-Jordan on an augmented matrix."""
    size = len(matrix)
    for column in range(size):
        pivot = next(row for row in range(column, size) if matrix[row][column])
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        head = matrix[column][column]
        matrix[column] = [value / head for value in matrix[column]]
        for row in range(size):
            if row != column and matrix[row][column]:
                factor = matrix[row][column]
                matrix[row] = [a - factor * b for a, b in zip(matrix[row], matrix[column], strict=True)]
    return [row[-1] for row in matrix]


def chance(world: World, target: str, worth) -> Fraction:
    """Least chance to be absorbed with worth 1. `worth(holders)`: 0, 1, or the name of the next company."""
    reaching: set[str] = set()
    while True:
        more = {
            firm
            for firm, row in world.items()
            if firm not in reaching and any(worth(h) == 1 or worth(h) in reaching for h, _ in row)
        }
        if not more:
            break
        reaching |= more
    if target not in reaching:
        return Fraction(0)
    order = sorted(reaching)
    matrix = []
    for firm in order:
        line = [Fraction(int(firm == other)) for other in order] + [Fraction(0)]
        for holders, weight in world[firm]:
            value = worth(holders)
            if value == 1:
                line[-1] += weight
            elif value in reaching:
                line[order.index(value)] -= weight
        matrix.append(line)
    return eliminate(matrix)[order.index(target)]


def hits(
    world: World, people: set[str], target: str, stops: set[str] | frozenset[str] = frozenset()
) -> tuple[Fraction, Fraction]:
    """Chance to meet the people first, without and with the mass that never ends."""

    def into(holders):
        if any(holder in people for holder in holders):
            return 1
        return holders[0] if holders[0] in world and not set(holders) & stops else 0

    def past(holders):
        value = into(holders)
        return value if isinstance(value, str) else 1 - value

    return chance(world, target, into), 1 - chance(world, target, past)


def bloc(case, world: World, people: set[str], half: bool = False) -> set[str]:
    """The intersection of all sets that contain the people and are closed under control."""
    parties = {party["id"] for party in case["parties"] if party["kind"] not in ("object", "unknown")}
    free = sorted(parties - people)
    links = switches(case["links"])
    candidates = [name for name in free if name in world or any(name == b for _, b in links)]
    least = people | set(candidates)
    for extra in chain.from_iterable(combinations(candidates, n) for n in range(len(candidates) + 1)):
        trial = people | set(extra)
        if all(not controls(world, trial, name, links, half) for name in candidates if name not in trial):
            least &= trial
    return least


def switches(links) -> list[tuple[str, str]]:
    return [
        (link["a"], link["b"]) for link in links if link["type"] in ("binding_instructions", "sole_executive")
    ]


def controls(world: World, people: set[str], name: str, links, half: bool) -> bool:
    votes = sum((w for holders, w in world.get(name, []) if set(holders) & people), Fraction(0))
    if votes > Fraction(1, 2) or (half and votes == Fraction(1, 2)):
        return True
    return any(a in people for a, b in links if b == name)


# The measures over all networks --------------------------------------------------------------------------------


def measures(case, question, half: bool = False):
    """M, K, C as (least, greatest); companies certainly in the bloc, possibly drawn into it; control of the target.

    A company that may belong to the set by itself is certain when it is drawn in wherever it does not.
    """
    target, (sure, _) = case["target"], members(case, question)
    m, k, c, certain, possible, over = [], [], [], None, set(), set()
    for world, people in worlds(case, question):
        controlled = bloc(case, world, people, half)
        m += hits(world, people, target)
        c += hits(world, controlled - ({target} - people), target)
        k.append(sum((w for holders, w in world[target] if set(holders) & controlled), Fraction(0)))
        drawn = controlled - people
        certain = controlled if certain is None else certain & controlled
        possible |= drawn
        others = [link for link in case["links"] if link["a"] != target]
        over.add(target in drawn or controls(world, controlled, target, switches(others), half))
    return {
        "M": (min(m), max(m)),
        "K": (min(k), max(k)),
        "C": (min(c), max(c)),
        "target_controlled": "no" if over == {False} else "certain" if over == {True} else "possible",
        "certain": sorted(certain - sure),
        "possible": sorted(possible),
    }


def first_hit(case, country: str) -> Fraction:
    """Least share of the country when the walk stops at the first foreigner."""
    abroad = {
        party["id"]
        for party in case["parties"]
        if party["kind"] not in ("unknown", "object") and is_foreign(party) == "yes"
    }
    sure, _ = members(case, ("country", country))
    return min(
        hits(world, sure - {INSIDER}, case["target"], abroad)[0]
        for world, _ in worlds(case, ("persons", set()))
    )


# Groups and controllers, on point data -------------------------------------------------------------------------

TIES = (
    "spouse",
    "close_relative",
    "sole_executive",
    "binding_instructions",
    "common_board_majority",
    "agreement",
)


def group(case, seeds: list[str]) -> list[str]:
    """Warshall's closure of the ties; a block with more than half of a company's votes is tied to it, repeat."""
    people = [party for party in case["parties"] if party["kind"] not in ("object", "unknown")]
    names = [party["id"] for party in people]
    tied = {(a, b): a == b for a in names for b in names}
    pairs = [(link["a"], link["b"]) for link in case["links"] if link["type"] in TIES]
    pairs += [(seeds[0], other) for other in seeds]
    pairs += [
        (p["id"], q["id"])
        for p in people
        for q in people
        if p["kind"] == q["kind"] == "state" and p["country"] == q["country"] not in ("KZ", None)
    ]
    for a, b in pairs:
        if (a, b) in tied:
            tied[a, b] = tied[b, a] = True
    filled = {party["id"]: corners(case, party)[0] for party in people if party["kind"] in HOLDS_SHARES}
    while True:
        for via in names:
            for a in names:
                for b in names:
                    tied[a, b] = tied[a, b] or (tied[a, via] and tied[via, b])
        found = [
            (a, firm)
            for firm, row in filled.items()
            for a in names
            if not tied[a, firm]
            and 2 * sum(w for h, w in row if any((a, x) in tied and tied[a, x] for x in h)) > 1
        ]
        if not found:
            return sorted(name for name in names if tied[seeds[0], name])
        for a, firm in found:
            tied[a, firm] = tied[firm, a] = True


def controllers(case, company: str) -> set[str]:
    """Other parties whose own bloc, by votes alone, contains the company."""
    world = voting(case)
    return {
        party["id"]
        for party in case["parties"]
        if party["kind"] not in ("object", "unknown")
        and party["id"] != company
        and company in bloc({**case, "links": []}, world, {party["id"]})
    }


def rules_itself(case, company: str) -> bool:
    """Whether the company's own bloc has the majority in it: a ring with nobody outside."""
    world = voting(case)
    return controls(world, bloc({**case, "links": []}, world, {company}), company, [], False)


def voting(case) -> World:
    firms = [party for party in case["parties"] if party["kind"] in HOLDS_SHARES]
    return {party["id"]: corners(case, party)[0] for party in firms}
