"""Exact linear algebra on small cyclic blocks: strongly connected components and sparse elimination."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from registry.ownership.terms import ONE, ZERO


def components(start: str, successors: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """Strongly connected components reachable from `start`, each after all those it leads to.

    Tarjan, "Depth-first search and linear graph algorithms" (1972), with an explicit stack: chains of owners
    may be longer than Python's recursion allows.
    """
    order: dict[str, int] = {start: 0}
    lowest = {start: 0}
    open_nodes, waiting, found = [start], {start}, []
    path = [(start, iter(tuple(successors(start))))]
    while path:
        node, following = path[-1]
        nxt = next((n for n in following if n not in order or n in waiting), None)
        if nxt is None:
            path.pop()
            if path:
                lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
            if lowest[node] == order[node]:
                found.append(_cut(open_nodes, waiting, node))
        elif nxt in order:
            lowest[node] = min(lowest[node], order[nxt])
        else:
            order[nxt] = lowest[nxt] = len(order)
            open_nodes.append(nxt)
            waiting.add(nxt)
            path.append((nxt, iter(tuple(successors(nxt)))))
    return found


def _cut(open_nodes: list[str], waiting: set[str], root: str) -> list[str]:
    place = open_nodes.index(root)
    block = open_nodes[place:]
    del open_nodes[place:]
    waiting.difference_update(block)
    return block


def solve(
    rows: Mapping[str, Mapping[str, Fraction]], constants: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """The x with x_j = constants_j + sum_i rows_j[i] * x_i, exactly. The system must not be singular.

    Substitution one unknown at a time, the least entangled first, so that sparse blocks stay sparse.
    """
    left = {j: {i: w for i, w in row.items() if w} for j, row in rows.items()}
    known = dict(constants)
    users: dict[str, set[str]] = {j: set() for j in left}
    for j, row in left.items():
        for i in row:
            users[i].add(j)
    done: list[tuple[str, dict[str, Fraction]]] = []
    while left:
        pivot = min(left, key=lambda j: (len(left[j]) * len(users[j]), j))
        row = left.pop(pivot)
        _scale(row, known, pivot)
        _substitute(pivot, row, left, known, users)
        done.append((pivot, row))
    for pivot, row in reversed(done):
        known[pivot] += sum((w * known[i] for i, w in row.items()), ZERO)
    return known


def _scale(row: dict[str, Fraction], known: dict[str, Fraction], pivot: str) -> None:
    """x = c + w*x + ... becomes x = (c + ...) / (1 - w)."""
    factor = ONE - row.pop(pivot, ZERO)
    if factor != 1:
        known[pivot] /= factor
        for i in row:
            row[i] /= factor


def _substitute(
    pivot: str,
    row: Mapping[str, Fraction],
    left: dict[str, dict[str, Fraction]],
    known: dict[str, Fraction],
    users: dict[str, set[str]],
) -> None:
    for i in row:
        users[i].discard(pivot)
    for j in users.pop(pivot) & left.keys():
        weight = left[j].pop(pivot)
        known[j] += weight * known[pivot]
        for i, w in row.items():
            left[j][i] = left[j].get(i, ZERO) + weight * w
            users[i].add(j)
