"""The engine against the slow second opinion, on random tiny networks with loops, ranges and doubts."""

import json
from collections import defaultdict

import pytest

from registry.ownership.cases import read
from registry.ownership.control import ultimate_controllers
from registry.ownership.groups import group_of
from registry.ownership.measures import (
    Who,
    country,
    country_shares,
    foreigners,
    lookthrough,
    measure,
    persons,
)
from registry.ownership.view import View
from tests.registry.ownership import generate, oracle

CHUNK = 100


def view(case: dict) -> View:
    return read(json.dumps(case))[0].network().on(None)


def figures(seen: View, who: Who, half: bool = False) -> dict:
    found = measure(seen, "T", who, half_is_enough=half)
    return {
        "M": tuple(found.m),
        "K": tuple(found.k),
        "C": tuple(found.c),
        "target_controlled": str(found.target_controlled),
        "certain": list(found.certain),
        "possible": list(found.possible),
    }


@pytest.mark.parametrize("start", range(0, 2000, CHUNK))
def test_all_foreigners(start: int) -> None:
    for seed in range(start, start + CHUNK):
        case = generate.case(seed, exact=seed % 4 == 0)
        expected = oracle.measures(case, ("foreigners", None))
        assert figures(view(case), foreigners()) == expected, json.dumps(case)


@pytest.mark.parametrize("start", range(10_000, 10_400, CHUNK))
def test_other_sets(start: int) -> None:
    for seed in range(start, start + CHUNK):
        case = generate.case(seed)
        seen = view(case)
        known = [party["id"] for party in case["parties"] if party["kind"] != "unknown"]
        one = known[seed % len(known)]
        for who, question in (
            (country("RU"), ("country", "RU")),
            (lookthrough(), ("lookthrough", None)),
            (persons([one]), ("persons", {one})),
        ):
            assert figures(seen, who) == oracle.measures(case, question), json.dumps([question[0], one, case])


@pytest.mark.parametrize("start", range(20_000, 20_300, CHUNK))
def test_first_hit_of_a_country_and_control_at_half(start: int) -> None:
    for seed in range(start, start + CHUNK):
        case = generate.case(seed)
        seen = view(case)
        assert country_shares(seen, "T", "RU").first_hit.low == oracle.first_hit(case, "RU"), json.dumps(case)
        expected = oracle.measures(case, ("foreigners", None), half=True)
        assert figures(seen, foreigners(), half=True) == expected, json.dumps(case)


@pytest.mark.parametrize("start", range(30_000, 31_000, CHUNK))
def test_groups(start: int) -> None:
    for seed in range(start, start + CHUNK):
        case = generate.case(seed, exact=True)
        seen = view(case)
        names = [party["id"] for party in case["parties"]]
        for seeds in ([names[seed % len(names)]], ["T", names[-1]]):
            assert list(group_of(seen, seeds)) == oracle.group(case, seeds), json.dumps([seeds, case])


@pytest.mark.parametrize("start", range(40_000, 41_000, CHUNK))
def test_ultimate_controllers(start: int) -> None:
    """Whoever is named controls the company, and is controlled by nobody but members of its own ring."""
    for seed in range(start, start + CHUNK):
        case = generate.case(seed, exact=True)
        case["links"] = []
        firms = [party["id"] for party in case["parties"] if party["kind"] in oracle.HOLDS_SHARES]
        tops = ultimate_controllers(view(case), firms)
        above: dict[str, set[str]] = defaultdict(set)
        for firm in firms:
            above[firm] = oracle.controllers(case, firm)
        for firm in firms:
            named = tops[firm].controller
            context = json.dumps([firm, str(named), case])
            outside = {p for p in above[firm] if not above[p]}
            if outside:
                assert outside == {named}, context
            elif above[firm]:
                assert named == min(p for p in {firm, *above[firm]} if oracle.rules_itself(case, p)), context
            else:
                assert named == (firm if oracle.rules_itself(case, firm) else None), context
            assert tops[firm].ring == (named is not None and oracle.rules_itself(case, named)), context
