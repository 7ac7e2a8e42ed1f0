"""What must hold in every network."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from registry.ownership.answers import answer
from registry.ownership.bounds import judge_low, least_hit
from registry.ownership.cases import read
from registry.ownership.chains import Reading, explain
from registry.ownership.measures import Measures, country, foreigners, lookthrough, measure, persons
from registry.ownership.network import Holding, Kind, Network, Party, Range
from registry.ownership.whatif import AddLink, Buyback, EndLink, Transfer, apply
from tests.registry.ownership import generate

SEEDS = st.integers(min_value=50_000, max_value=10_000_000)
QUICK = settings(max_examples=80, deadline=None, derandomize=True)


def network(seed: int, *, exact: bool = False) -> Network:
    return read(json.dumps(generate.case(seed, exact=exact)))[0].network()


def figures(net: Network) -> Measures:
    return measure(net.on(None), "T", foreigners())


def ranges(found: Measures) -> tuple[Range, Range, Range]:
    return found.m, found.k, found.c


@QUICK
@given(SEEDS)
def test_c_is_never_below_m_or_k_and_all_are_shares(seed: int) -> None:
    view = network(seed).on(None)
    for who in (foreigners(), country("RU"), lookthrough(), persons(["T"])):
        found = measure(view, "T", who)
        for share in ranges(found):
            assert 0 <= share.low <= share.high <= 1
        assert found.c.low >= max(found.m.low, found.k.low)
        assert found.c.high >= max(found.m.high, found.k.high)


@QUICK
@given(SEEDS, st.randoms(use_true_random=False))
def test_two_sets_together_own_no_more_than_one_by_one(seed: int, chance: Random) -> None:
    view = network(seed).on(None)
    known = sorted(id for id, party in view.parties.items() if party.kind is not Kind.UNKNOWN)
    one, other = ({id for id in known if chance.random() < 0.4} for _ in range(2))
    m_one, m_other = (measure(view, "T", persons(people)).m for people in (one, other))
    assert measure(view, "T", persons(one | other)).m.high <= m_one.high + m_other.high


@QUICK
@given(SEEDS, st.integers(min_value=1, max_value=4))
def test_a_lot_split_in_two_changes_nothing(seed: int, tenths: int) -> None:
    net = network(seed)
    assume(net.holdings)
    first = net.holdings[0]
    parts = [_part(first, Fraction(tenths, 10)), _part(first, Fraction(10 - tenths, 10))]
    assert figures(Network(net.parties.values(), [*net.holdings[1:], *parts], net.links)) == figures(net)


def _part(row: Holding, share: Fraction) -> Holding:
    assert row.votes is not None
    part = Range(row.votes.low * share, row.votes.high * share)
    return replace(row, votes=part, capital=part)


@QUICK
@given(SEEDS)
def test_a_holder_split_in_two_of_the_same_kind_and_country_changes_nothing(seed: int) -> None:
    net = network(seed)
    twins = [p for p in net.parties.values() if p.kind is Kind.NATURAL]
    assume(twins)
    one = twins[0]
    assume(all(one.id not in (link.a, link.b, link.owner) for link in net.links))
    rows = [
        part
        for row in net.holdings
        for part in (
            [_part(row, Fraction(1, 3)), _other(_part(row, Fraction(2, 3)), one.id)]
            if one.id in (row.owner, row.on_behalf_of) and not row.nominee
            else [row]
        )
    ]
    split = Network([*net.parties.values(), replace(one, id="TWIN")], rows, net.links)
    before, after = figures(net), figures(split)
    assert ranges(after) == ranges(before)
    assert (after.certain, after.possible) == (before.certain, before.possible)


def _other(row: Holding, id: str) -> Holding:
    if row.on_behalf_of == id:
        return replace(row, on_behalf_of="TWIN")
    return replace(row, owner="TWIN")


@QUICK
@given(SEEDS, st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(seed: int, chance: Random) -> None:
    case = generate.case(seed)
    names = [party["id"] for party in case["parties"]]
    new = dict(zip(names, chance.sample([f"n{i}" for i in range(len(names))], len(names)), strict=True))
    parts = [answer(read(json.dumps(each))[0])["foreign"] for each in (case, _renamed(case, new, chance))]
    for key in ("controlled_entities_certain", "controlled_entities_possible"):
        parts[0][key] = sorted(new[id] for id in parts[0][key])
    assert parts[0] == parts[1]


def _renamed(case: dict, new: dict[str, str], chance: Random) -> dict:
    def rename(value):
        if isinstance(value, dict):
            return {key: rename(part) for key, part in value.items()}
        if isinstance(value, list):
            return [rename(part) for part in chance.sample(value, len(value))]
        return new.get(value, value)

    return rename(case)


@QUICK
@given(SEEDS, st.integers(min_value=0, max_value=10))
def test_more_for_a_foreigner_at_the_cost_of_a_citizen_never_lowers_anything(seed: int, tenths: int) -> None:
    net = network(seed)
    at_home = {
        p.id
        for p in net.parties.values()
        if p.kind is Kind.NATURAL and p.country == "KZ" and not p.citizenships
    }
    rows = [row for row in net.holdings if row.owner in at_home and not row.nominee and not row.on_behalf_of]
    managed = {link.b for link in net.links if link.type == "trust_manager"}
    rows = [row for row in rows if row.votes and row.votes.low and row.company not in managed]
    assume(rows)
    row, stranger = rows[0], Party("NEW", Kind.NATURAL, "US")
    assert row.votes is not None
    deal = Transfer(row.company, row.owner, "NEW", stake=row.votes.low * Fraction(tenths, 10))
    before, after = figures(net), figures(apply(net, [deal], parties=[stranger]))
    for was, now in zip(ranges(before), ranges(after), strict=True):
        assert now.low >= was.low
        assert now.high >= was.high


@QUICK
@given(SEEDS)
def test_everything_belongs_to_somebody(seed: int) -> None:
    """On point data: foreigners + residents and the state + closed loops = 1, the walk ending at the first."""
    net = network(seed, exact=True)
    net = Network(net.parties.values(), net.holdings, [k for k in net.links if k.type != "trust_manager"])
    view = net.on(None)
    foreign = foreigners().bloc(view).certain
    home = frozenset(view.parties) - foreign - view.registers.keys()
    found = measure(view, "T", foreigners())
    domestic = least_hit(view, "T", judge_low(view, home, stop=foreign)).values["T"]
    loops = found.m.high - found.m.low
    assert found.m.low + domestic + loops == 1
    assert bool(loops) == bool(found.loops)


@QUICK
@given(SEEDS)
def test_looking_through_never_shows_more(seed: int) -> None:
    view = network(seed).on(None)
    first, through = measure(view, "T", foreigners()), measure(view, "T", lookthrough())
    for nearer, further in zip(ranges(first), ranges(through), strict=True):
        assert further.low <= nearer.low
        assert further.high <= nearer.high


@QUICK
@given(SEEDS)
def test_an_empty_transaction_changes_nothing(seed: int) -> None:
    net = network(seed)
    assert figures(apply(net, [])) == figures(net)


@QUICK
@given(SEEDS, st.integers(min_value=0, max_value=4))
def test_a_transaction_and_its_reverse_restore_the_start(seed: int, quarters: int) -> None:
    net = network(seed)
    rows = [row for row in net.holdings if not row.nominee and not row.on_behalf_of and row.votes]
    assume(rows)
    row = rows[seed % len(rows)]
    assume(net.parties[row.owner].kind is not Kind.UNKNOWN)
    stake = (row.votes or Range.point(0)).low * Fraction(quarters, 4)
    there: Callable[[str, str], Transfer] = lambda a, b: Transfer(row.company, a, b, stake=stake)  # noqa: E731
    buyer = next(id for id in net.parties if id != row.owner and net.parties[id].kind is not Kind.UNKNOWN)
    moved = apply(net, [there(row.owner, buyer)])
    before, after = figures(net), figures(apply(moved, [there(buyer, row.owner)]))
    assert after == before


@QUICK
@given(SEEDS)
def test_a_link_added_and_ended_restores_the_start(seed: int) -> None:
    net = network(seed)
    assume(net.links)
    link = net.links[0]
    assert figures(apply(net, [AddLink(link), EndLink(link)])) == figures(net)
    assert figures(apply(net, [EndLink(link), AddLink(link)])) == figures(net)


@settings(QUICK, suppress_health_check=[HealthCheck.filter_too_much])
@given(SEEDS)
def test_a_buy_back_from_a_citizen_never_lowers_the_foreign_share(seed: int) -> None:
    net = network(seed, exact=True)
    rows = [row for row in net.holdings if row.owner == "K1" and not row.nominee]
    assume(rows and all(link.type != "trust_manager" for link in net.links))
    stake = (rows[0].votes or Range.point(0)).low / 2
    before, after = figures(net), figures(apply(net, [Buyback(rows[0].company, "K1", stake=stake)]))
    assert after.m.low >= before.m.low


@QUICK
@given(SEEDS)
def test_chains_and_what_remains_make_up_the_share(seed: int) -> None:
    view = network(seed).on(None)
    found = measure(view, "T", foreigners())
    for reading, total in ((Reading.LEAST, found.m.low), (Reading.GREATEST, found.m.high)):
        told = explain(view, "T", foreigners(), most=12, reading=reading)
        assert told.total == total
        assert sum((chain.contribution for chain in told.chains), told.rest + told.loops) == total
        assert told.rest >= 0
        assert told.loops >= 0
        assert [c.contribution for c in told.chains] == sorted(
            (c.contribution for c in told.chains), reverse=True
        )
        for chain in told.chains:
            product = Fraction(1)
            for arc in chain.arcs:
                product *= arc.weight
            assert product == chain.contribution
            assert chain.path[0] == "T"
            assert [arc.company for arc in chain.arcs] == list(chain.path[:-1])
