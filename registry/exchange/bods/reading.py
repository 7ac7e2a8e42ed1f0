"""Text to statements: JSON (a list) or JSON lines, exact decimals, within limits; nothing is believed yet."""

import json
import re
from decimal import Decimal
from typing import Any

from registry.exchange.bods.terms import Unreadable

MAX_CHARACTERS = 20_000_000
MAX_STATEMENTS = 50_000
MAX_DEPTH = 32
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', re.DOTALL)


class Twice(dict[str, Any]):
    """A JSON object in which a key stood twice; `key` is the first such key."""

    key: str = ""


def statements(text: str) -> list[Any]:
    """The statements of a file as they stand there; Unreadable names the place where it is no JSON."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable("too_large", megabytes=str(MAX_CHARACTERS // 1_000_000))
    text = text.removeprefix("\ufeff")
    _refuse_depth(text)
    found = _list(text)
    if not found:
        raise Unreadable("empty")
    if len(found) > MAX_STATEMENTS:
        raise Unreadable("too_many", most=str(MAX_STATEMENTS))
    return found


def decoded(data: bytes) -> str:
    """The text of a file; Unreadable where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("not_utf8", byte=str(error.start + 1)) from error


def _refuse_depth(text: str) -> None:
    """A file nested deeper than any statement is refused before a parser climbs down into it."""
    depth = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise Unreadable("too_deep", line=str(text.count("\n", 0, token.start()) + 1))
        elif mark in "]}":
            depth -= 1


def _list(text: str) -> list[Any]:
    try:
        whole = _json(text)
    except json.JSONDecodeError as error:
        lines = text.splitlines()
        if text.lstrip().startswith("{") and len(lines) > 1:
            return [_line(number, line) for number, line in enumerate(lines, 1) if line.strip()]
        raise _not_json(error) from error
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict):
        return [whole]
    raise Unreadable("no_list")


def _line(number: int, line: str) -> Any:
    try:
        return _json(line)
    except json.JSONDecodeError as error:
        raise Unreadable("not_json", line=str(number), column=str(error.colno)) from error


def _json(text: str) -> Any:
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_noticing_repeats
        )
    except json.JSONDecodeError:
        raise
    except ValueError as error:  # a whole number of thousands of digits
        raise Unreadable("long_number") from error


def _not_json(error: json.JSONDecodeError) -> Unreadable:
    return Unreadable("not_json", line=str(error.lineno), column=str(error.colno))


def _no_number(word: str) -> None:
    raise Unreadable("no_number", word=word)


def _noticing_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    twice = Twice(found)
    for key, _value in pairs:
        if key in seen:
            twice.key = key
            break
        seen.add(key)
    return twice
