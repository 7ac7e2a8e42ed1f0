"""Small random share registers, as arrays and as a network of the same six-decimal fractions."""

import random
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from registry.ownership.network import Holding, Kind, Link, LinkType, Network, Party, Range
from registry.ownership.sweep import Arrays

MILLION = 1_000_000
PERSON, COMPANY, FOREIGN_PERSON, FOREIGN_COMPANY, DUAL, NOWHERE = range(6)


@dataclass
class Written:
    """A register being written down; shares in millionths."""

    kinds: list[int]
    rows: dict[tuple[int, int], int] = field(default_factory=dict)
    links: list[tuple[int, int, LinkType]] = field(default_factory=list)

    def arrays(self) -> Arrays:
        kinds = np.array(self.kinds)
        pairs = np.array(list(self.rows), dtype=np.int32).reshape(-1, 2)
        given = [
            np.array([(a, b) for a, b, type in self.links if type is wanted], dtype=np.int32).reshape(-1, 2)
            for wanted in (LinkType.BINDING_INSTRUCTIONS, LinkType.SOLE_EXECUTIVE)
        ]
        return Arrays(
            src=pairs[:, 0],
            dst=pairs[:, 1],
            w=np.array(list(self.rows.values())) / MILLION,
            company=np.isin(kinds, (COMPANY, FOREIGN_COMPANY, NOWHERE)),
            foreign=np.isin(kinds, (FOREIGN_PERSON, FOREIGN_COMPANY)),
            maybe=np.isin(kinds, (DUAL, NOWHERE)) if {DUAL, NOWHERE} & set(self.kinds) else None,
            links=[(link[:, 0], link[:, 1]) for link in given] if self.links else (),
        )

    def network(self) -> Network:
        return Network(
            [_party(name(i), kind) for i, kind in enumerate(self.kinds)],
            [
                Holding(name(i), name(j), votes=Range.point(Fraction(w, MILLION)))
                for (i, j), w in self.rows.items()
            ],
            [Link(type, name(a), name(b)) for a, b, type in self.links],
        )


def name(node: int) -> str:
    """Names sort as the numbers do."""
    return f"{node:06d}"


def _party(id: str, kind: int) -> Party:
    if kind in (PERSON, FOREIGN_PERSON):
        return Party(id, Kind.NATURAL, "KZ" if kind == PERSON else "CN")
    if kind == DUAL:
        return Party(id, Kind.NATURAL, "KZ", ("KZ", "CN"))
    if kind == FOREIGN_COMPANY:
        return Party(id, Kind.FOREIGN_COMPANY, "CN")
    return Party(id, Kind.COMPANY, "KZ" if kind == COMPANY else None)


def random_register(seed: int) -> Written:
    """Own shares, rings, closed loops, undeclared rests, halves, joint majorities; sometimes links and doubts."""
    rng = random.Random(seed)
    doubtful, linked = rng.random() < 0.3, rng.random() < 0.3
    kinds = rng.choices(
        range(6), weights=(3, rng.choice((4, 12)), 2, 1, 1.5 * doubtful, 0.5 * doubtful), k=rng.randint(3, 14)
    )
    if COMPANY not in kinds:
        kinds[rng.randrange(len(kinds))] = COMPANY
    written = Written(kinds)
    companies = [i for i, kind in enumerate(kinds) if kind in (COMPANY, FOREIGN_COMPANY, NOWHERE)]
    cyclic = rng.random() < 0.7
    for company in companies:
        pool = [i for i in range(len(kinds)) if i not in companies or cyclic or i < company]
        holders = rng.sample(pool, min(len(pool), rng.choice((0, 1, 1, 2, 2, 3, 4))))
        if companies and rng.random() < 0.4:
            holders = [h for h in holders if h in companies] or holders
        written.rows |= {(h, company): w for h, w in zip(holders, _shares(rng, len(holders)), strict=True)}
    if linked:
        for _ in range(rng.randint(1, 3)):
            actor, company = rng.randrange(len(kinds)), rng.choice(companies)
            if actor != company:
                written.links.append(
                    (actor, company, rng.choice((LinkType.BINDING_INSTRUCTIONS, LinkType.SOLE_EXECUTIVE)))
                )
    return written


def _shares(rng: random.Random, count: int) -> list[int]:
    """Positive millionths that add up to the whole, or to less; often round, often exactly half."""
    if not count:
        return []
    step = rng.choice((1, 1000, 100_000, 250_000))
    whole = MILLION if rng.random() < 0.6 else rng.randrange(count * step, MILLION + 1, step)
    if rng.random() < 0.2 and count > 1:
        return [MILLION // 2, *(MILLION // 2 // (count - 1) for _ in range(count - 1))]
    units = whole // step
    cuts = sorted(rng.sample(range(1, units), count - 1)) if units > count else []
    if len(cuts) != count - 1:
        return [whole // count] * count
    return [(high - low) * step for low, high in zip([0, *cuts], [*cuts, units], strict=True)]
