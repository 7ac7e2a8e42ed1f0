"""A chart of boxes and lines as SVG text: shapes, classes and presentation attributes only, no style, no script."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import pairwise

from commission.drawing.labels import Board, Label
from commission.drawing.layout import Gaps, Place, Plan, Point, Size, plan
from commission.drawing.text import width, wrap

BOX_WIDTH, PAD = 204, 10
NAME_SIZE, SMALL_SIZE, LEADING = 13, 12, 17
LABEL_ROOM = 150
ARROW = 8


class Shape(StrEnum):
    """What a box stands for; told apart by outline and by the word in its caption."""

    PERSON = "person"
    COMPANY = "company"
    STATE = "state"
    TRUST = "trust"
    OBJECT = "object"
    UNKNOWN = "unknown"
    OTHERS = "others"


class Stroke(StrEnum):
    """How a line is drawn. `TIE`: a relation that is not a stake."""

    PLAIN = "plain"
    NEW = "new"
    GONE = "gone"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Box:
    """Words of one box: caption (what it is, where), name, remarks. `hatched`: something about it is not known."""

    id: str
    shape: Shape
    caption: tuple[str, ...]
    name: str
    remarks: tuple[str, ...] = ()
    hatched: bool = False
    marked: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """From a holder to what it holds. `strong`: it carries the deciding chain. `hatched`: its size is not known.

    `mutual`: it has no direction.
    """

    above: str
    below: str
    label: str
    stroke: Stroke = Stroke.PLAIN
    strong: bool = False
    hatched: bool = False
    mutual: bool = False


@dataclass(frozen=True)
class Chart:
    """All that is drawn, with the words for those who do not see it."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """SVG text and its size."""

    text: str
    width: int
    height: int


def svg(chart: Chart, *, id: str, room: float) -> Drawing:
    """The drawing, no wider than the room where that can be. `id` begins every id in it."""
    texts = {box.id: _Text.of(box) for box in chart.boxes}
    labels = [wrap(line.label, SMALL_SIZE, LABEL_ROOM) for line in chart.lines]
    widest = max((width(row, SMALL_SIZE) for label in labels for row in label), default=0)
    made = plan(
        {box.id: Size(BOX_WIDTH, texts[box.id].height) for box in chart.boxes},
        [(line.above, line.below) for line in chart.lines],
        room=room,
        gaps=Gaps(down=58.0 + 15 * max(map(len, labels), default=1), sideways=max(90.0, widest + 52)),
    )
    ports = _Ports(made, chart.lines)
    board = Board(made.places.values(), sideways=made.sideways)
    drawn, written = [], []
    for i in _weak_first(chart.lines):
        line, path = chart.lines[i], ports.path(i)
        drawn.append(_line(line, path, made))
        if labels[i]:
            label = board.place(Label(labels[i], SMALL_SIZE), path, ports.crowded(i))
            written.append(_label(line, labels[i], label))
    boxes = [_box(box, texts[box.id], made.places[box.id]) for box in chart.boxes]
    wide, high = round(made.width), round(made.height)
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="app-net" role="img" width="{wide}" height="{high}" '
        f'viewBox="0 0 {wide} {high}" aria-labelledby="{id}-title {id}-desc">'
        f'<title id="{id}-title">{escape(chart.title)}</title><desc id="{id}-desc">{escape(chart.description)}</desc>'
        f"{''.join(drawn)}{''.join(boxes)}{''.join(written)}</svg>"
    )
    return Drawing(text, wide, high)


def _weak_first(lines: Sequence[Line]) -> list[int]:
    """Strong lines are drawn last, over the others."""
    return sorted(range(len(lines)), key=lambda i: (lines[i].strong, lines[i].stroke is not Stroke.TIE))


# --- boxes ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Text:
    """A box's words broken into lines: (class, size, bold, words)."""

    rows: tuple[tuple[str, int, bool, str], ...]

    @property
    def height(self) -> float:
        return len(self.rows) * LEADING + 2 * PAD

    @staticmethod
    def of(box: Box) -> "_Text":
        room = BOX_WIDTH - 2 * PAD - (16 if box.hatched or box.shape is Shape.STATE else 8)
        whole = " · ".join(box.caption)
        caption = (whole,) if width(whole, SMALL_SIZE) <= room else box.caption
        rows = [
            ("app-net__caption", SMALL_SIZE, False, row)
            for part in caption
            for row in wrap(part, SMALL_SIZE, room)
        ]
        rows += [("app-net__name", NAME_SIZE, True, row) for row in wrap(box.name, NAME_SIZE, room)]
        for remark in box.remarks:
            rows += [("app-net__remark", SMALL_SIZE, False, row) for row in wrap(remark, SMALL_SIZE, room)]
        return _Text(tuple(rows))


def _box(box: Box, text: _Text, place: Place) -> str:
    parts = [_frame(box, place)]
    x, y = place.centre.x, place.y + PAD + 12.5
    for style, size, bold, words in text.rows:
        weight = ' font-weight="700"' if bold else ""
        parts.append(
            f'<text class="{style}" x="{_n(x)}" y="{_n(y)}" font-size="{size}"{weight} text-anchor="middle">'
            f"{escape(words)}</text>"
        )
        y += LEADING
    style = _classes("app-net__box", box.shape, strong=box.strong, marked=box.marked)
    return f'<g class="{style}">{"".join(parts)}</g>'


def _frame(box: Box, place: Place) -> str:
    """A person is round, a state has a double frame, a trust cut corners, an object a heavy foot."""
    x, y, wide, high, _layer = place
    radius = {Shape.PERSON: min(high / 2, 22), Shape.COMPANY: 3}.get(box.shape, 0)
    shapes = []
    if box.hatched:
        shapes.append(_rect(x, y, wide, high, radius, "app-net__hatch", ' fill="url(#app-hatch)"'))
        shapes.append(_rect(x + 6, y + 6, wide - 12, high - 12, max(radius - 6, 0), "app-net__paper"))
    elif box.shape is Shape.TRUST:
        cut, long, tall = 12, _n(wide - 24), _n(high - 24)
        corners = f"h{long}l{cut} {cut}v{tall}l-{cut} {cut}h-{long}l-{cut} -{cut}v-{tall}z"
        shapes.append(f'<path class="app-net__frame" d="M{_n(x + cut)} {_n(y)}{corners}"/>')
    else:
        shapes.append(_rect(x, y, wide, high, radius, "app-net__frame"))
    if box.shape is Shape.STATE:
        shapes.append(_rect(x + 4, y + 4, wide - 8, high - 8, 0, "app-net__inner"))
    if box.shape is Shape.OBJECT:
        shapes.append(_rect(x, y + high - 5, wide, 5, 0, "app-net__foot"))
    if box.marked:
        shapes.append(_rect(x, y, 6, high, 0, "app-net__mark"))
    return "".join(shapes)


def _rect(x: float, y: float, wide: float, high: float, radius: float, style: str, more: str = "") -> str:
    round_ = f' rx="{_n(radius)}"' if radius else ""
    return f'<rect class="{style}" x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}"{round_}{more}/>'


# --- lines ---------------------------------------------------------------------------------------------------------


class _Ports:
    """Where each line leaves its holder and reaches what is held: spread along the side, as the far ends are."""

    def __init__(self, made: Plan, lines: Sequence[Line]) -> None:
        self.plan, self.lines = made, lines
        ends: dict[tuple[str, bool], list[tuple[float, int]]] = defaultdict(list)
        for i, line in enumerate(lines):
            down = self._falls(line)
            ends[line.above, down].append((self._far(line, line.below, first=True), i))
            ends[line.below, not down].append((self._far(line, line.above, first=False), i))
        self._offsets: dict[tuple[int, str], float] = {}
        for (name, _side), found in ends.items():
            for rank, (_far, i) in enumerate(sorted(found)):
                self._offsets[i, name] = (rank + 0.5) / len(found) - 0.5
        self._degree = {key: len(found) for key, found in ends.items()}

    def crowded(self, i: int) -> float:
        """Where the label stands best, from 0 at the holder to 1: away from the end at which many lines meet."""
        line = self.lines[i]
        down = self._falls(line)
        out, into = self._degree[line.above, down], self._degree[line.below, not down]
        if out == into:
            return 0.5
        near = 0.15 if self.plan.sideways else 0.3
        return near if out < into else 1 - near

    def path(self, i: int) -> tuple[Point, ...]:
        line = self.lines[i]
        down = self._falls(line)
        return (
            self._port(line.above, self._offsets[i, line.above], down),
            *self.plan.routes.get((line.above, line.below), ()),
            self._port(line.below, self._offsets[i, line.below], not down),
        )

    def _falls(self, line: Line) -> bool:
        places = self.plan.places
        return places[line.above].layer > places[line.below].layer

    def _across(self, point: Point) -> float:
        return point.y if self.plan.sideways else point.x

    def _far(self, line: Line, name: str, *, first: bool) -> float:
        bends: Iterable[Point] = self.plan.routes.get((line.above, line.below), ())
        through = list(bends)
        if through:
            return self._across(through[0] if first else through[-1])
        return self._across(self.plan.places[name].centre)

    def _port(self, name: str, offset: float, low_side: bool) -> Point:
        """`low_side`: the side that faces the layers below."""
        place = self.plan.places[name]
        if self.plan.sideways:
            x = place.x + place.width if low_side else place.x
            return Point(x, place.centre.y + offset * place.height * 0.8)
        y = place.y + place.height if low_side else place.y
        return Point(place.centre.x + offset * place.width * 0.8, y)


def _line(line: Line, path: Sequence[Point], made: Plan) -> str:
    *before, last = path
    start = before[-1]
    sign = 1 if (last.x > start.x if made.sideways else last.y > start.y) else -1
    if made.sideways:
        tip, foot = last, Point(last.x - sign * ARROW, last.y)
        head = f"M{_p(tip)}L{_p(Point(foot.x, foot.y - 4.5))}L{_p(Point(foot.x, foot.y + 4.5))}z"
    else:
        tip, foot = last, Point(last.x, last.y - sign * ARROW)
        head = f"M{_p(tip)}L{_p(Point(foot.x - 4.5, foot.y))}L{_p(Point(foot.x + 4.5, foot.y))}z"
    curve = _curve([*before, tip if line.mutual else foot], made.sideways)
    style = _classes("app-net__line", line.stroke, strong=line.strong)
    hatch = f'<path class="app-net__range" d="{curve}" stroke="url(#app-hatch)"/>' if line.hatched else ""
    arrow = "" if line.mutual else f'<path class="app-net__head" d="{head}"/>'
    return f'{hatch}<g class="{style}"><path d="{curve}"/>{arrow}</g>'


def _curve(points: Sequence[Point], sideways: bool) -> str:
    parts = [f"M{_p(points[0])}"]
    for a, b in pairwise(points):
        one, two = bent(a, b, sideways)
        parts.append(f"C{_p(one)} {_p(two)} {_p(b)}")
    return "".join(parts)


def bent(a: Point, b: Point, sideways: bool) -> tuple[Point, Point]:
    """Control points of the curve from a to b: it leaves and arrives along the layers' way."""
    if sideways:
        middle = (a.x + b.x) / 2
        return Point(middle, a.y), Point(middle, b.y)
    middle = (a.y + b.y) / 2
    return Point(a.x, middle), Point(b.x, middle)


def _label(line: Line, rows: Sequence[str], at: Place) -> str:
    style = _classes("app-net__label", line.stroke, strong=line.strong)
    hatch = ' fill="url(#app-hatch)"' if line.hatched else ""
    parts = [
        _rect(
            at.x, at.y, at.width, at.height, 3, "app-net__hatch" if line.hatched else "app-net__paper", hatch
        )
    ]
    if line.hatched:
        parts.append(_rect(at.x + 3, at.y + 3, at.width - 6, at.height - 6, 2, "app-net__paper"))
    y = at.y + (at.height - len(rows) * 15) / 2 + 11.5
    weight = ' font-weight="700"' if line.strong else ""
    for row in rows:
        parts.append(
            f'<text x="{_n(at.centre.x)}" y="{_n(y)}" font-size="{SMALL_SIZE}"{weight} text-anchor="middle">'
            f"{escape(row)}</text>"
        )
        y += 15
    return f'<g class="{style}">{"".join(parts)}</g>'


def _classes(base: str, kind: str, **looks: bool) -> str:
    return " ".join([base, f"{base}--{kind}", *(f"{base}--{name}" for name, on in looks.items() if on)])


def _p(point: Point) -> str:
    return f"{_n(point.x)} {_n(point.y)}"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
