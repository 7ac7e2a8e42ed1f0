"""Control by votes, as one bloc and by links; who stands at the top. Worked out with a pencil."""

import pytest

from registry.ownership.control import Control, Ultimate, ultimate_controllers
from registry.ownership.measures import (
    country,
    foreigners,
    holder,
    measure,
)
from tests.registry.ownership.facts import (
    abroad,
    company,
    exactly,
    foreign,
    holding,
    link,
    network,
    person,
)


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
