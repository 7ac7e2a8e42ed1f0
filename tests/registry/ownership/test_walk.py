"""The walk up from a company: first hits, cycles and closed loops, worked out with a pencil."""

from fractions import Fraction

from registry.ownership.measures import (
    Verdict,
    foreigners,
    holder,
    lookthrough,
    measure,
    persons,
    verdict,
)
from tests.registry.ownership.facts import (
    abroad,
    between,
    company,
    exactly,
    foreign,
    holding,
    network,
    person,
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


def test_a_company_that_owns_itself_wholly_has_nobody_behind_it() -> None:
    found = foreign(network(company("T"), holding("T", "T", "1")))
    assert (found.m, found.k) == (between("0", "1"), exactly("0"))
    assert found.loops == (("T",),)


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
