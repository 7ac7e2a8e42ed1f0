"""Large networks: floats find the answer, whole numbers prove an enclosure, limits are told apart exactly."""

import json
from fractions import Fraction

import pytest

from registry.ownership import bounds, chains, compiled, flows
from registry.ownership.bounds import judge_low
from registry.ownership.cases import read
from registry.ownership.chains import explain
from registry.ownership.compiled import large
from registry.ownership.enclosure import FloatWalk, NotEnclosed, Proof
from registry.ownership.flows import changed_flows
from registry.ownership.measures import (
    LIMITS,
    Measures,
    Verdict,
    country,
    country_shares,
    foreigners,
    lookthrough,
    measure,
    verdict,
)
from registry.ownership.network import Network
from registry.ownership.operations import Transfer
from registry.ownership.overlay import apply
from registry.ownership.view import View
from tests.registry.ownership import generate
from tests.registry.ownership.facts import company, exactly, holding, network, person

FIFTH = Fraction(1, 5)


def random_view(seed: int) -> View:
    return read(json.dumps(generate.case(seed, exact=seed % 4 == 0)))[0].network().on(None)


def asked(seen: View) -> list[Measures]:
    return [measure(seen, "T", who) for who in (foreigners(), lookthrough(), country("RU"))]


def test_the_enclosure_holds_the_exact_answer_and_agrees_at_every_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = {seed: asked(random_view(seed)) for seed in range(80_000, 80_150)}
    monkeypatch.setattr(bounds, "large", lambda seen: True)
    for seed, known in exact.items():
        for one, found in zip(known, asked(random_view(seed)), strict=True):
            assert found.slack < Fraction(1, 10**12)
            for name in ("m", "k", "c"):
                true, wide = getattr(one, name), getattr(found, name)
                assert wide.low <= true.low <= wide.low + found.slack, (seed, name)
                assert wide.high - found.slack <= true.high <= wide.high, (seed, name)
                for limit in LIMITS:
                    assert verdict(wide, limit) is verdict(true, limit), (seed, name, limit)
            assert (found.certain, found.possible, found.loops) == (one.certain, one.possible, one.loops)
            assert found.target_controlled is one.target_controlled


def test_chains_and_flows_are_the_same_to_the_precision_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(81_000, 81_240, 4):
        before, after = random_view(seed), random_view(seed + 1000)
        told = [explain(before, "T", foreigners(), reading=reading) for reading in chains.Reading]
        moved = changed_flows(before, after, "T", foreigners())
        with monkeypatch.context() as patch:
            for module in (bounds, chains, flows):
                patch.setattr(module, "large", lambda seen: True)
            before, after = random_view(seed), random_view(seed + 1000)
            rough = [explain(before, "T", foreigners(), reading=reading) for reading in chains.Reading]
            roughly = changed_flows(before, after, "T", foreigners())
        for one, other in zip(told, rough, strict=True):
            assert [c.contribution for c in one.chains] == [c.contribution for c in other.chains], seed
            assert abs(one.rest - other.rest) < Fraction(1, 10**12)
            assert abs(one.loops - other.loops) < Fraction(1, 10**12)
        known = {(change.owner, change.company): change for change in moved}
        for change in roughly:
            true = known[change.owner, change.company]
            assert abs(true.after - change.after) + abs(true.before - change.before) < Fraction(1, 10**11)


def ring(size: int, foreign: str = "1/4") -> Network:
    """Companies in a ring, each half owned by the one before; the rest in quarters by a foreigner and a citizen."""
    names = [f"C{i}" for i in range(size)]
    facts = [company(name, complete=True) for name in names]
    rows = []
    for i, name in enumerate(names):
        rows += [
            holding(names[i - 1], name, "1/2"),
            holding("F", name, foreign),
            holding("K", name, str(Fraction(1, 2) - Fraction(foreign))),
        ]
    return network(person("F", "RU"), person("K"), *facts, *rows)


def test_a_ring_of_hundreds_of_companies_by_hand() -> None:
    # x = 1/2 x + 1/4 in every company: x = 1/2, exactly: not more than one half, and more than 49 %.
    seen = ring(400).on(None)
    assert large(seen)
    found = measure(seen, "C0", foreigners())
    assert found.m == exactly("1/2")
    assert verdict(found.m, Fraction(1, 2)) is Verdict.COMPLIANT
    assert found.k == exactly("1/4")


def test_a_limit_inside_the_enclosure_is_worked_out_to_the_end() -> None:
    # x = 1/2 x + 1/10: x = 1/5 exactly. With 10^-30 more in one company alone it is above, and floats cannot see it.
    assert measure(ring(60, "1/10").on(None), "C0", foreigners()).m == exactly("1/5")
    net = ring(60, "1/10")
    nudged = apply(net, [Transfer("C7", "K", "F", stake=Fraction(1, 10**30))])
    found = measure(nudged.on(None), "C0", foreigners())
    assert verdict(found.m, FIFTH) is Verdict.VIOLATION
    below = apply(net, [Transfer("C7", "F", "K", stake=Fraction(1, 10**30))])
    assert verdict(measure(below.on(None), "C0", foreigners()).m, FIFTH) is Verdict.COMPLIANT


def test_a_limit_of_ones_own_is_told_apart_when_it_is_named() -> None:
    # x = 1/2 x + 1/6 = 1/3.
    seen, third = ring(60, "1/6").on(None), Fraction(1, 3)
    assert measure(seen, "C0", foreigners(), limits=[third]).m == exactly("1/3")
    unnamed = measure(seen, "C0", foreigners())
    assert unnamed.m.low < third < unnamed.m.high
    assert verdict(unnamed.m, third) is Verdict.UNDETERMINED


def test_a_closed_ring_of_hundreds_belongs_to_nobody() -> None:
    names = [f"C{i}" for i in range(350)]
    rows = [holding(names[i - 1], name, "1") for i, name in enumerate(names)]
    net = network(
        person("F", "RU"),
        company("T"),
        *map(company, names),
        *rows,
        holding("C3", "T", "0.6"),
        holding("F", "T", "0.4"),
    )
    found = measure(net.on(None), "T", foreigners())
    assert found.m.low <= Fraction(2, 5) <= found.m.low + found.slack
    assert found.m.high == 1
    assert found.loops == (tuple(sorted(names)),)


def test_a_proof_fails_where_the_float_is_wrong() -> None:
    seen = ring(60).on(None)
    net = compiled.compiled(seen)
    bloc = foreigners().bloc(seen)
    walk = FloatWalk(net, "C0", judge_low(seen, bloc.certain).worth(net), {})
    values, steps = walk.solve()
    assert Proof(walk, steps).first(values).ends(0)[0] < Fraction(1, 2)
    with pytest.raises(NotEnclosed):
        Proof(walk, steps).first(values * 1.01)
    with pytest.raises(NotEnclosed):
        Proof(walk, steps).first(values * 0.99)


def test_countries_and_chains_of_a_large_network() -> None:
    seen = ring(400).on(None)
    shares = country_shares(seen, "C0", "RU")
    assert abs(shares.first_hit.low - Fraction(1, 2)) < Fraction(1, 10**12)
    told = explain(seen, "C0", foreigners())
    # 1/4 at once, then half as much with each step round the ring: seven steps pass 99 % of one half.
    assert [chain.contribution for chain in told.chains] == [Fraction(1, 2 ** (2 + i)) for i in range(7)]
    assert told.chains[1].path == ("C0", "C399", "F")


def test_a_change_of_a_large_network() -> None:
    net = ring(400)
    after = apply(net, [Transfer("C0", "K", "F", stake=Fraction(1, 10))])
    changes = changed_flows(net.on(None), after.on(None), "C0", foreigners(), most=3)
    # The ring comes back to C0 once in 2^400 times, so F's own arc carries 1/4 and then 35 %.
    first = changes[0]
    assert (first.owner, first.company, first.before, first.after) == (
        "F",
        "C0",
        Fraction(1, 4),
        Fraction(35, 100),
    )
    assert len(changes) == 1
