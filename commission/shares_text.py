"""Shares in words: exactly where a short decimal is exact, else rounded with a sign, never across the limit."""

from decimal import Decimal
from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext

Bounds = tuple[Fraction, Fraction]

_SHORT = 2
_LONGEST = 12


def percent(share: Fraction, limit: Fraction | None = None) -> str:
    """`share` of one as "27 %", or "≈ 33,33 %" where two decimals are not exact.

    More decimals are used where rounding would put the share on the other side of the limit or on it.
    """
    exact = share * 100
    shown = round(exact, _SHORT)
    if shown == exact:
        return _text(shown)
    bar = None if limit is None else limit * 100
    for places in range(_SHORT, _LONGEST + 1):
        shown = round(exact, places)
        if bar is None or ((shown > bar) == (exact > bar) and (shown < bar) == (exact < bar)):
            break
    return f"≈\u00a0{_text(shown)}"


def share_words(bounds: Bounds, limit: Fraction | None = None) -> str:
    """A share, or both ends of the range it lies in."""
    low, high = bounds
    if low == high:
        return percent(low, limit)
    return gettext("%(low)s to %(high)s") % {"low": percent(low, limit), "high": percent(high, limit)}


def _text(percentage: Fraction) -> str:
    """A terminating decimal in the reader's format, without idle zeros."""
    decimal = (Decimal(percentage.numerator) / Decimal(percentage.denominator)).normalize()
    return f"{formats.number_format(f'{decimal:f}', use_l10n=True)}\u00a0%"
