"""Stored values: equal to the exact engine everywhere, and the same whether all or only the reached is computed."""

import random
from datetime import date
from fractions import Fraction

import pytest

from registry.loading import load_illustrative
from registry.models import Holding, OwnershipMove, OwnershipValue, Party, SweepRun
from registry.models.objects import in_force
from registry.networks import neighbourhood
from registry.ownership.control import ultimate_controllers
from registry.ownership.measures import foreigners, measure
from registry.ownership.terms import ENTITIES, RefusedData
from registry.sweeping.limits import LIMITS, MEASURES, exceeds
from registry.sweeping.runs import sweep_part, sweep_registry
from tests.registry.sweeping.random_registers import DAY, build, change

pytestmark = pytest.mark.django_db


def exactly(as_of: date) -> dict[str, tuple]:
    """Every company by the case engine, over the whole registry as one network."""
    around = neighbourhood(list(Party.objects.values_list("pk", flat=True)), as_of=as_of)
    view = around.network.on(as_of)
    companies = sorted(id for id, party in view.parties.items() if party.kind in ENTITIES)
    tops = ultimate_controllers(view, companies)
    found = {}
    for company in companies:
        of = measure(view, company, foreigners())
        found[company] = (*of.m, *of.k, tops[company])
    return found


def stored() -> dict[str, OwnershipValue]:
    return {row.party.key: row for row in OwnershipValue.objects.select_related("party", "controller")}


def assert_same(values: dict[str, OwnershipValue], exact: dict[str, tuple]) -> None:
    assert values.keys() == exact.keys()
    for key, row in values.items():
        *bounds, top = exact[key]
        assert [row.m_low, row.m_high, row.k_low, row.k_high] == pytest.approx(
            [float(bound) for bound in bounds], abs=1e-9
        ), key
        for measure_name, bound in zip(MEASURES, bounds, strict=True):
            for limit in LIMITS:
                assert exceeds(row.above, measure_name, limit) == (bound > limit), (key, measure_name, limit)
        if not top.ring:
            assert (row.controller.key if row.controller else None) == top.controller, key


def test_every_company_of_the_illustrative_registry_is_stored_as_the_exact_engine_has_it():
    load_illustrative()
    swept = sweep_registry(as_of=date(2026, 11, 25))
    values = stored()
    assert swept.run.companies == len(values) == Party.objects.filter(kind__in=("entity", "trust")).count()
    assert_same(values, exactly(date(2026, 11, 25)))
    # 15 % directly, and 20 % of the 60 % that Steppe Holding has: 27 %. It controls nobody: K is 15 %.
    tv = values["STEPPETV"]
    assert (tv.m_low, tv.k_low, tv.controller.key) == (pytest.approx(0.27), pytest.approx(0.15), "ASKAROV")
    # Half and half: nobody controls, and exactly 1/2 is not above 1/2.
    pipeline = values["KCP"]
    assert (pipeline.m_low, pipeline.controller, pipeline.exact) == (0.5, None, True)
    assert not exceeds(pipeline.above, "m_low", Fraction(1, 2))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_sweep_of_its_own_reads_over_several_connections_and_stores_the_same():
    load_illustrative()
    day = date(2026, 11, 25)
    swept = sweep_registry(as_of=day)
    assert swept.run.holdings == Holding.objects.filter(in_force(day)).count()
    assert swept.run.companies == Party.objects.filter(kind__in=("entity", "trust")).count()
    assert_same(stored(), exactly(day))


@pytest.mark.parametrize("seed", range(8))
def test_random_registries_agree_with_the_exact_engine_and_a_part_with_the_whole(seed):
    chance = random.Random(seed)
    build(chance)
    try:
        expected = exactly(DAY)
    except RefusedData:
        pytest.fail("the random registry contradicts itself: the generator is wrong")
    sweep_registry(as_of=DAY)
    assert_same(stored(), expected)
    for _ in range(2):
        changed = change(chance)
        sweep_part([changed.pk], as_of=DAY)
        assert_same(stored(), exactly(DAY))


def test_seven_lots_of_one_thirty_fifth_are_not_above_a_fifth():
    company = Party.objects.create(key="C", name_en="C", kind="entity", country="KZ")
    for number in range(7):
        owner = Party.objects.create(key=f"F{number}", name_en="F", kind="entity", country="SE")
        row = Holding(owner=owner, company=company)
        row.set_votes(Fraction(1, 35))
        row.save()
    sweep_registry(as_of=DAY)
    row = stored()["C"]
    assert (row.exact, exceeds(row.above, "m_low", Fraction(1, 5))) == (True, False)
    assert exceeds(row.above, "m_high", Fraction(1, 5))


def test_a_register_above_the_whole_is_marked_and_leaves_everybody_else_computed():
    bad, good, abroad = (
        Party.objects.create(key=key, name_en=key, kind="entity", country=country)
        for key, country in (("BAD", "KZ"), ("GOOD", "KZ"), ("ABROAD", "SE"))
    )
    for company, shares in ((bad, (80, 70)), (good, (30,))):
        for share in shares:
            row = Holding(owner=abroad, company=company)
            row.set_votes(Fraction(share, 100))
            row.save()
    swept = sweep_registry(as_of=DAY)
    values = stored()
    assert (values["BAD"].m_low, values["BAD"].m_high, values["BAD"].settled) == (0.0, 1.0, False)
    assert (values["GOOD"].m_low, values["GOOD"].settled) == (0.3, True)
    assert swept.run.unsettled == 1


def test_a_part_reaches_down_and_writes_what_moved_before_and_after():
    top, middle, low, beside = (
        Party.objects.create(key=key, name_en=key, kind="entity", country="KZ", register_complete=False)
        for key in ("TOP", "MIDDLE", "LOW", "BESIDE")
    )
    abroad = Party.objects.create(key="ABROAD", name_en="A", kind="entity", country="SE")
    for owner, company, share in ((top, middle, 60), (middle, low, 100), (abroad, beside, 10)):
        row = Holding(owner=owner, company=company)
        row.set_votes(Fraction(share, 100))
        row.save()
    sweep_registry(as_of=DAY)
    row = Holding(owner=abroad, company=top)
    row.set_votes(Fraction(1))
    row.save()
    swept = sweep_part([top.pk], as_of=DAY)
    assert swept.reached == {top.pk, middle.pk, low.pk}
    moves = {move.party.key: move for move in OwnershipMove.objects.filter(run=swept.run)}
    assert moves.keys() == {"TOP", "MIDDLE", "LOW"}
    assert (moves["LOW"].before["m"], moves["LOW"].after["m"]) == ([0.0, 1.0], [0.6, 1.0])
    assert moves["LOW"].after["controller"] == abroad.pk
    assert OwnershipValue.objects.get(party=beside).run_id == SweepRun.objects.get(partial=False).pk


def test_a_party_that_is_gone_loses_its_row():
    company = Party.objects.create(key="C", name_en="C", kind="entity", country="KZ")
    sweep_registry(as_of=DAY)
    pk = company.pk
    company.delete()
    sweep_part([pk], as_of=DAY)
    assert not OwnershipValue.objects.exists()


def test_holdings_count_from_their_first_day_until_before_their_last():
    company = Party.objects.create(key="C", name_en="C", kind="entity", country="KZ")
    abroad = Party.objects.create(key="A", name_en="A", kind="entity", country="SE")
    row = Holding(owner=abroad, company=company, valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1))
    row.set_votes(Fraction(1))
    row.save()
    found = []
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)):
        sweep_registry(as_of=day)
        found.append(OwnershipValue.objects.get(party=company).m_low)
    assert found == [0.0, 1.0, 1.0, 0.0]
