"""Where the boxes stand: layers by the Sugiyama method, holders before what they hold, cycles turned for the eye only.

Deterministic: the same boxes and edges in the same order give the same plan.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fast_sugiyama import from_edges

SPACING = 10
MARGIN = 12
BEND = 18.0
"""Room that a line passing between boxes takes."""

Edge = tuple[str, str]
Extent = Callable[[str], float]
"""How much of its layer a box takes."""


class Point(NamedTuple):
    x: float
    y: float


class Size(NamedTuple):
    width: float
    height: float


class Place(NamedTuple):
    """A box: its upper left corner, its size, its layer (0 is the last)."""

    x: float
    y: float
    width: float
    height: float
    layer: int

    @property
    def centre(self) -> Point:
        return Point(self.x + self.width / 2, self.y + self.height / 2)


@dataclass(frozen=True)
class Plan:
    """`routes`: points through which a long edge passes. `sideways`: layers go from left to right."""

    places: Mapping[str, Place]
    routes: Mapping[Edge, tuple[Point, ...]]
    width: float
    height: float
    sideways: bool


@dataclass(frozen=True)
class Gaps:
    """Between neighbours in a layer, and between layers (downwards, sideways)."""

    beside: float = 20
    down: float = 76
    sideways: float = 150


@dataclass(frozen=True)
class _Layers:
    """Order in each layer, the last layer first; wanted positions; bends of the long edges."""

    layers: tuple[tuple[str, ...], ...]
    wanted: Mapping[str, float]
    bends: Mapping[Edge, tuple[str, ...]]
    beside: Mapping[str, tuple[str, ...]]


def plan(sizes: Mapping[str, Size], edges: Sequence[Edge], *, room: float, gaps: Gaps = Gaps()) -> Plan:
    """Downwards where that fits the room; else whichever way is narrower. An edge goes from above to below."""
    layers = _layered(tuple(sizes), edges)
    down = _placed(layers, sizes, gaps, sideways=False)
    if down.width <= room:
        return down
    across = _placed(layers, sizes, gaps, sideways=True)
    return across if across.width < down.width else down


def _layered(names: tuple[str, ...], edges: Sequence[Edge]) -> _Layers:
    number = {name: i for i, name in enumerate(names)}
    straight = _acyclic(names, edges)
    # Numbers, and never an edge from a box to itself: the library orders anything else by chance, or gives up.
    found = from_edges(
        [(number[a], number[b]) for a, b in straight],
        minimum_length=1,
        vertex_spacing=SPACING,
        dummy_vertices=True,
        dummy_size=0.4,
        ranking_type="minimize",
        crossing_minimization="barycenter",
        transpose=True,
    )
    wanted: dict[str, float] = {}
    rows: dict[int, list[str]] = defaultdict(list)
    steps: dict[str, list[str]] = defaultdict(list)
    offset = 0.0
    for part, (positions, _width, _height, links) in enumerate(found):

        def name_of(id: int | str, part: int = part) -> str:
            return names[int(id)] if int(id) < len(names) else f"\0{part}:{id}"

        for id, (x, y) in sorted(positions, key=lambda one: (one[1][0], one[0])):
            wanted[name_of(id)] = offset + x / SPACING
            rows[round(y / SPACING)].append(name_of(id))
        offset = max(wanted[name_of(id)] for id, _ in positions) + 1
        for a, b in links or ():
            steps[name_of(a)].append(name_of(b))
    for name in names:
        if name not in wanted:
            wanted[name] = offset
            rows[0].append(name)
            offset += 1
    beside: dict[str, list[str]] = defaultdict(list)
    for a, reached in steps.items():
        for b in reached:
            beside[a].append(b)
            beside[b].append(a)
    return _Layers(
        layers=tuple(tuple(rows[layer]) for layer in range(max(rows, default=-1) + 1)),
        wanted=wanted,
        bends=_bends(straight, edges, steps),
        beside={name: tuple(sorted(near)) for name, near in beside.items()},
    )


def _acyclic(names: Iterable[str], edges: Sequence[Edge]) -> list[Edge]:
    """Each pair once, edges that close a circle turned round. Walked from the boxes below upwards."""
    above: dict[str, list[str]] = defaultdict(list)
    for a, b in edges:
        if a != b:
            above[b].append(a)
    holders = {a for a, b in edges if a != b}
    order = [name for name in names if name not in holders] + [name for name in names if name in holders]
    done: set[str] = set()
    kept: dict[Edge, None] = {}
    for start in order:
        if start in done:
            continue
        path, waiting = {start: None}, [(start, iter(above[start]))]
        while waiting:
            name, left = waiting[-1]
            upper = next(left, None)
            if upper is None:
                waiting.pop()
                del path[name]
                done.add(name)
            elif upper in path:
                if (upper, name) not in kept and (name, upper) not in kept:
                    kept[name, upper] = None
            else:
                if (name, upper) not in kept:
                    kept[upper, name] = None
                if upper not in done:
                    path[upper] = None
                    waiting.append((upper, iter(above[upper])))
    return list(kept)


def _bends(
    straight: Sequence[Edge], edges: Sequence[Edge], steps: Mapping[str, Sequence[str]]
) -> dict[Edge, tuple[str, ...]]:
    """The turning points of every edge that jumps a layer, in its own direction."""
    found: dict[Edge, tuple[str, ...]] = {}
    for start, reached in steps.items():
        if start.startswith("\0"):
            continue
        for name in reached:
            through, here = [], name
            while here.startswith("\0"):
                through.append(here)
                here = steps[here][0]
            if through:
                found[start, here] = tuple(through)
    turned = {(b, a): bends[::-1] for (a, b), bends in found.items()}
    known = {**turned, **found}
    return {edge: known[edge] for edge in edges if edge in known}


def _placed(given: _Layers, sizes: Mapping[str, Size], gaps: Gaps, *, sideways: bool) -> Plan:
    def extent(name: str) -> float:
        if name not in sizes:
            return BEND
        return sizes[name].height if sideways else sizes[name].width

    across = _aligned(given, extent, gaps.beside)
    left = min((across[name] - extent(name) / 2 for name in across), default=0.0)
    depth, between = float(MARGIN), gaps.sideways if sideways else gaps.down
    middle: dict[str, float] = {}
    for row in reversed(given.layers):
        thick = max((sizes[n].width if sideways else sizes[n].height for n in row if n in sizes), default=0.0)
        middle |= dict.fromkeys(row, depth + thick / 2)
        depth += thick + between
    depth += MARGIN - between if given.layers else MARGIN
    layer_of = {name: layer for layer, row in enumerate(given.layers) for name in row}

    def point(name: str) -> Point:
        a, m = across[name] - left + MARGIN, middle[name]
        return Point(m, a) if sideways else Point(a, m)

    places = {
        name: Place(
            point(name).x - size.width / 2, point(name).y - size.height / 2, *size, layer=layer_of[name]
        )
        for name, size in sizes.items()
    }
    breadth = max((across[name] - left + extent(name) / 2 for name in across), default=0.0) + 2 * MARGIN
    routes = {edge: tuple(point(bend) for bend in bends) for edge, bends in given.bends.items()}
    wide, high = (depth, breadth) if sideways else (breadth, depth)
    return Plan(places, routes, wide, high, sideways)


def _aligned(given: _Layers, extent: Extent, gap: float) -> dict[str, float]:
    """Middles in each layer: in order, apart by the gap, as near as can be to the boxes they are joined with."""
    typical = max((extent(name) for row in given.layers for name in row), default=0.0) + gap
    at = {name: place * typical for name, place in given.wanted.items()}
    for row in given.layers:
        at |= _apart(row, at, extent, gap)
    for _round in range(4):
        for row in (*given.layers, *reversed(given.layers)):
            wanted = {
                name: sum(at[other] for other in given.beside[name]) / len(given.beside[name])
                if given.beside.get(name)
                else at[name]
                for name in row
            }
            at |= _apart(row, wanted, extent, gap)
    return at


def _apart(row: Sequence[str], wanted: Mapping[str, float], extent: Extent, gap: float) -> dict[str, float]:
    """The places nearest to the wanted ones (least squares) that keep order and distance: pool and shift."""
    shift, reach = [], 0.0
    for i, name in enumerate(row):
        if i:
            reach += (extent(row[i - 1]) + extent(name)) / 2 + gap
        shift.append(reach)
    pools: list[tuple[float, int]] = []
    for name, moved in zip(row, shift, strict=True):
        mean, count = wanted[name] - moved, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    level = [mean for mean, count in pools for _ in range(count)]
    return {name: base + moved for name, base, moved in zip(row, level, shift, strict=True)}
