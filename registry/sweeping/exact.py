"""The case engine, for companies of the whole registry that floats cannot settle."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from registry.networks import above, neighbourhood
from registry.ownership.bounds import hit
from registry.ownership.control import Rule, controls, ultimate_controllers
from registry.ownership.measures import control_of, foreigners
from registry.ownership.terms import Range, RefusedData

MOST_COMPANIES = 300
"""With more companies above it, a company takes the exact engine longer than a sweep can wait."""
MOST_PARTIES = 3000
"""The same in parties: counted before their rows are loaded."""
_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Exact:
    """One company's values as the case engine has them. `bloc`, `widest`: foreign or controlled by foreigners."""

    m: Range
    k: Range
    bloc: bool
    widest: bool
    controller: int | None


def computed(companies: Collection[int], *, as_of: date) -> Iterator[tuple[int, Exact | None]]:
    """Each company with its exact values, or None where it is too large or its data cannot be true."""
    for batch in _batches(sorted(companies)):
        yield from _batch(batch, as_of)


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), _AT_ONCE):
        yield ids[first : first + _AT_ONCE]


def _batch(ids: list[int], as_of: date) -> Iterator[tuple[int, Exact | None]]:
    """All at once where their surroundings are small together, else without those whose own are too large."""
    if not _few_above(ids, as_of):
        small = [id for id in ids if len(ids) > 1 and _few_above([id], as_of)]
        yield from ((id, None) for id in ids if id not in small)
        middle = len(small) // 2 if len(small) == len(ids) else len(small)
        for part in filter(None, (small[:middle], small[middle:])):
            yield from _batch(part, as_of)
        return
    around = neighbourhood(ids, as_of=as_of)
    keys = {row.pk: row.key for row in around.rows.values()}
    numbers = {key: pk for pk, key in keys.items()}
    try:
        view = around.network.on(as_of)
    except RefusedData:
        yield from _apart(ids, as_of)
        return
    if len(view.registers) > MOST_COMPANIES:
        yield from _apart(ids, as_of)
        return
    set_ = foreigners().bloc(view)
    sure, maybe = control_of(view, set_)
    wanted = [id for id in ids if keys.get(id) in view.registers]
    tops = ultimate_controllers(view, [keys[id] for id in wanted])
    for id in wanted:
        key = keys[id]
        register, top = view.registers[key], tops[key].controller
        yield (
            id,
            Exact(
                m=hit(view, key, set_.certain, set_.possible)[0],
                k=Range(register.votes_of(sure.members).low, register.votes_of(maybe.members).high),
                bloc=key in sure.members,
                widest=key in maybe.members or controls(view, maybe.members, key, Rule(possible=True)),
                controller=numbers[top] if top is not None else None,
            ),
        )


def _few_above(ids: list[int], as_of: date) -> bool:
    return len(above(ids, as_of=as_of, most=MOST_PARTIES)) <= MOST_PARTIES


def _apart(ids: list[int], as_of: date) -> Iterator[tuple[int, Exact | None]]:
    if len(ids) == 1:
        yield ids[0], None
        return
    for id in ids:
        yield from _batch([id], as_of)
