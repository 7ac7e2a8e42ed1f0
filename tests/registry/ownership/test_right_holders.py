"""Nominees, trust managers, classes of shares, passports. Worked out with a pencil."""

from fractions import Fraction

import pytest

from registry.ownership.measures import (
    country,
    country_shares,
    foreigners,
    holder,
    measure,
)
from registry.ownership.network import Basis, Capital, Kind, Party
from tests.registry.ownership.facts import (
    company,
    exactly,
    foreign,
    holding,
    link,
    network,
    person,
    shares,
)


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
