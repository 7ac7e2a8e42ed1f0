"""A synthetic share register, seeded, shaped like those of whole countries.

About one holding for each node. Holders per company follow a power law; a few hubs hold thousands of companies; there
are pyramids, own shares, many small rings and a few dense cores in which hundreds of companies hold each other.

    python -m tests.benchmarks.register 1000000 register.npz [--seed 1]

Writes what `manage.py sweep` reads: src, dst (holder, company), w (share of votes, six decimals for most), is_company,
country (0 is home). In 85 of 100 companies the whole is declared.
"""

import argparse

import numpy as np

HOLDERS_EXPONENT = 2.20
LARGEST = 4e6
"""The size at which the cores and hubs have the sizes written below."""


def generate(nodes: int, seed: int = 1) -> dict[str, np.ndarray]:
    """The arrays of a register of so many nodes; persons are never owned."""
    rng = np.random.default_rng(seed)
    companies = int(0.42 * nodes)
    owned = rng.permutation(companies)[: int(0.32 * nodes)]
    owned = owned[owned > 3]
    src, dst, by_company = _pyramids(rng, nodes, companies, owned)
    weight = rng.gamma(0.6, 1.0, dst.size) + 1e-3
    more_src, more_dst = _rings(rng, nodes, owned, src[by_company], dst[by_company])
    src, dst = np.concatenate([src, more_src]), np.concatenate([dst, more_dst])
    weight = np.concatenate([weight, rng.gamma(0.6, 1.0, more_src.size) * 0.5 + 1e-3])
    src, dst, weight = _merged(nodes, src, dst, weight)
    shares = _shares(rng, nodes, dst, weight)
    country = _countries(rng, nodes, companies)
    return _shuffled(rng, nodes, companies, src, dst, shares, country)


def _pyramids(rng, nodes, companies, owned):
    """Owners of a company are companies of lower number, best the lowest, or persons, some of them rich."""
    most = max(10, int(5600 * (nodes / LARGEST) ** 0.5))
    count = np.arange(1, most + 1, dtype=float)
    chance = count**-HOLDERS_EXPONENT
    holders = rng.choice(np.arange(1, most + 1), size=owned.size, p=chance / chance.sum())
    dst = np.repeat(owned, holders)
    by_company = rng.random(dst.size) < 0.20
    src = np.empty(dst.size, np.int64)
    src[by_company] = (dst[by_company] * rng.random(dst.size)[by_company] ** 1.6).astype(np.int64)
    persons, luck = nodes - companies, rng.random((~by_company).sum())
    rich = rng.random(luck.size) < 0.15
    chosen = np.where(rich, persons * luck**4, persons * luck).astype(np.int64)
    src[~by_company] = companies + np.minimum(chosen, persons - 1)
    return src, dst, by_company


def _rings(rng, nodes, owned, src, dst):
    """Subsidiaries that hold their owners, own shares, dense cores, and rings of 3 to 15."""
    back = rng.choice(src.size, min(max(3, int(0.0002 * nodes)), src.size), replace=False)
    own = rng.choice(owned, max(2, int(0.00075 * nodes)))
    holders, held = [dst[back], own], [src[back], own]
    for size, each in ((1900, 4.0), (300, 6.0), (60, 8.0)):
        core = rng.choice(owned, max(8, int(size * (nodes / LARGEST) ** 0.5)), replace=False)
        holders += [rng.choice(core, int(core.size * each)), core]
        held += [rng.choice(core, int(core.size * each)), np.roll(core, 1)]
    for _ in range(max(2, int(5e-5 * nodes))):
        ring = rng.choice(owned, rng.integers(3, 16), replace=False)
        holders.append(ring)
        held.append(np.roll(ring, 1))
    return np.concatenate(holders), np.concatenate(held)


def _merged(nodes, src, dst, weight):
    pairs, place = np.unique(dst * np.int64(nodes) + src, return_inverse=True)
    return pairs % nodes, pairs // nodes, np.bincount(place, weight)


def _shares(rng, nodes, dst, weight):
    """Six decimals; where the whole is declared, the first holder takes what rounding left."""
    full = rng.random(nodes) < 0.85
    declared = np.where(full, 1.0, rng.uniform(0.5, 1.0, nodes))
    shares = weight / np.bincount(dst, weight, nodes)[dst] * declared[dst]
    shares = np.maximum(np.floor(shares * 1e6), 1) / 1e6
    first = np.flatnonzero(np.r_[True, dst[1:] != dst[:-1]])
    left = 1.0 - np.bincount(dst, shares, nodes)[dst[first]]
    shares[first] = np.clip(shares[first] + np.where(full[dst[first]], left, 0.0), 1e-6, 1)
    total = np.bincount(dst, shares, nodes)
    return np.where((total > 1 + 1e-12)[dst], shares / total[dst], shares)


def _countries(rng, nodes, companies):
    """4 % of companies and 8 % of persons are from abroad, from 120 countries of very different weight."""
    chance = 1 / np.arange(1, 121) ** 1.1
    abroad = rng.random(nodes) < np.where(np.arange(nodes) < companies, 0.04, 0.08)
    country = np.zeros(nodes, np.int16)
    country[abroad] = rng.choice(np.arange(1, 121), abroad.sum(), p=chance / chance.sum())
    return country


def _shuffled(rng, nodes, companies, src, dst, shares, country):
    """New numbers and a new order of rows, so that neither tells anything."""
    number, order = rng.permutation(nodes).astype(np.int32), rng.permutation(src.size)
    is_company, countries = np.empty(nodes, bool), np.empty(nodes, np.int16)
    is_company[number] = np.arange(nodes) < companies
    countries[number] = country
    return {
        "src": number[src][order],
        "dst": number[dst][order],
        "w": shares[order],
        "is_company": is_company,
        "country": countries,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("nodes", type=lambda text: int(float(text)))
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    np.savez(options.file, **generate(options.nodes, options.seed))
