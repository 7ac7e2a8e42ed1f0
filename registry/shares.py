"""Shares as people write them, and back: percent, a fraction, a range. Exact both ways; no floats anywhere."""

import re
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

Bounds = tuple[Fraction, Fraction]

_NUMBER = r"(?:[0-9]{1,15}/[0-9]{1,15}|[0-9]{1,3}(?:[.,][0-9]{1,12})?)"
_SHARE = re.compile(rf"({_NUMBER})\s*%?(?:\s*(?:-|\.\.)\s*({_NUMBER})\s*%?)?")
_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "…": "-", "\u00a0": " ", "\u202f": " "})
_SHOWN_PLACES = 12


def parse_share(text: str) -> Bounds:
    """`text` as exact (lowest, highest) fractions of one: '25', '25,5 %', '1/35', '10-15 %', '1/4 - 1/3'.

    A bare number is a percentage; a fraction is of the whole. ValidationError says what to type instead.
    """
    match = _SHARE.fullmatch(text.translate(_DASHES).strip())
    if match is None:
        raise ValidationError(
            _("Write a percentage (25 or 25,5), a fraction (1/35) or a range (10-15)."), code="not_a_share"
        )
    low = _fraction(match[1])
    high = _fraction(match[2]) if match[2] else low
    if low > high:
        raise ValidationError(_("The lowest share is above the highest: exchange them."), code="turned")
    if high > 1:
        raise ValidationError(_("A share cannot be above 100 %."), code="above_one")
    return low, high


def _fraction(number: str) -> Fraction:
    if "/" not in number:
        return Fraction(number.replace(",", ".")) / 100
    numerator, denominator = number.split("/")
    if int(denominator) == 0:
        raise ValidationError(_("A fraction cannot have zero below the line."), code="zero")
    return Fraction(int(numerator), int(denominator))


def percent(share: Fraction) -> str:
    """`share` of one as '25,5 %' in the reader's language, or as '1/35' where no short decimal is exact."""
    decimal = _exact_decimal(share * 100)
    return str(share) if decimal is None else f"{decimal}\u00a0%"


def share_words(bounds: Bounds) -> str:
    """Both bounds as one text that `parse_share` reads back to the same bounds."""
    low, high = bounds
    if low == high:
        return percent(low)
    return f"{percent(low)} – {percent(high)}"


def _exact_decimal(number: Fraction) -> str | None:
    scaled = number * 10**_SHOWN_PLACES
    if scaled.denominator != 1:
        return None
    whole, rest = divmod(scaled.numerator, 10**_SHOWN_PLACES)
    places = f"{rest:0{_SHOWN_PLACES}d}".rstrip("0")
    return f"{whole}{get_format('DECIMAL_SEPARATOR')}{places}" if places else str(whole)
