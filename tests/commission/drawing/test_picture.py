"""What the picture shows of small networks worked out by hand, and what it keeps of a large one."""

from fractions import Fraction

import pytest

from commission.drawing.chart import Shape
from commission.drawing.picture import Anonymity, Held, Picture, Role, collapsed, picture
from commission.law.facts import Facts
from commission.law.sides import sides
from registry.ownership.control import Control
from registry.ownership.terms import Kind, Link, LinkType, Party, Range, RefusedData
from tests.commission.law.builders import company, facts, person, sale, stake, thing


def drawn(given: Facts, chain=()) -> Picture:
    return picture(given, sides(given), chain)


def held(share: str | Fraction) -> Held:
    value = Range.point(Fraction(share) / 100)
    return Held(value, value)


def arcs(found: Picture) -> dict[tuple[str, str], tuple[Held | None, Held | None]]:
    return {arc.ends: (arc.before, arc.after) for arc in found.arcs}


def test_a_sale_is_seen_on_both_sides():
    """SELLER 58 %, F 42 % of T; 10 % go to BUYER. Foreigners then have 52 %: they control T."""
    found = drawn(
        facts(
            [company("T"), person("SELLER"), company("F", "SE"), company("BUYER", "LU")],
            [stake("SELLER", "T", "58 %"), stake("F", "T", "42 %")],
            deal=sale("10 %"),
        )
    )
    assert arcs(found) == {
        ("SELLER", "T"): (held("58"), held("48")),
        ("F", "T"): (held("42"), held("42")),
        ("BUYER", "T"): (None, held("10")),
    }
    assert {id: node.roles for id, node in found.nodes.items() if node.roles} == {
        "T": (Role.TARGET,),
        "SELLER": (Role.SELLER,),
        "BUYER": (Role.ACQUIRER,),
    }
    assert found.nodes["T"].bloc is Control.CERTAIN
    assert found.nodes["SELLER"].shape is Shape.PERSON
    assert found.changes


def test_what_is_not_declared_is_a_box_of_its_own_and_own_shares_leave_the_votes():
    """T holds 20 % of itself: A's 40 % are half of what counts. B has 10 to 20 %, so 12.5 to 25 % of what counts.

    What is left is between 25 and 37.5 %.
    """
    found = drawn(
        facts(
            [company("T"), person("A"), person("B", None)],
            [stake("T", "T", "20 %"), stake("A", "T", "40 %"), stake("B", "T", "10 %", "20 %")],
            object=thing(owners=("A",)),
        )
    )
    assert {arc.holder: arc.before.votes for arc in found.arcs if arc.before} == {
        "A": Range.point(Fraction(1, 2)),
        "B": Range(Fraction(1, 8), Fraction(1, 4)),
        "?T": Range(Fraction(1, 4), Fraction(3, 8)),
    }
    assert found.nodes["?T"].anonymity is Anonymity.REST
    assert found.nodes["T"].own == Range.point(Fraction(1, 5))
    assert found.nodes["B"].doubtful
    assert not found.nodes["A"].doubtful


def test_free_float_is_one_box_for_each_company_and_a_nominee_hides_one():
    found = drawn(
        facts(
            [company("T"), company("C"), Party("FLOAT", Kind.UNKNOWN), company("BANK")],
            [
                stake("C", "T", "50 %"),
                stake("FLOAT", "T", "50 %"),
                stake("FLOAT", "C", "90 %"),
                stake("BANK", "C", "10 %", nominee=True),
            ],
            object=thing(owners=()),
        )
    )
    hidden = {
        node.id: (node.party, node.anonymity) for node in found.nodes.values() if node.shape is Shape.UNKNOWN
    }
    assert sorted(hidden.values(), key=str) == [
        ("BANK", Anonymity.HIDDEN),
        ("FLOAT", None),
        ("FLOAT", None),
    ]
    [nominee] = [arc for arc in found.arcs if arc.nominees]
    assert nominee.nominees == ("BANK",)


def test_a_thing_is_drawn_under_its_owners_and_passes_to_the_acquirer():
    found = drawn(
        facts(
            [company("OWNER"), company("BUYER", "DE"), person("P")],
            [stake("P", "OWNER", "100 %")],
            object=thing(code="SO-B-901", stake_in=None, owners=("OWNER",)),
            deal=sale("100 %", by="OWNER"),
        )
    )
    whole = Held(None, None)
    assert arcs(found) == {
        ("OWNER", "SO-B-901"): (whole, None),
        ("BUYER", "SO-B-901"): (None, whole),
        ("P", "OWNER"): (held("100"), held("100")),
    }
    assert found.nodes["SO-B-901"].shape is Shape.OBJECT


def test_the_chain_is_marked_on_its_arcs_also_through_the_undeclared():
    given = facts(
        [company("T"), company("C"), company("F", "SE")],
        [stake("C", "T", "60 %"), stake("F", "C", "40 %")],
        object=thing(owners=()),
    )
    found = drawn(given, {("F", "C"), ("C", "T"), ("?", "T")})
    assert {arc.ends for arc in found.arcs if arc.decisive} == {("F", "C"), ("C", "T"), ("?T", "T")}
    assert {arc.ends for arc in found.arcs if not arc.decisive} == {("?C", "C")}


def test_who_gives_instructions_is_drawn_without_any_stake():
    found = drawn(
        facts(
            [company("T"), person("A"), person("BOSS", "DE"), person("WIFE")],
            [stake("A", "T", "100 %")],
            object=thing(owners=("A",)),
            links=[Link(LinkType.BINDING_INSTRUCTIONS, "BOSS", "T"), Link(LinkType.SPOUSE, "A", "WIFE")],
        )
    )
    assert {(tie.a, tie.b) for tie in found.ties} == {("BOSS", "T"), ("A", "WIFE")}
    assert {"BOSS", "WIFE"} <= found.nodes.keys()
    assert found.nodes["T"].bloc is Control.CERTAIN


def test_holdings_above_the_whole_are_refused_not_drawn():
    given = facts([company("T"), person("A")], [stake("A", "T", "60 %"), stake("A", "T", "50 %")])
    with pytest.raises(RefusedData, match="sum_over_100"):
        drawn(given)


def crowd(count: int) -> Facts:
    """SELLER 30 %, then each of `count` people 1/1000; F, who has 1/1000 of T through C, is on the chain."""
    people = [person(f"P{i:03}") for i in range(count)]
    small = [stake(one.id, "T", Fraction(1, 1000)) for one in people]
    return facts(
        [
            company("T"),
            person("SELLER"),
            company("BUYER", "LU"),
            company("C", complete=True),
            company("F", "SE"),
            *people,
        ],
        [stake("SELLER", "T", "30 %"), stake("C", "T", Fraction(1, 1000)), stake("F", "C", "100 %"), *small],
        deal=sale("10 %"),
    )


def test_a_small_network_is_shown_whole():
    found = drawn(crowd(10))
    assert collapsed(found) is found


def test_of_two_hundred_holders_those_that_matter_stay_and_the_others_are_added_up():
    found = drawn(crowd(200), {("F", "C"), ("C", "T")})
    small = collapsed(found, most=12)
    # T, SELLER, BUYER, C, F are kept; of 200 equal people the first seven by name fill the room.
    kept = {id for id in small.nodes if id.startswith("P")}
    assert kept == {f"P{i:03}" for i in range(7)}
    assert {"T", "SELLER", "BUYER", "C", "F"} <= small.nodes.keys()
    others = small.nodes["+T"]
    assert (others.shape, others.number) == (Shape.OTHERS, 193)
    # 193 of one thousandth each.
    assert arcs(small)["+T", "T"] == (held("19.3"), held("19.3"))
    assert small.hidden == 193
    # The undeclared rest is no party, and is told apart: 1 - 0.3 - 0.001 - 0.2.
    assert arcs(small)["?T", "T"] == (held("49.9"), held("49.9"))


def test_one_that_would_be_hidden_alone_is_drawn():
    found = drawn(crowd(8))
    # T, SELLER, BUYER, C, F and eight people: thirteen.
    small = collapsed(found, most=12)
    assert small.nodes.keys() == found.nodes.keys()
    assert small.hidden == 0
