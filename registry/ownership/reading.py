"""Reading JSON strictly: exact decimals, every key once, and a place for every complaint."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

DIGITS = 400
RATIONAL = re.compile(rf"[-+]?\d{{1,{DIGITS}}}(\.\d{{1,{DIGITS}}}|/\d{{1,{DIGITS}}})?")

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)


class Unreadable(Exception):
    """The file is not in the schema; the message names the place, on one line."""


def parse(text: str) -> "Node":
    """The document's root; Unreadable names line and column where it is not JSON."""
    return Node(_json(text), "")


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Unreadable(f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise Unreadable("nested too deeply") from error
    except ValueError as error:
        raise Unreadable(f"a number is too long: {error}") from error


def _no_number(word: str) -> None:
    raise Unreadable(f"{word} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise Unreadable(
            f"key {next(key for key in keys if keys.count(key) > 1)!r} is given twice in one object"
        )
    return found


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value with its path, so that every complaint names a place."""

    value: Any
    path: str

    def fail(self, wanted: str) -> Unreadable:
        """The complaint that something else was wanted here."""
        shown = json.dumps(self.value, ensure_ascii=False, default=str)
        return Unreadable(f"{self.path or 'the file'}: {wanted} expected, {shown[:60]} found")

    def __getitem__(self, key: str) -> "Node":
        if not isinstance(self.value, dict):
            raise self.fail("an object")
        return Node(self.value.get(key), f"{self.path}.{key}".lstrip("."))

    def items(self) -> list["Node"]:
        """The elements of a list; a missing list is empty."""
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.fail("a list")
        return [Node(value, f"{self.path}[{i}]") for i, value in enumerate(self.value)]

    def text(self) -> str:
        """A string with something in it."""
        if not isinstance(self.value, str) or not self.value:
            raise self.fail("a text")
        return self.value

    def flag(self) -> bool:
        """True or false; missing is false."""
        if self.value is not None and not isinstance(self.value, bool):
            raise self.fail("true or false")
        return bool(self.value)

    def number(self) -> Fraction:
        """An exact rational: a JSON number, or text such as "1/5" or "0.2"."""
        if isinstance(self.value, Decimal) and abs(self.value.adjusted()) > DIGITS:
            raise self.fail("a number of reasonable size")
        written = isinstance(self.value, str) and RATIONAL.fullmatch(self.value.strip())
        if written or (isinstance(self.value, int | Decimal) and not isinstance(self.value, bool)):
            try:
                return Fraction(self.value)
            except ZeroDivisionError:
                pass
        raise self.fail("a number")

    def day(self) -> date:
        """A date as YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.fail("a date YYYY-MM-DD") from None

    def word(self, words: type[Word]) -> Word:
        """One of a fixed set of words."""
        try:
            return words(self.text())
        except ValueError:
            raise self.fail("one of " + ", ".join(words)) from None

    def maybe(self, how: Callable[["Node"], Value]) -> Value | None:
        """Read it if it is there."""
        return None if self.value is None else how(self)
