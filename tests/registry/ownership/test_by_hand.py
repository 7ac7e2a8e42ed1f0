"""Networks worked out with a pencil; the arithmetic is in the comments."""

from datetime import date
from fractions import Fraction

import pytest

from registry.ownership.control import Control, Ultimate, ultimate_controllers
from registry.ownership.groups import Standing, group, group_of, operators, possible_group_of
from registry.ownership.measures import (
    Verdict,
    country,
    country_shares,
    foreigners,
    holder,
    lookthrough,
    measure,
    persons,
    verdict,
)
from registry.ownership.network import Basis, Capital, Kind, Party, RefusedData
from tests.registry.ownership.facts import (
    abroad,
    between,
    company,
    exactly,
    foreign,
    holding,
    link,
    network,
    person,
    shares,
)

FIFTH = Fraction(1, 5)


def test_a_direct_stake_and_a_chain_without_control() -> None:
    # NORDIC: 15 % direct + 60 % x 20 % through STEPPEHOLD = 27 %. It has no control of STEPPEHOLD: K = 15 %.
    found = foreign(
        network(
            abroad("NORDIC", "SE"),
            person("K1"),
            person("K2"),
            company("STEPPEHOLD"),
            company("STEPPETV"),
            holding("NORDIC", "STEPPETV", "0.15"),
            holding("STEPPEHOLD", "STEPPETV", "0.60"),
            holding("K1", "STEPPETV", "0.25"),
            holding("NORDIC", "STEPPEHOLD", "0.20"),
            holding("K2", "STEPPEHOLD", "0.80"),
        ),
        "STEPPETV",
    )
    assert (found.m, found.k, found.c) == (exactly("27/100"), exactly("15/100"), exactly("27/100"))
    assert verdict(found.m, FIFTH) is Verdict.VIOLATION
    assert verdict(found.k, FIFTH) is Verdict.COMPLIANT


def test_seven_lots_of_one_thirty_fifth_are_exactly_a_fifth() -> None:
    # 7 x 1/35 = 1/5: not more than 20 %. Floats add up to 0.20000000000000004 or the like.
    lots = [holding("F", "T", "1/35") for _ in range(7)]
    found = foreign(network(person("F", "RU"), person("K"), company("T"), holding("K", "T", "4/5"), *lots))
    assert found.m == exactly("1/5")
    assert verdict(found.m, FIFTH) is Verdict.COMPLIANT


def test_exactly_half_is_not_control() -> None:
    # F votes 50 % of A: A's 40 % of T is not in the bloc. M = 50 % x 40 % = 20 %.
    net = network(
        person("F", "RU"),
        person("K"),
        company("A"),
        company("T"),
        holding("F", "A", "0.5"),
        holding("K", "A", "0.5"),
        holding("A", "T", "0.4"),
        holding("K", "T", "0.6"),
    )
    assert (foreign(net).m, foreign(net).k) == (exactly("1/5"), exactly("0"))
    assert measure(net.on(None), "T", foreigners(), half_is_enough=True).k == exactly("2/5")


def test_foreigners_are_one_bloc() -> None:
    # RU 30 % + CN 30 % of A = 60 % together: A's 40 % of T counts whole. Each alone controls nothing.
    view = network(
        person("F", "RU"),
        person("G", "CN"),
        person("K"),
        company("A"),
        company("T"),
        holding("F", "A", "0.3"),
        holding("G", "A", "0.3"),
        holding("K", "A", "0.4"),
        holding("A", "T", "0.4"),
        holding("K", "T", "0.6"),
    ).on(None)
    assert measure(view, "T", foreigners()).k == exactly("2/5")
    assert measure(view, "T", country("CN")).k == exactly("0")
    assert measure(view, "T", holder("F")).k == exactly("0")


@pytest.mark.parametrize("type", ["binding_instructions", "sole_executive"])
def test_a_link_of_control_needs_no_votes(type: str) -> None:
    # F owns nothing of A but directs it; A votes 30 % of T: K = 30 %, M = 0.
    found = foreign(
        network(
            person("F", "RU"),
            person("K"),
            company("A"),
            company("T"),
            holding("K", "A", "1"),
            holding("A", "T", "0.3"),
            holding("K", "T", "0.7"),
            link(type, "F", "A"),
        )
    )
    assert (found.m, found.k, found.c) == (exactly("0"), exactly("3/10"), exactly("3/10"))
    assert found.certain == ("A",)


def test_a_foreign_company_is_foreign_whoever_owns_it() -> None:
    # First hit: NLBV is met first, 30 %. Looked through: its owner is a citizen, 0.
    view = network(
        person("K"),
        abroad("NLBV", "NL"),
        company("T"),
        holding("K", "NLBV", "1"),
        holding("NLBV", "T", "0.3"),
        holding("K", "T", "0.7"),
    ).on(None)
    assert measure(view, "T", foreigners()).m == exactly("3/10")
    assert measure(view, "T", lookthrough()).m == exactly("0")


def test_mutual_holdings_are_counted_to_the_end() -> None:
    # x_T = 2/5 x_A, x_A = 1/2 + 3/10 x_T. So x_T = 1/5 + 3/25 x_T = (1/5) / (22/25) = 5/22, not 1/5.
    found = foreign(
        network(
            person("F", "RU"),
            person("K"),
            company("A"),
            company("T"),
            holding("F", "A", "0.5"),
            holding("T", "A", "0.3"),
            holding("K", "A", "0.2"),
            holding("A", "T", "0.4"),
            holding("K", "T", "0.6"),
        )
    )
    assert found.m == exactly("5/22")


def test_two_companies_with_sixty_percent_of_each_other() -> None:
    # x_A = 2/5 + 3/5 x_B and x_B = 2/5 + 3/5 x_A give 1: all of A is F's, yet F votes 40 % of it. T: M = 60 %, K = 0.
    view = network(
        person("F", "RU"),
        person("K"),
        company("A"),
        company("B"),
        company("T"),
        holding("F", "A", "0.4"),
        holding("B", "A", "0.6"),
        holding("F", "B", "0.4"),
        holding("A", "B", "0.6"),
        holding("A", "T", "0.6"),
        holding("K", "T", "0.4"),
    ).on(None)
    found = measure(view, "T", foreigners())
    assert (found.m, found.k) == (exactly("3/5"), exactly("0"))
    assert ultimate_controllers(view, ["T"]) == {"T": Ultimate("A", ring=True)}


def test_a_closed_loop_belongs_to_nobody_for_the_minimum_and_to_anybody_for_the_maximum() -> None:
    found = foreign(
        network(
            person("F", "RU"),
            company("A"),
            company("B"),
            company("T"),
            holding("A", "B", "1"),
            holding("B", "A", "1"),
            holding("A", "T", "0.6"),
            holding("F", "T", "0.4"),
        )
    )
    assert (found.m, found.c) == (between("2/5", "1"), between("2/5", "1"))
    assert found.k == exactly("2/5")
    assert found.loops == (("A", "B"),)


def test_both_ends_of_a_range_count() -> None:
    # A: F 40-60 %, K the rest of a complete list. M of T: 50 % x (40..60 %). Control of A: possible, not certain.
    found = foreign(
        network(
            person("F", "RU"),
            person("K"),
            company("A", complete=True),
            company("T"),
            holding("F", "A", "0.4", "0.6"),
            holding("K", "A", "0.3", "0.7"),
            holding("A", "T", "0.5"),
            holding("K", "T", "0.5"),
        )
    )
    assert found.m == between("1/5", "3/10")
    assert found.k == between("0", "1/2")
    assert (found.certain, found.possible) == ((), ("A",))


def test_control_by_exclusion() -> None:
    # A's list is complete and the others have at most 45 %: F has at least 55 % whatever its own range says.
    found = foreign(
        network(
            person("F", "RU"),
            person("K"),
            company("A", complete=True),
            company("T"),
            holding("F", "A", "0.1", "0.9"),
            holding("K", "A", "0.1", "0.45"),
            holding("A", "T", "0.3"),
            holding("K", "T", "0.7"),
        )
    )
    assert found.certain == ("A",)
    assert found.k == exactly("3/10")


def test_bounds_are_tight_where_plain_intervals_are_not() -> None:
    # A: F 20-50 %, complete with K 50-80 %. Intervals that forget the sum would give K's part 50-80 % beside F's.
    # T: A 40 %, F 10 %: M from 10 + 8 = 18 % to 10 + 20 = 30 %.
    found = foreign(
        network(
            person("F", "RU"),
            person("K"),
            company("A", complete=True),
            company("T", complete=True),
            holding("F", "A", "0.2", "0.5"),
            holding("K", "A", "0.5", "0.8"),
            holding("A", "T", "0.4"),
            holding("F", "T", "0.1"),
            holding("K", "T", "0.5"),
        )
    )
    assert found.m == between("18/100", "30/100")


def test_an_undeclared_rest_may_be_anybodys() -> None:
    # 15 % foreign, 60 % resident, 25 % undeclared: up to 40 % foreign, and F itself may be behind it.
    view = network(
        person("F", "RU"),
        person("K"),
        company("T"),
        holding("F", "T", "0.15"),
        holding("K", "T", "0.60"),
    ).on(None)
    for who in (foreigners(), country("CN"), holder("F")):
        assert measure(view, "T", who).m.high - measure(view, "T", who).m.low == Fraction(1, 4)


def test_free_float_is_never_one_person() -> None:
    # The public has 60 % of A and of B, which have 30 % of T each. One person would control both and vote 60 %.
    public = Party("PUBLIC", Kind.UNKNOWN)
    net = network(
        public,
        person("K"),
        company("A"),
        company("B"),
        company("T"),
        holding("PUBLIC", "A", "0.6"),
        holding("K", "A", "0.4"),
        holding("PUBLIC", "B", "0.6"),
        holding("K", "B", "0.4"),
        holding("A", "T", "0.3"),
        holding("B", "T", "0.3"),
        holding("K", "T", "0.4"),
        link("agreement", "PUBLIC", "K"),
    )
    view = net.on(None)
    assert ultimate_controllers(view, ["A", "T"]) == {"A": Ultimate(None), "T": Ultimate(None)}
    assert group_of(view, "A") == ("A",)
    assert group_of(view, "K") == ("K",)
    with pytest.raises(RefusedData, match="not_one_person"):
        measure(view, "T", holder("PUBLIC"))
    # A member of the public may be a foreigner, but is none of the parties: K's share is known.
    assert measure(view, "T", foreigners()).m == between("0", "36/100")
    assert measure(view, "T", holder("K")).m == exactly("64/100")


def test_an_undisclosed_principal_may_be_anyone() -> None:
    view = network(
        person("F", "RU"),
        person("K"),
        company("BANK", complete=True),
        company("T"),
        holding("K", "BANK", "1"),
        holding("BANK", "T", "0.3", nominee=True),
        holding("K", "T", "0.7"),
    ).on(None)
    assert measure(view, "T", foreigners()).m == between("0", "3/10")
    assert measure(view, "T", holder("F")).m == between("0", "3/10")
    assert measure(view, "T", holder("BANK")).m == between("0", "3/10")


def test_a_disclosed_principal_carries_the_stake() -> None:
    view = network(
        person("F", "RU"),
        person("K"),
        company("BANK"),
        company("T"),
        holding("K", "BANK", "1"),
        holding("BANK", "T", "0.3", on_behalf_of="F"),
        holding("K", "T", "0.7"),
    ).on(None)
    assert measure(view, "T", foreigners()).m == exactly("3/10")
    assert measure(view, "T", holder("BANK")).m == exactly("0")


@pytest.mark.parametrize(("owner", "manager"), [("K", "F"), ("F", "K"), ("F", "G")])
def test_a_managed_stake_is_foreign_once_if_any_right_holder_is(owner: str, manager: str) -> None:
    found = foreign(
        network(
            person("F", "RU"),
            person("G", "CN"),
            person("K"),
            person("L"),
            company("T"),
            holding(owner, "T", "0.25"),
            holding("L", "T", "0.75"),
            link("trust_manager", manager, "T", owner=owner),
        )
    )
    assert (found.m, found.k, found.c) == (exactly("1/4"),) * 3


def test_a_manager_controlled_from_abroad_votes_for_the_bloc() -> None:
    # The manager is resident, so the stake is not owned by a foreigner, but the bloc votes it.
    found = foreign(
        network(
            person("F", "RU"),
            person("K"),
            person("L"),
            company("M"),
            company("T"),
            holding("F", "M", "1"),
            holding("K", "T", "0.25"),
            holding("L", "T", "0.75"),
            link("trust_manager", "M", "T", owner="K"),
        )
    )
    assert (found.m, found.k, found.c) == (exactly("0"), exactly("1/4"), exactly("1/4"))


def test_shares_by_class_on_votes_and_on_capital() -> None:
    # 800 common, 100 of them bought back, 200 preferred. F: 140 common, 200 preferred.
    # Votes 140 / 700 = 20 %; capital 340 / 900 = 17/45.
    net = network(
        person("F", "RU"),
        person("K"),
        company("T", capital=Capital(Fraction(800), Fraction(200), Fraction(100))),
        shares("F", "T", 140),
        shares("F", "T", 200, "preferred"),
        shares("K", "T", 560),
        shares("T", "T", 100),
    )
    assert foreign(net).m == exactly("1/5")
    assert foreign(net, basis=Basis.CAPITAL).m == exactly("17/45")


def test_control_is_by_votes_also_on_capital() -> None:
    # A: 100 common, 100 preferred. F has 40 common and all preferred: 70 % of capital, 40 % of votes: no control.
    net = network(
        person("F", "RU"),
        person("K"),
        company("A", capital=Capital(Fraction(100), Fraction(100))),
        company("T"),
        shares("F", "A", 40),
        shares("F", "A", 100, "preferred"),
        shares("K", "A", 60),
        holding("A", "T", "0.5"),
        holding("K", "T", "0.5"),
    )
    found = foreign(net, basis=Basis.CAPITAL)
    assert (found.m, found.k) == (exactly("7/20"), exactly("0"))


def test_own_shares_known_as_a_range() -> None:
    # F 30 %, own shares 0-40 %, the rest K's (complete). F's votes: 30/100 to 30/60.
    found = foreign(
        network(
            person("F", "RU"),
            person("K"),
            company("T", complete=True),
            holding("F", "T", "0.3"),
            holding("T", "T", "0", "0.4"),
            holding("K", "T", "0.3", "0.7"),
        )
    )
    assert (found.m, found.k) == (between("3/10", "1/2"), between("3/10", "1/2"))


def test_a_company_that_owns_itself_wholly_has_nobody_behind_it() -> None:
    found = foreign(network(company("T"), holding("T", "T", "1")))
    assert (found.m, found.k) == (between("0", "1"), exactly("0"))
    assert found.loops == (("T",),)


def test_two_foreign_passports_count_for_both_countries_and_once_together() -> None:
    view = network(
        person("F", "DE", "DE", "TR"),
        person("K"),
        company("T"),
        holding("F", "T", "0.3"),
        holding("K", "T", "0.7"),
    ).on(None)
    assert measure(view, "T", foreigners()).m == exactly("3/10")
    assert country_shares(view, "T", "DE").first_hit == exactly("3/10")
    assert country_shares(view, "T", "TR").first_hit == exactly("3/10")


@pytest.mark.parametrize(
    "doubtful", [person("D", "KZ", "KZ", "RU"), person("D", None), Party("D", Kind.COMPANY)]
)
def test_doubtful_persons_give_a_range(doubtful: Party) -> None:
    found = foreign(
        network(doubtful, person("K"), company("T"), holding("D", "T", "0.25"), holding("K", "T", "0.75"))
    )
    assert (found.m, found.k, found.c) == (between("0", "1/4"),) * 3


def test_a_stateless_person_is_foreign_but_of_no_country() -> None:
    view = network(
        Party("S", Kind.STATELESS),
        person("K"),
        company("T"),
        holding("S", "T", "0.25"),
        holding("K", "T", "0.75"),
    ).on(None)
    assert measure(view, "T", foreigners()).m == exactly("1/4")
    assert measure(view, "T", country("RU")).m == exactly("0")


def test_a_country_through_everything_and_at_the_first_foreigner() -> None:
    # T: 40 % a Singapore company, of which China owns 60 %. First hit: all 40 % Singapore's. Through: 24 % China's.
    view = network(
        Party("CN", Kind.STATE, "CN"),
        abroad("SG", "SG"),
        person("S", "SG"),
        person("K"),
        company("T"),
        holding("CN", "SG", "0.6"),
        holding("S", "SG", "0.4"),
        holding("SG", "T", "0.4"),
        holding("K", "T", "0.6"),
    ).on(None)
    china, singapore = country_shares(view, "T", "CN"), country_shares(view, "T", "SG")
    assert (china.first_hit, china.through_everything) == (exactly("0"), exactly("24/100"))
    assert (singapore.first_hit, singapore.through_everything) == (exactly("2/5"), exactly("2/5"))
    # China controls SG, so it votes SG's 40 %; SG is a holder with 60 % of its votes Chinese: an affiliate.
    assert (china.k, china.affiliates) == (exactly("2/5"), exactly("2/5"))


def test_affiliates_start_at_ten_percent() -> None:
    def shares_of(stake: str) -> Fraction:
        view = network(
            person("F", "RU"),
            person("K"),
            company("A", complete=True),
            company("T", complete=True),
            holding("F", "A", stake),
            holding("K", "A", str(1 - Fraction(stake))),
            holding("A", "T", "0.5"),
            holding("K", "T", "0.5"),
        ).on(None)
        return country_shares(view, "T", "RU").affiliates.low

    assert (shares_of("0.1"), shares_of("0.09")) == (Fraction(1, 2), Fraction(0))


def test_dates_are_half_open() -> None:
    net = network(
        person("F", "RU"),
        person("K"),
        company("T", complete=True),
        holding("F", "T", "0.3", valid_to=date(2023, 5, 1)),
        holding("F", "T", "0.1", valid_from=date(2023, 5, 1)),
        holding("K", "T", "0.7", valid_to=date(2023, 5, 1)),
        holding("K", "T", "0.9", valid_from=date(2023, 5, 1)),
    )
    shares_on = [measure(net.on(day), "T", foreigners()).m for day in (date(2023, 4, 30), date(2023, 5, 1))]
    assert shares_on == [exactly("3/10"), exactly("1/10")]


def test_a_link_has_its_dates() -> None:
    net = network(
        person("F", "RU"),
        person("K"),
        company("T", complete=True),
        holding("K", "T", "1"),
        link("sole_executive", "F", "T", valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1)),
    )
    found = [measure(net.on(date(year, 1, 1)), "T", foreigners()).target_controlled for year in (2020, 2021)]
    assert found == [Control.CERTAIN, Control.NO]


def test_a_joint_majority_of_a_group_brings_the_company_in() -> None:
    # P1 and P2 are spouses: 30 % + 30 % of A. A's 8 % of T is the group's with P1's own 4 %: 12 %.
    view = network(
        person("P1"),
        person("P2"),
        person("K"),
        company("A"),
        company("T"),
        link("spouse", "P1", "P2"),
        holding("P1", "A", "0.3"),
        holding("P2", "A", "0.3"),
        holding("K", "A", "0.4"),
        holding("A", "T", "0.08"),
        holding("P1", "T", "0.04"),
        holding("K", "T", "0.88"),
    ).on(None)
    assert group_of(view, "P1") == ("A", "P1", "P2")
    assert measure(view, "T", group(view, "P1")).k == exactly("12/100")


def test_bodies_of_one_foreign_state_are_one_group() -> None:
    # Two bodies of one state have 30 % each of A: together the majority. Two bodies of the home state are not joined.
    def members(code: str) -> tuple[str, ...]:
        view = network(
            Party("S1", Kind.STATE, code),
            Party("S2", Kind.STATE, code),
            person("K"),
            company("A"),
            holding("S1", "A", "0.3"),
            holding("S2", "A", "0.3"),
            holding("K", "A", "0.4"),
        ).on(None)
        return group_of(view, "S1")

    assert members("CN") == ("A", "S1", "S2")
    assert members("KZ") == ("S1",)


def test_who_may_belong_to_a_group() -> None:
    # P has 40-60 % of A: A may be in the group. X's owners are undeclared: X may be P's as well.
    view = network(
        person("P"),
        person("K"),
        company("A"),
        company("X"),
        company("T"),
        holding("P", "A", "0.4", "0.6"),
        holding("K", "A", "0.4"),
        holding("P", "T", "0.05"),
        holding("A", "T", "0.06"),
        holding("X", "T", "0.02"),
        holding("K", "T", "0.87"),
    ).on(None)
    assert group_of(view, "P") == ("P",)
    assert possible_group_of(view, "P") == ("A", "P", "X")
    assert measure(view, "T", group(view, "P")).k == between("5/100", "13/100")


def test_an_opaque_company_does_not_tie_strangers_together() -> None:
    view = network(
        person("P"),
        person("Q"),
        company("X"),
        company("T"),
        holding("P", "T", "0.2"),
        holding("Q", "T", "0.6"),
        holding("X", "T", "0.2"),
    ).on(None)
    assert possible_group_of(view, "P") == ("P", "X")


def test_operators_and_what_foreigners_are_to_them() -> None:
    view = network(
        person("F", "RU"),
        person("K"),
        Party("LINE", Kind.OBJECT),
        company("OWNED"),
        company("SHARED"),
        company("HOME"),
        company("OPAQUE"),
        abroad("ABROAD", "RU"),
        holding("F", "OWNED", "0.51"),
        holding("K", "OWNED", "0.49"),
        holding("F", "SHARED", "0.1"),
        holding("K", "SHARED", "0.9"),
        holding("K", "HOME", "1"),
        *(link("operates", id, "LINE") for id in ("OWNED", "SHARED", "HOME", "OPAQUE", "ABROAD", "F", "K")),
    ).on(None)
    assert {each.operator: each.standing for each in operators(view)} == {
        "ABROAD": Standing.FOREIGN,
        "F": Standing.FOREIGN,
        "HOME": Standing.NONE,
        "K": Standing.NONE,
        "OPAQUE": Standing.UNDETERMINED,
        "OWNED": Standing.CONTROLLED,
        "SHARED": Standing.PARTICIPATION,
    }


def test_a_holding_owned_by_its_own_subsidiaries_is_a_ring() -> None:
    # H has 60 % of A and of B, which have 30 % of H each: H's own bloc votes 60 % of H.
    view = network(
        person("K"),
        company("A"),
        company("B"),
        company("H"),
        holding("H", "A", "0.6"),
        holding("K", "A", "0.4"),
        holding("H", "B", "0.6"),
        holding("K", "B", "0.4"),
        holding("A", "H", "0.3"),
        holding("B", "H", "0.3"),
        holding("K", "H", "0.4"),
    ).on(None)
    assert set(ultimate_controllers(view, ["A", "B", "H"]).values()) == {Ultimate("H", ring=True)}


def test_an_executive_is_the_controller_only_where_nobody_has_the_majority() -> None:
    view = network(
        person("DIR"),
        person("K"),
        person("L"),
        company("A"),
        company("B"),
        holding("K", "A", "0.5"),
        holding("L", "A", "0.5"),
        holding("K", "B", "1"),
        link("sole_executive", "DIR", "A"),
        link("sole_executive", "DIR", "B"),
    ).on(None)
    assert ultimate_controllers(view, ["A", "B"]) == {"A": Ultimate("DIR"), "B": Ultimate("K")}


def test_a_foreign_target_owned_at_home_is_not_controlled_by_foreigners() -> None:
    found = foreign(network(person("K"), abroad("T", "NL"), holding("K", "T", "1")))
    assert (found.m, found.target_controlled) == (exactly("0"), Control.NO)


def test_a_person_of_a_set_may_sit_inside_a_ring() -> None:
    # X is in a cycle with A: each path counts once. T: A 50 %; A: X 50 %: M(X) = 25 %.
    view = network(
        company("X"),
        person("K"),
        company("A"),
        company("T"),
        holding("X", "A", "0.5"),
        holding("K", "A", "0.5"),
        holding("A", "X", "0.4"),
        holding("K", "X", "0.6"),
        holding("A", "T", "0.5"),
        holding("K", "T", "0.5"),
    ).on(None)
    assert measure(view, "T", holder("X")).m == exactly("1/4")
    assert measure(view, "T", persons(["A", "X"])).m == exactly("1/2")
