"""A case's screening before and after a deal, with its reasons, on targets of a register of a million nodes.

The peer solves the foreign share alone, in floats, of the same neighbourhood: the least that any answer costs.
"""

import gc
from collections.abc import Callable
from fractions import Fraction
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import spsolve

from registry.ownership.neighbourhood import Arrays
from registry.ownership.network import Network
from registry.ownership.operations import Transfer
from registry.ownership.overlay import apply
from registry.ownership.screening import (
    Screening,
    foreigners_within,
    group_within,
    lookthrough_within,
    screen,
)
from registry.ownership.terms import Kind, Party
from tests.benchmarks.register import generate

pytestmark = pytest.mark.benchmark

NODES, TARGETS, IN_THE_RING = 1_000_000, 200, 5
LIMITS = Fraction(1, 10), Fraction(1, 5), Fraction(49, 100)
BUYER = Party("BUYER", Kind.NATURAL, "001")


@pytest.fixture(scope="module")
def register() -> dict[str, Any]:
    return generate(NODES)


@pytest.fixture(scope="module")
def arrays(register: dict[str, Any]) -> Arrays:
    return Arrays(*(register[name] for name in ("src", "dst", "w", "is_company", "country")))


def random_targets(register: dict[str, Any]) -> list[int]:
    """Resident companies with holders."""
    owned = np.unique(register["dst"])
    owned = owned[register["country"][owned] == 0]
    return np.random.default_rng(7).choice(owned, TARGETS, replace=False).tolist()


def ring_targets(register: dict[str, Any]) -> list[int]:
    """Resident companies of the largest ring of owners."""
    size = len(register["is_company"])
    arcs = csr_array((register["w"], (register["src"], register["dst"])), shape=(size, size))
    label = connected_components(arcs, connection="strong")[1]
    ring = np.flatnonzero(label == np.bincount(label).argmax())
    return ring[register["country"][ring] == 0][:IN_THE_RING].tolist()


def sale(net: Network, chance: np.random.Generator) -> Transfer:
    """Half of somebody's stake in a company at or above the target passes to a foreigner."""
    rows = [row for row in net.holdings if row.votes and row.votes.low]
    row = rows[chance.integers(len(rows))]
    assert row.votes is not None
    return Transfer(row.company, row.owner, BUYER.id, stake=row.votes.low / 2)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    gc.collect()
    start = perf_counter()
    found = work()
    return perf_counter() - start, found


def peer(net: Network, target: str) -> tuple[float, float]:
    """Least and greatest foreign share, dense or sparse by size, in floats and by another route."""
    companies = [id for id, party in net.parties.items() if party.kind is Kind.COMPANY]
    at = {id: j for j, id in enumerate(companies)}
    low, high, rows = np.zeros(len(at)), np.zeros(len(at)), []
    own = {
        row.company: float(row.votes.low) for row in net.holdings if row.owner == row.company and row.votes
    }
    sums = np.zeros(len(at))
    for row in net.holdings:
        if row.company in at and row.owner != row.company and row.votes:
            j, share = at[row.company], float(row.votes.low) / (1 - own.get(row.company, 0.0))
            sums[j] += share
            if row.owner in at:
                rows.append((j, at[row.owner], share))
            elif net.parties[row.owner].country != "KZ":
                low[j] += share
    high = low + 1 - sums
    downs, ups, shares = zip(*rows, strict=True) if rows else ((), (), ())
    weights = csc_array((shares, (downs, ups)), shape=(len(at), len(at)))
    found = spsolve(csc_array(eye_array(len(at)) - weights), np.column_stack([low, high]))
    found = np.asarray(found).reshape(len(at), 2)
    return float(found[at[target], 0]), float(found[at[target], 1])


def screened(net: Network, target: str, deal: Transfer) -> Screening:
    asked = [foreigners_within(*LIMITS), lookthrough_within(*LIMITS), group_within([BUYER.id], *LIMITS)]
    return screen(net, target, asked, operations=[deal], parties=[BUYER])


def measured(arrays: Arrays, targets: list[int]) -> dict[str, list[float]]:
    chance = np.random.default_rng(11)
    times: dict[str, list[float]] = {"cut": [], "screen": [], "peer": []}
    for number in targets:
        target = str(number)
        spent, net = timed(lambda number=number: arrays.cut(number))
        times["cut"].append(spent)
        deal = sale(net, chance)
        spent, seen = timed(lambda net=net, target=target, deal=deal: screened(net, target, deal))
        times["screen"].append(spent)
        changed = apply(net, [deal], parties=[BUYER])
        spent, shares = timed(
            lambda net=net, changed=changed, target=target: (peer(net, target), peer(changed, target))
        )
        times["peer"].append(spent)
        for side, (least, greatest) in zip((seen.before, seen.after), shares, strict=True):
            found = side.answers["foreigners"].measures
            assert float(found.m.low) == pytest.approx(least, abs=1e-9)
            # The mass of closed loops is in the upper bound, and in no linear system.
            assert found.loops or float(found.m.high) == pytest.approx(greatest, abs=1e-9)
            assert found.slack < Fraction(1, 10**9)
    return times


def report(title: str, times: dict[str, list[float]]) -> None:
    print(f"\n{title}, milliseconds")
    print(f"{'':8}{'median':>10}{'p95':>10}{'worst':>10}")
    for name, spent in times.items():
        median, late, worst = np.percentile(np.array(spent) * 1000, [50, 95, 100])
        print(f"{name:8}{median:10.2f}{late:10.2f}{worst:10.2f}")
    ratio = np.array(times["screen"]) / np.array(times["peer"])
    print(f"screen / peer: median {np.median(ratio):.1f}, worst {ratio.max():.1f}")


def test_random_targets_of_a_register(arrays: Arrays, register: dict[str, Any]) -> None:
    report(f"{TARGETS} random targets of {NODES} nodes", measured(arrays, random_targets(register)))


def test_targets_inside_the_largest_ring(arrays: Arrays, register: dict[str, Any]) -> None:
    targets = ring_targets(register)
    report(f"{len(targets)} targets inside the largest ring", measured(arrays, targets))
