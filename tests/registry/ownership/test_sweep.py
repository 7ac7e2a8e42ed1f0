"""The sweep over arrays says what the exact engine says, on small registers of every shape."""

from dataclasses import fields, replace

import numpy as np
import pytest

from registry.ownership.control import ultimate_controllers
from registry.ownership.measures import foreigners, measure
from registry.ownership.sweep import NOBODY, Answers, Known, Sweep, reach
from tests.registry.ownership.registers import (
    COMPANY,
    FOREIGN_PERSON,
    MILLION,
    Written,
    name,
    random_register,
)


def differences(seed: int) -> list[str]:
    written = random_register(seed)
    view, sweep = written.network().on(None), Sweep(written.arrays())
    tops = ultimate_controllers(view, view.registers)
    found = []
    for node, kind in enumerate(written.kinds):
        if name(node) in tops:
            top = tops[name(node)].controller
            if sweep.controller[node] != (NOBODY if top is None else int(top)):
                found.append(f"{seed}: controller of {node} is {top}, not {sweep.controller[node]}")
        if kind == COMPANY:
            exact = measure(view, name(node), foreigners())
            for what, have, want in (
                ("M", sweep.m, exact.m.low),
                ("M greatest", sweep.m_greatest, exact.m.high),
                ("K", sweep.k, exact.k.low),
                ("K greatest", sweep.k_greatest, exact.k.high),
            ):
                if abs(have[node] - float(want)) > 1e-9:
                    found.append(f"{seed}: {what} of {node} is {want}, not {have[node]}")
    return found


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_hundreds_of_small_registers_agree_with_the_exact_engine(start: int) -> None:
    assert [line for seed in range(start, start + 100) for line in differences(seed)] == []


@pytest.mark.parametrize("start", range(0, 200, 100))
def test_a_change_moves_only_what_it_reaches_and_the_rest_may_stand(start: int) -> None:
    """One company's register is replaced; only rows of reached companies are read, with the earlier answers."""
    for seed in range(start, start + 100):
        before, other = random_register(seed), random_register(seed + 10_000)
        company = before.kinds.index(COMPANY)
        after = Written(before.kinds, dict(before.rows), before.links)
        for pair in [pair for pair in after.rows if pair[1] == company]:
            del after.rows[pair]
        fresh = {i: w for (i, j), w in other.rows.items() if j == min(j for _, j in other.rows)}
        after.rows |= {(i, company): w for i, w in fresh.items() if i < len(before.kinds)}
        arrays = after.arrays()
        reached = reach(arrays, np.array([company]))
        rows = reached[arrays.dst]
        part = replace(arrays, src=arrays.src[rows], dst=arrays.dst[rows], w=arrays.w[rows])
        old, whole = Sweep(before.arrays()).answers(), Sweep(arrays).answers()
        found = Sweep(part, Known(~reached, old)).answers()
        for field in fields(Answers):
            have, want = getattr(found, field.name), getattr(whole, field.name)
            assert np.allclose(have, want, rtol=0, atol=1e-9), (seed, field.name, have, want)


def test_long_chains_below_and_above_a_ring() -> None:
    """A foreigner, a chain of 300, a ring that keeps half of what comes from above, a chain of 300."""
    above, below = range(1, 301), range(303, 603)
    written = Written([FOREIGN_PERSON, *[COMPANY] * 602])
    written.rows |= {(node - 1, node): MILLION for node in above}
    written.rows |= {(300, 301): 500_000, (302, 301): 250_000, (301, 302): MILLION}  # x = 1/2 + x/4, x = 2/3
    written.rows |= {(node - 1, node): MILLION for node in below}
    sweep = Sweep(written.arrays())
    assert sweep.m.round(12).tolist() == [1.0] * 301 + [0.666666666667] * 302
    assert sweep.k.round(12).tolist() == [1.0] * 301 + [0.5] + [0.0] * 301
    assert sweep.controller.tolist() == [-1, *[0] * 300, -1, *[301] * 301]
