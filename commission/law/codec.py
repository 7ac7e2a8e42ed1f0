"""Frozen dataclasses to JSON and back, exactly: fractions as "n/d", dates as ISO text, enumerations by value."""

from collections.abc import Mapping
from dataclasses import Field, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from registry.ownership.terms import Range

LATER = {"later": True}


def later(default: Any) -> Any:
    """A field added after facts were first frozen: while it says nothing it is not written, so that the image of
    earlier facts, and with it their hash, stays what it was."""
    return field(default=default, metadata=LATER)


def exact(value: Fraction) -> str:
    """A fraction as text in lowest terms; whole numbers keep their denominator, so that all look alike."""
    return f"{value.numerator}/{value.denominator}"


def encode(value: Any) -> Any:
    """A JSON-able image of dataclasses, tuples, fractions, ranges, dates and plain values."""
    if isinstance(value, Range):
        return [exact(value.low), exact(value.high)]
    if isinstance(value, Fraction):
        return exact(value)
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if is_dataclass(value):
        return {
            each.name: encode(getattr(value, each.name)) for each in fields(value) if not _silent(each, value)
        }
    if value is None or isinstance(value, str | bool | int):
        return value
    raise TypeError(f"cannot freeze {type(value).__name__}")


def _silent(each: "Field[Any]", value: Any) -> bool:
    return bool(each.metadata.get("later")) and getattr(value, each.name) == each.default


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls)


def decode(wanted: Any, raw: Any) -> Any:
    """The value of type `wanted` that `encode` made `raw` of. TypeError or ValueError where it is no such image."""
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        if raw is None:
            return None
        return decode(next(option for option in get_args(wanted) if option is not NoneType), raw)
    if origin is tuple:
        return tuple(decode(get_args(wanted)[0], item) for item in raw)
    if wanted is Range:
        return Range(Fraction(raw[0]), Fraction(raw[1]))
    if is_dataclass(wanted):
        hints = _hints(wanted)  # type: ignore[arg-type]
        return wanted(**{name: decode(hints[name], item) for name, item in raw.items()})  # type: ignore[operator]
    if wanted is date:
        return date.fromisoformat(raw)
    if isinstance(wanted, type) and issubclass(wanted, Fraction | StrEnum):
        return wanted(raw)
    if not isinstance(raw, wanted):
        raise TypeError(f"{raw!r} is no {wanted}")
    return raw
