"""IIN and BIN: the twelve-digit identifiers of people and entities of Kazakhstan."""

_FIRST = range(1, 12)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def control_digit(digits: str) -> int | None:
    """The twelfth digit that the first eleven of `digits` call for, or None where no such number exists."""
    for weights in (_FIRST, _SECOND):
        remainder = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if remainder < 10:
            return remainder
    return None


def is_identifier(text: str) -> bool:
    """Whether `text` is twelve ASCII digits with a right control digit."""
    return len(text) == 12 and text.isascii() and text.isdigit() and control_digit(text) == int(text[11])
