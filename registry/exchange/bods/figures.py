"""Shares and dates as BODS writes them: percentages as JSON numbers, exact or within bounds; days of RFC 3339."""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from registry.ownership.terms import ONE, ZERO, Range

PLACES = 16
"""Decimal places of a percentage that the registry can store exactly."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
# An exact share that has no finite decimals, as this system writes it into an interest's details.
_EXACT = re.compile(r"share (\d{1,18}/\d{1,18})(?: to (\d{1,18}/\d{1,18}))?")
SHARE_FIELDS = ("exact", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")


def percentage(value: Any) -> Fraction | str:
    """A JSON number as an exact fraction of one, or the code of what is wrong with it."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return "share_not_number"
    number = Decimal(value)
    if number < 0:
        return "share_negative"
    if number > 100:
        return "share_above_whole"
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > PLACES:
        return "share_too_precise"
    return Fraction(number) / 100


def share(written: dict[str, Any], details: str = "") -> Range | str:
    """The range of a `share` object, or a code. An exclusive bound is taken as its closed end: never narrower
    than the truth. What is not said is between nothing and everything.
    """
    bounds: dict[str, Fraction] = {}
    for name in SHARE_FIELDS:
        if name in written and not isinstance(
            written[name], bool
        ):  # 0.3 had true and false beside the bounds
            read = percentage(written[name])
            if isinstance(read, str):
                return read
            bounds[name] = read
    low = max((bounds[name] for name in ("minimum", "exclusiveMinimum") if name in bounds), default=ZERO)
    high = min((bounds[name] for name in ("maximum", "exclusiveMaximum") if name in bounds), default=ONE)
    if low > high or ("exclusiveMinimum" in bounds and bounds["exclusiveMinimum"] >= high):
        return "share_turned"
    if "exclusiveMaximum" in bounds and bounds["exclusiveMaximum"] <= low:
        return "share_turned"
    if "exact" in bounds:
        if not low <= bounds["exact"] <= high:
            return "share_exact_outside"
        return Range(bounds["exact"], bounds["exact"])
    return _exactly(details, Range(low, high))


def _exactly(details: str, around: Range) -> Range:
    match = _EXACT.search(details)
    if match is None:
        return around
    try:
        low = Fraction(match[1])
        high = Fraction(match[2]) if match[2] else low
    except ZeroDivisionError:
        return around
    return Range(low, high) if around.low <= low <= high <= around.high else around


def written_share(exact: Range) -> tuple[dict[str, Any], str]:
    """A `share` object for a range and the words for `details` that say what decimals cannot."""
    low, high = _decimal(exact.low, up=False), _decimal(exact.high, up=True)
    finite = Fraction(low) == exact.low * 100 and Fraction(high) == exact.high * 100
    words = "" if finite else f"share {_ratio(exact.low)} to {_ratio(exact.high)}"
    least, most = _number(low), _number(high)
    if finite and exact.exact:
        return {"exact": least, "minimum": least, "maximum": least}, ""
    return {"minimum": least, "maximum": most}, words


def _ratio(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _decimal(share: Fraction, *, up: bool) -> Decimal:
    """The percentage with at most 12 decimal places, rounded outwards."""
    scaled = share * 100 * 10**12
    whole = scaled.numerator // scaled.denominator
    if up and whole != scaled:
        whole += 1
    return Decimal(whole).scaleb(-12)


def _number(percent: Decimal) -> int | float:
    """As JSON writes it. At most fifteen digits, which survive the way through a float unchanged."""
    return int(percent) if percent == percent.to_integral_value() else float(percent)


def is_day(value: Any) -> bool:
    """A day as YYYY-MM-DD."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_moment(value: Any) -> bool:
    """A day, or a day with a time."""
    if is_day(value):
        return True
    if not isinstance(value, str) or not _DAY.match(value) or len(value) > 40 or "T" not in value:
        return False
    try:
        datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def is_partial_day(value: Any) -> bool:
    """A year, a month or a day."""
    return is_day(value) or (isinstance(value, str) and _PARTIAL.fullmatch(value) is not None)


def day(value: str | None) -> date | None:
    """The day of a day or moment that was checked before."""
    return date.fromisoformat(value[:10]) if value else None


def order(moment: str) -> tuple[date, float]:
    """Sorts days and moments: a day without a time stands at its beginning."""
    if len(moment) == 10:
        return date.fromisoformat(moment), 0.0
    at = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return at.date(), at.hour * 3600.0 + at.minute * 60 + at.second + at.microsecond / 1e6


def percent_words(share: Fraction) -> str:
    """A share in per cent, exact where decimals allow, else as a fraction of the whole."""
    number = share * 100
    places = 0
    while places < PLACES and (number * 10**places).denominator != 1:
        places += 1
    scaled = number * 10**places
    if scaled.denominator != 1:
        return _ratio(share)
    return f"{Decimal(scaled.numerator).scaleb(-places):f} %"
