"""The race is fair: every peer answers the same question, and the page says what was measured."""

import numpy as np
import pytest

from registry.ownership.sweep import Sweep, checked
from tests.benchmarks import page
from tests.benchmarks.peers import PEERS
from tests.benchmarks.register import generate
from tests.benchmarks.results import growth
from tests.conftest import find_postgres, missing


@pytest.mark.parametrize("peer", PEERS)
def test_every_peer_finds_the_same_shares(peer: str) -> None:
    if "PostgreSQL" in peer and find_postgres() is None:
        missing("no PostgreSQL")
    arrays = checked(generate(2000, seed=3))
    expected = Sweep(arrays).m
    assert np.abs(PEERS[peer](arrays)() - expected)[arrays.company].max() < 1e-9
    assert np.count_nonzero(expected[arrays.company]) > 100


def test_a_generated_register_is_the_same_again_and_another_with_another_seed() -> None:
    first, again, other = generate(500), generate(500), generate(500, seed=2)
    assert all((first[name] == again[name]).all() for name in first)
    assert first["w"].size != other["w"].size or (first["w"] != other["w"]).any()


def test_growth_is_fitted_from_a_hundred_thousand_up() -> None:
    assert growth({10_000: 99.0, 100_000: 1.0, 1_000_000: 10.0, 4_000_000: 40.0}) == 1.0
    assert growth({100_000: 1.0, 1_000_000: 100.0, 4_000_000: None}) == 2.0
    assert growth({10_000: 1.0, 100_000: 10.0}) is None


def test_a_section_is_replaced_and_the_rest_of_the_page_stays() -> None:
    text = "by hand\n<!-- sweep -->\nold\n<!-- /sweep -->\nby hand, too\n"
    assert page.with_section(text, "sweep", "new") == (
        "by hand\n<!-- sweep -->\n\nnew\n\n<!-- /sweep -->\nby hand, too\n"
    )
    with pytest.raises(SystemExit, match="no <!-- other -->"):
        page.with_section(text, "other", "new")


def test_cells_say_when_a_peer_was_stopped_failed_or_disagreed() -> None:
    assert page.cell({"stopped": 60}, 60) == "> 60"
    assert page.cell({"failed": "out of memory"}, 60) == "failed"
    assert page.cell({"seconds": 0.0125, "equal": True}, 60) == "0.013"
    assert page.cell({"seconds": 12.34, "equal": False}, 60) == "12.3 (differs)"
