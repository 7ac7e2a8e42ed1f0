"""Which characters our fonts hold, and what becomes of the others: a missing glyph would stop a PDF/A."""

from bisect import bisect_right
from typing import Any

# First and last code point of each run, as in fonts/ (see VENDORED.md).
_RUNS = (
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x0259, 0x0259), (0x02BB, 0x02BC), (0x02C6, 0x02C7), (0x02D8, 0x02DD),
    (0x0300, 0x0304), (0x0306, 0x030C), (0x0327, 0x0328), (0x0370, 0x0377), (0x037A, 0x037F), (0x0384, 0x038A),
    (0x038C, 0x038C), (0x038E, 0x03A1), (0x03A3, 0x03E1), (0x03F0, 0x052F), (0x1E00, 0x1EFF), (0x2009, 0x2009),
    (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x20B4, 0x20B4), (0x20B8, 0x20B8), (0x20BD, 0x20BD),
    (0x2116, 0x2116), (0x2122, 0x2122), (0xFFFD, 0xFFFD),
)  # fmt: skip
_STARTS = [first for first, _last in _RUNS]
_LIKENESSES = str.maketrans(
    {"−": "–", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "≈": "~", "\t": " ", "\r": ""}
)


def is_covered(char: str) -> bool:
    """Whether our fonts have `char`, or it needs no glyph (a line feed)."""
    run = bisect_right(_STARTS, ord(char)) - 1
    return char == "\n" or (run >= 0 and ord(char) <= _RUNS[run][1])


def printable(value: Any) -> Any:
    """`value` (JSON-like) with every character that has no glyph written as its code point."""
    if isinstance(value, str):
        text = value.translate(_LIKENESSES)
        return "".join(char if is_covered(char) else f"[U+{ord(char):04X}]" for char in text)
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value
