"""Labels on lines: each where it covers neither a box nor another label, as near as can be to where it stands best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commission.drawing.layout import Place, Point
from commission.drawing.text import width

PAD, LINE = 4, 15
_TRIED = (0.0, -0.08, 0.08, -0.15, 0.15, -0.22, 0.22, 0.3, -0.3, 0.4, -0.4, 0.48, -0.48)


@dataclass(frozen=True)
class Label:
    """Rows of words at a size of type."""

    rows: tuple[str, ...]
    size: int

    @property
    def wide(self) -> float:
        return max(width(row, self.size) for row in self.rows) + 2 * PAD + 2

    @property
    def high(self) -> float:
        return len(self.rows) * LINE + 2 * PAD - 2


class Board:
    """What is taken already."""

    def __init__(self, boxes: Iterable[Place], *, sideways: bool) -> None:
        self._taken = list(boxes)
        self._sideways = sideways

    def place(self, label: Label, path: Sequence[Point], best: float) -> Place:
        """The free place nearest to `best` along the path; where all is taken, the one that covers least."""
        found: Place | None = None
        least = 0.0
        for step in _TRIED:
            share = best + step
            if not 0.04 <= share <= 0.96:
                continue
            middle = _along(path, share, self._sideways)
            here = Place(middle.x - label.wide / 2, middle.y - label.high / 2, label.wide, label.high, 0)
            covered = sum(_overlap(here, other) for other in self._taken)
            if found is None or covered < least:
                found, least = here, covered
            if not covered:
                break
        assert found is not None
        self._taken.append(found)
        return found


def _along(path: Sequence[Point], share: float, sideways: bool) -> Point:
    """The point at this share of the way, on the curves as they are drawn: even along the layers' way, S across."""
    parts = len(path) - 1
    part = min(int(share * parts), parts - 1)
    t = share * parts - part
    a, b = path[part], path[part + 1]
    even, bent = 1.5 * t * (1 - t) + t**3, t * t * (3 - 2 * t)
    x, y = (even, bent) if sideways else (bent, even)
    return Point(a.x + (b.x - a.x) * x, a.y + (b.y - a.y) * y)


def _overlap(one: Place, other: Place) -> float:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return wide * high if wide > 0 and high > 0 else 0.0
