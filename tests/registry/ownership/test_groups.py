"""Groups of persons and those who run an object. Worked out with a pencil."""

from registry.ownership.groups import Standing, group, group_of, operators, possible_group_of
from registry.ownership.measures import (
    measure,
)
from registry.ownership.network import Kind, Party
from tests.registry.ownership.facts import (
    abroad,
    between,
    company,
    exactly,
    holding,
    link,
    network,
    person,
)


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
