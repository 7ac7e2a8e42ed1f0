"""Cutting a target's surroundings out of a register held as arrays."""

import numpy as np

from registry.ownership.measures import foreigners, lookthrough, measure
from registry.ownership.neighbourhood import Arrays
from registry.ownership.network import Kind
from tests.registry.ownership.facts import between, exactly

# 0 T, 1 A, 2 foreign company of country 7; 3 foreigner of country 9, 4 citizen, 5 citizen; 6 holds nothing above T.
COMPANY = np.array([1, 1, 1, 0, 0, 0, 1], bool)
COUNTRY = np.array([0, 0, 7, 9, 0, 0, 0], np.int16)
ROWS = [(1, 0, 0.5), (4, 0, 0.25), (2, 1, 0.4), (3, 1, 0.2), (0, 1, 0.4), (5, 2, 1.0), (0, 6, 1.0)]


def arrays() -> Arrays:
    src, dst, w = zip(*ROWS, strict=True)
    return Arrays(np.array(src, np.int32), np.array(dst, np.int32), np.array(w), COMPANY, COUNTRY)


def test_everybody_above_comes_along_once_and_nobody_else() -> None:
    net = arrays().cut(0)
    assert {id: party.kind for id, party in net.parties.items()} == {
        "0": Kind.COMPANY,
        "1": Kind.COMPANY,
        "2": Kind.FOREIGN_COMPANY,
        "3": Kind.NATURAL,
        "4": Kind.NATURAL,
        "5": Kind.NATURAL,
    }
    assert (net.parties["2"].country, net.parties["3"].country, net.parties["4"].country) == (
        "007",
        "009",
        "KZ",
    )
    assert (net.parties["0"].complete, net.parties["1"].complete) == (False, True)


def test_the_shares_are_those_of_the_register() -> None:
    view = arrays().cut(0).on(None)
    # x_1 = 3/5 + 2/5 x_0, x_0 = 1/2 x_1: x_0 = 3/10 / (4/5) = 3/8. The quarter undeclared in T may be theirs:
    # then x_0 = 1/4 + 1/2 x_1 = (1/4 + 3/10) / (4/5) = 11/16.
    assert measure(view, "0", foreigners()).m == between("3/8", "11/16")
    # Looked through, only node 3: x_1 = 1/5 + 2/5 x_0, x_0 = 1/10 / (4/5) = 1/8.
    assert measure(view, "0", lookthrough()).m.low == exactly("1/8").low


def test_rounding_beyond_the_whole_is_taken_from_the_largest() -> None:
    thirds = np.array([1 / 3, 1 / 3, 1 / 3 + 1e-9])
    net = Arrays(np.array([1, 2, 3]), np.zeros(3, int), thirds, COMPANY[[0, 3, 3, 3]], COUNTRY[[0, 3, 3, 3]])
    assert sum(row.votes.low for row in net.cut(0).holdings) == 1
    assert net.cut(0).parties["0"].complete
