"""Two texts of one decree must agree in their numbers and dates before it is issued."""

import re
from collections import Counter

_NUMBER = re.compile(r"\d+(?:[.,/\-]\d+)*")


def numbers(text: str) -> Counter[str]:
    """Every number and date of `text` with how often it stands there; a decimal comma equals a point."""
    return Counter(found.replace(",", ".") for found in _NUMBER.findall(text))


def differences(first: str, second: str) -> list[str]:
    """Numbers that one text has and the other has not, or not as often; empty when the texts agree."""
    a, b = numbers(first), numbers(second)
    return sorted(((a - b) + (b - a)).keys())
