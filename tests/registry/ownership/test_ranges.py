"""What is not known: ranges, undeclared rests, unknown holders, doubtful persons. Worked out with a pencil."""

from fractions import Fraction

import pytest

from registry.ownership.control import Ultimate, ultimate_controllers
from registry.ownership.groups import group_of
from registry.ownership.measures import (
    country,
    foreigners,
    holder,
    measure,
)
from registry.ownership.network import Kind, Party, RefusedData
from tests.registry.ownership.facts import (
    between,
    company,
    exactly,
    foreign,
    holding,
    link,
    network,
    person,
)


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


@pytest.mark.parametrize(
    "doubtful", [person("D", "KZ", "KZ", "RU"), person("D", None), Party("D", Kind.COMPANY)]
)
def test_doubtful_persons_give_a_range(doubtful: Party) -> None:
    found = foreign(
        network(doubtful, person("K"), company("T"), holding("D", "T", "0.25"), holding("K", "T", "0.75"))
    )
    assert (found.m, found.k, found.c) == (between("0", "1/4"),) * 3
