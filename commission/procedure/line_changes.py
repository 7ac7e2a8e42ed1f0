"""What was changed in a text of two languages whose lines stand in pairs: the same lines in both."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Change:
    """Lines `old` (empty: added) became `new` (empty: removed); `after` is the line before, empty at the top.

    `line` is the number of the first line concerned, counted from one in the text before.
    """

    line: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    after: str = ""


class Uneven(Exception):
    """One language was changed where the other was not; `line` as in `Change`."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def lines_of(text: str) -> list[str]:
    """Lines that say something; breaks and spaces do not count."""
    return [line for line in (" ".join(piece.split()) for piece in text.splitlines()) if line]


def changes(before: str, after: str) -> list[Change]:
    """What differs, in the order of the text."""
    old, new = lines_of(before), lines_of(after)
    found = []
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            previous = old[start - 1] if start else ""
            found.append(Change(start + 1, tuple(old[start:end]), tuple(new[first:last]), previous))
    return found


def in_pairs(first: list[Change], second: list[Change]) -> list[tuple[Change, Change]]:
    """The changes of both languages one beside the other. Uneven where they are not of the same lines."""
    shape, other = ([(one.line, len(one.old), len(one.new)) for one in each] for each in (first, second))
    if shape != other:
        raise Uneven(min(set(shape) ^ set(other))[0])
    return list(zip(first, second, strict=True))
