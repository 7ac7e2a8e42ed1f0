"""Which missing fact would settle the matter."""

from fractions import Fraction

from registry.ownership.measures import country, foreigners
from registry.ownership.network import Basis, Capital, Network
from registry.ownership.unknowns import Missing, Unknown, unknowns
from tests.registry.ownership.facts import between, company, exactly, holding, network, person, shares

FIFTH = Fraction(1, 5)


def found(net: Network, basis: Basis = Basis.VOTES) -> list[Unknown]:
    return list(unknowns(net.on(None, basis), "T", foreigners(), FIFTH))


def test_an_undeclared_rest_settles_it_either_way() -> None:
    # 15 % foreign, 25 % undeclared: none of it theirs, 15 %; all of it theirs, 40 %.
    (only,) = found(
        network(
            person("F", "RU"), person("K"), company("T"), holding("F", "T", "0.15"), holding("K", "T", "0.6")
        )
    )
    assert (only.missing, only.company, only.range, only.settles) == (
        Missing.HOLDERS,
        "T",
        between("0", "1/4"),
        True,
    )
    assert only.if_least == (exactly("15/100"), exactly("15/100"))
    assert only.if_most == (exactly("40/100"), exactly("40/100"))


def test_a_doubtful_person_is_an_unknown() -> None:
    (only,) = found(
        network(
            person("D", None), person("K"), company("T"), holding("D", "T", "0.3"), holding("K", "T", "0.7")
        )
    )
    assert (only.missing, only.holder, only.settles) == (Missing.PERSON, "D", True)


def test_the_facts_that_settle_come_first_and_the_widest_before_the_rest() -> None:
    # T: F 5 %, A 50 %, B 10 %. A is open for 60 %, B's only holder is of unknown country.
    # D is worth 10 points of M and settles nothing. A settles: none of it theirs leaves at most 15 %, all of it 35 %.
    net = network(
        person("F", "RU"),
        person("D", None),
        person("K"),
        company("A"),
        company("B"),
        company("T"),
        holding("F", "T", "0.05"),
        holding("A", "T", "0.5"),
        holding("B", "T", "0.1"),
        holding("K", "T", "0.35"),
        holding("K", "A", "0.4"),
        holding("D", "B", "1"),
    )
    assert [(each.missing, each.company or each.holder, each.settles) for each in found(net)] == [
        (Missing.HOLDERS, "A", True),
        (Missing.PERSON, "D", False),
    ]


def test_a_size_within_a_range_is_an_unknown() -> None:
    net = network(
        person("F", "RU"),
        person("K"),
        company("T", complete=True),
        holding("F", "T", "0.1", "0.3"),
        holding("K", "T", "0.7", "0.9"),
    )
    assert {(each.holder, each.range, each.settles) for each in found(net)} == {
        ("F", between("0.1", "0.3"), True),
        ("K", between("0.7", "0.9"), True),
    }


def test_what_cannot_move_the_share_is_not_named() -> None:
    # ASIDE is open, but nothing of it reaches T. The country asked for is China; K's list is known.
    net = network(
        person("F", "RU"),
        person("K"),
        company("ASIDE"),
        company("T"),
        holding("F", "T", "0.3"),
        holding("K", "T", "0.7"),
    )
    assert found(net) == []
    assert unknowns(net.on(None), "T", country("CN"), FIFTH) == ()


def test_on_capital_the_unknown_votes_matter_too() -> None:
    # F has all of A's preferred shares; of its votes 60 are undeclared. K on capital turns on who votes them.
    net = network(
        person("F", "RU"),
        person("K"),
        company("A", capital=Capital(Fraction(100), Fraction(100))),
        company("T"),
        shares("F", "A", 100, "preferred"),
        shares("K", "A", 40),
        holding("A", "T", "0.3"),
        holding("K", "T", "0.7"),
    )
    bases = {each.basis for each in found(net, Basis.CAPITAL)}
    assert bases == {Basis.VOTES, Basis.CAPITAL}
