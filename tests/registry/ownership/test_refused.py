"""Data that cannot be true is refused by name, never rescaled."""

from datetime import date
from fractions import Fraction

import pytest

from registry.ownership.groups import group_of
from registry.ownership.measures import foreigners, holder, measure
from registry.ownership.network import Basis, Capital, DataError, Kind, Link, LinkType, Party, RefusedData
from tests.registry.ownership.facts import company, holding, network, person, shares


def refusal(*facts, basis: Basis = Basis.VOTES) -> tuple[DataError, ...]:
    with pytest.raises(RefusedData) as refused:
        network(*facts).on(None, basis)
    return refused.value.errors


def test_every_company_above_100_percent_is_named_with_its_sum() -> None:
    assert refusal(
        person("K"),
        person("L"),
        company("B"),
        company("A"),
        company("C"),
        holding("K", "A", "0.5"),
        holding("L", "A", "0.6"),
        holding("K", "B", "1.3"),
        holding("K", "C", "1"),
    ) == (
        DataError("sum_over_100", company="A", sum=Fraction(11, 10)),
        DataError("sum_over_100", company="B", sum=Fraction(13, 10)),
    )


def test_least_shares_above_100_percent_are_refused_whatever_the_greatest() -> None:
    assert refusal(
        person("K"),
        person("L"),
        company("A"),
        holding("K", "A", "0.5", "0.7"),
        holding("L", "A", "0.6", "0.9"),
    ) == (DataError("sum_over_100", company="A", sum=Fraction(11, 10)),)


def test_own_shares_are_part_of_the_sum() -> None:
    assert refusal(
        person("K"),
        company("A"),
        holding("K", "A", "0.95"),
        holding("A", "A", "0.1"),
    ) == (DataError("sum_over_100", company="A", sum=Fraction(21, 20)),)


def test_shares_above_those_that_count() -> None:
    # 800 placed, 100 bought back: 700 count, 750 are declared.
    assert refusal(
        person("K"),
        company("A", capital=Capital(Fraction(800), treasury=Fraction(100))),
        shares("K", "A", 750),
    ) == (DataError("sum_over_100", company="A", sum=Fraction(15, 14)),)


def test_too_many_votes_are_refused_on_capital_too() -> None:
    facts = (
        person("K"),
        company("A", capital=Capital(Fraction(100), Fraction(900))),
        shares("K", "A", 150),
    )
    assert refusal(*facts, basis=Basis.CAPITAL) == (
        DataError("sum_over_100", company="A", sum=Fraction(3, 2)),
    )


def test_a_complete_list_must_reach_100_percent() -> None:
    assert refusal(
        person("K"),
        company("A", complete=True),
        holding("K", "A", "0.5", "0.9"),
    ) == (DataError("sum_under_100", company="A", sum=Fraction(9, 10)),)


def test_shares_need_the_number_placed() -> None:
    assert refusal(person("K"), company("A"), shares("K", "A", 10)) == (
        DataError("no_capital", company="A", party="K"),
    )


def test_a_range_must_have_its_ends_in_order() -> None:
    (error,) = refusal(person("K"), company("A"), holding("K", "A", "0.6", "0.5"))
    assert (error.code, error.company, error.party) == ("bad_range", "A", "K")
    (error,) = refusal(person("K"), company("A"), holding("K", "A", "-0.1"))
    assert error.code == "bad_range"


def test_an_unknown_class_of_shares() -> None:
    (error,) = refusal(person("K"), company("A"), holding("K", "A", "0.6", share_class="golden"))
    assert (error.code, error.detail) == ("unknown_share_class", "golden")


@pytest.mark.parametrize(
    ("fact", "error"),
    [
        (holding("NOBODY", "A", "0.5"), DataError("unknown_party", party="NOBODY", company="A")),
        (holding("K", "NOWHERE", "0.5"), DataError("unknown_party", party="NOWHERE", company="NOWHERE")),
        (holding("K", "A", "0.5", on_behalf_of="X"), DataError("unknown_party", party="X", company="A")),
        (holding("A", "K", "0.5"), DataError("not_a_company", company="K")),
        (holding("LINE", "A", "0.5"), DataError("object_cannot_hold", company="A", party="LINE")),
        (Link(LinkType.SPOUSE, "K", "Y"), DataError("unknown_party", party="Y", detail="link spouse")),
        (
            Link(LinkType.TRUST_MANAGER, "K", "A"),
            DataError("owner_missing", company="A", party="K", detail="trust_manager"),
        ),
        (person("K"), DataError("duplicate_party", party="K")),
    ],
)
def test_references_must_lead_somewhere(fact: Party, error: DataError) -> None:
    assert refusal(person("K"), company("A"), Party("LINE", Kind.OBJECT), fact) == (error,)


def test_questions_about_the_unknown_are_refused() -> None:
    view = network(person("K"), company("A"), holding("K", "A", "1")).on(date(2024, 1, 1))
    for ask in (
        lambda: measure(view, "NOWHERE", foreigners()),
        lambda: measure(view, "A", holder("NOBODY")),
        lambda: group_of(view, ["K", "NOBODY"]),
    ):
        with pytest.raises(RefusedData, match="unknown_party"):
            ask()
    with pytest.raises(RefusedData, match="not_a_company"):
        measure(view, "K", foreigners())
