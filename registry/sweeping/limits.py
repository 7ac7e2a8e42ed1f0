"""Which limits a stored value exceeds, as bits: a float cannot always say whether an exact share passes one."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from registry.ownership.terms import Range

LIMITS = (Fraction(1, 10), Fraction(1, 5), Fraction(49, 100), Fraction(1, 2))
"""NSL 23(6)(6), 23(6)(3), 23(6)(7), and control: strictly more than half."""
NEAR = 1e-6 + 1e-9
"""Values within 1e-6 of a limit are computed again exactly, also where rounding pushes them a hair further away."""
MEASURES = ("m_low", "m_high", "k_low", "k_high")


def bit(measure: str, limit: Fraction) -> int:
    """The bit of `OwnershipValue.above` that says whether this bound exceeds the limit."""
    return 1 << (MEASURES.index(measure) * len(LIMITS) + LIMITS.index(limit))


def above_of(m: Range, k: Range) -> int:
    """All bits, from exact bounds."""
    bounds = zip(MEASURES, (*m, *k), strict=True)
    return signed(sum(bit(name, limit) for name, value in bounds for limit in LIMITS if value > limit))


def above_of_all(columns: Sequence[NDArray[np.float64]]) -> NDArray[np.int16]:
    """All bits of many companies; right except near a limit. `columns` in the order of MEASURES."""
    found = np.zeros(columns[0].size, np.int32)
    for name, values in zip(MEASURES, columns, strict=True):
        for limit in LIMITS:
            found |= (values > float(limit)).astype(np.int32) * bit(name, limit)
    return found.astype(np.uint16).view(np.int16)


def near_a_limit(columns: Sequence[NDArray[np.float64]]) -> NDArray[Any]:
    """Places of companies of which some bound lies within NEAR of a limit."""
    near = np.zeros(columns[0].size, bool)
    for values in columns:
        for limit in LIMITS:
            near |= np.abs(values - float(limit)) <= NEAR
    return np.flatnonzero(near)


def signed(bits: int) -> int:
    """Sixteen bits as the database's smallint."""
    return bits - (1 << 16) if bits >= 1 << 15 else bits


def exceeds(above: int, measure: str, limit: Fraction) -> bool:
    """Whether the bound was above the limit."""
    return bool(above & bit(measure, limit))
