"""Figures of an application in words."""

from decimal import Decimal
from fractions import Fraction

from commission.templatetags.components import percent as rounded
from registry.shares import percent


def money(amount: Decimal) -> str:
    """`amount` with spaces for thousands and a decimal comma, as it is read back; no empty decimals."""
    whole, _point, rest = f"{amount:,.2f}".partition(".")
    spaced = whole.replace(",", "\u00a0")
    return spaced if rest == "00" else f"{spaced},{rest}"


def share_words(share: Fraction) -> str:
    """The exact share; a fraction that is no short decimal has its rounded percentage beside it: 1/35 (2.86 %)."""
    exact = percent(share)
    return exact if exact.endswith("%") else f"{exact} ({rounded(share)})"


def bounds_words(low: Fraction, high: Fraction) -> str:
    """An exact share, or the range it lies in."""
    return share_words(low) if low == high else f"{share_words(low)} – {share_words(high)}"
