"""A case seen whole, before and after a deal."""

from datetime import date
from fractions import Fraction

import pytest

from registry.ownership.chains import Reading
from registry.ownership.control import Ultimate
from registry.ownership.flows import FlowChange
from registry.ownership.measures import Verdict
from registry.ownership.network import Network, RefusedData
from registry.ownership.operations import Transfer
from registry.ownership.screening import (
    Change,
    foreigners_within,
    group_within,
    lookthrough_within,
    screen,
)
from tests.registry.ownership.facts import abroad, company, exactly, holding, link, network, person

FIFTH, TENTH = Fraction(1, 5), Fraction(1, 10)


def upstream() -> Network:
    # F has 45 % of A, A 30 % of T; F's wife W 5 % of T; NL, whose owner is a citizen, 10 % of T.
    return network(
        person("F", "RU"),
        person("W"),
        person("K"),
        abroad("NL", "NL"),
        company("A"),
        company("T"),
        holding("F", "A", "0.45"),
        holding("K", "A", "0.55"),
        holding("A", "T", "0.3"),
        holding("W", "T", "0.05"),
        holding("NL", "T", "0.1"),
        holding("K", "T", "0.55"),
        holding("K", "NL", "1"),
        link("spouse", "F", "W"),
    )


def test_both_sides_of_a_deal_and_what_it_changes() -> None:
    seen = screen(
        upstream(),
        "T",
        [foreigners_within(FIFTH, Fraction(49, 100)), lookthrough_within(FIFTH), group_within(["F"], TENTH)],
        operations=[Transfer("A", "K", "F", stake=Fraction(6, 100))],
    )
    before, after = seen.before.answers, seen.after.answers
    # Foreigners: M = 45 % x 30 % + 10 % = 23.5 %, then 51 % x 30 % + 10 % = 25.3 %; K = 10 %, then 40 %.
    assert [before["foreigners"].measures.m, after["foreigners"].measures.m] == [
        exactly("235/1000"),
        exactly("253/1000"),
    ]
    assert [before["foreigners"].measures.k, after["foreigners"].measures.k] == [
        exactly("1/10"),
        exactly("2/5"),
    ]
    over, below = after["foreigners"].reached
    assert (over.limit, over.m, over.k, over.decides) == (FIFTH, *[Verdict.VIOLATION] * 3)
    assert below.decides is Verdict.COMPLIANT
    # M was above 20 % already, so the worse of M and K crosses nothing.
    assert seen.changes["foreigners"].crossed == ()
    assert seen.changes["foreigners"].joined == ("A",)
    # Looked through, NL is K's: 13.5 %, then 15.3 % owned and 30 % voted: above 20 % by the deal.
    assert before["lookthrough"].measures.m == exactly("135/1000")
    moved = Fraction(135, 1000), Fraction(153, 1000)
    assert seen.changes["lookthrough"] == Change(
        (FlowChange("F", "A", *moved), FlowChange("A", "T", *moved)), ("A",), (), (FIFTH,), ()
    )
    # The group of F: W with 5 %; after the deal A with its 30 % as well.
    group = "group of F"
    assert (before[group].members, after[group].members) == (("F", "W"), ("A", "F", "W"))
    assert (before[group].measures.k, after[group].measures.k) == (exactly("1/20"), exactly("7/20"))
    assert (seen.before.controllers, seen.after.controllers) == (
        {"T": Ultimate("K"), "A": Ultimate("K"), "NL": Ultimate("K")},
        {"T": Ultimate("K"), "A": Ultimate("F"), "NL": Ultimate("K")},
    )
    assert [chain.path for chain in after["foreigners"].why.chains] == [("T", "A", "F"), ("T", "NL")]
    assert [entry.company for entry in after["foreigners"].why.rounds] == ["A"]


def test_a_deal_that_cures_and_one_by_a_newcomer() -> None:
    sale = Transfer("T", "NL", "NEW", stake=TENTH)
    asked = [foreigners_within(FIFTH), group_within(["NEW"], FIFTH)]
    seen = screen(upstream(), "T", asked, operations=[sale], parties=[person("NEW")])
    newcomer = [side.answers["group of NEW"].measures.m for side in (seen.before, seen.after)]
    assert newcomer == [exactly("0"), exactly("1/10")]
    assert seen.changes["foreigners"].cured == (FIFTH,)
    assert seen.after.answers["foreigners"].measures.m == exactly("135/1000")


def test_without_a_deal_there_is_one_side() -> None:
    seen = screen(upstream(), "T", [foreigners_within(FIFTH)])
    assert seen.after is seen.before
    assert seen.changes == {}


def test_where_nothing_is_certain_what_cannot_be_excluded_is_explained() -> None:
    doubtful = network(person("D", None), company("T", complete=True), holding("D", "T", "1"))
    answer = screen(doubtful, "T", [foreigners_within(FIFTH)]).before.answers["foreigners"]
    assert answer.reading is Reading.GREATEST
    assert [(chain.path, chain.contribution) for chain in answer.why.chains] == [(("T", "D"), Fraction(1))]
    assert answer.reached[0].decides is Verdict.UNDETERMINED


def test_the_day_is_heeded_and_a_deal_that_cannot_be_is_refused() -> None:
    net = network(
        person("F", "RU"), company("T"), holding("F", "T", "0.3", valid_from=date(2024, 1, 1)), person("K")
    )
    early = screen(net, "T", [foreigners_within(FIFTH)], as_of=date(2023, 12, 31))
    assert early.before.answers["foreigners"].measures.m.low == 0
    with pytest.raises(RefusedData, match="not_enough"):
        screen(net, "T", [], operations=[Transfer("T", "F", "K", stake=Fraction(1, 2))])
