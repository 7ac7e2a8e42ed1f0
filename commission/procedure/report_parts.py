"""The parts of an officer's report in their order, and how its statements become the text that is read and printed."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

PARTS = ("subject", "findings", "opinions", "questions", "documents", "assessment")


class Said(Protocol):
    """A statement: its part, and its words."""

    @property
    def part(self) -> str: ...

    @property
    def text(self) -> str: ...


_Statement = TypeVar("_Statement", bound=Said)


def ordered(statements: Iterable[_Statement]) -> list[_Statement]:
    """Part by part, in the order given inside each."""
    return sorted(statements, key=lambda one: PARTS.index(one.part))


def as_text(statements: Iterable[Said], titles: Mapping[str, str]) -> str:
    """The whole report as text: a title for each part that says something, a line for each statement."""
    parts: dict[str, list[str]] = {}
    for one in ordered(statements):
        parts.setdefault(one.part, []).append(f"- {one.text}")
    return "\n\n".join("\n".join([titles[part].upper(), *lines]) for part, lines in parts.items()) + "\n"
