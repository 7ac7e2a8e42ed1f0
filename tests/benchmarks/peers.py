"""The same question, the foreign share of every company, answered by ourselves and by other tools.

Each peer takes a register and gives back a function to be timed; what it prepares before that (tables loaded, own
shares divided out) is not counted. Graph libraries and scipy start from arrays, as we do.
"""

from collections.abc import Callable, Iterable

import duckdb
import networkx
import numpy as np
import psycopg
import rustworkx
from scipy import sparse
from scipy.sparse.linalg import spsolve

from deploy.services import find_postgres, with_database
from registry.ownership.sweep import Arrays, Sweep

CUT = 1e-12
"""Recursive queries pass on no share smaller than this, or they would not end."""

RECURSION = f"""
WITH RECURSIVE walk(node, share) AS (
    SELECT dst, sum(w) FROM arc WHERE foreign_holder GROUP BY dst
    UNION ALL
    SELECT dst, sum(part) FROM (
        SELECT arc.dst, walk.share * arc.w AS part FROM walk JOIN arc ON arc.src = walk.node WHERE walk.share > {CUT}
    ) AS parts GROUP BY dst
)
SELECT node, sum(share) FROM walk GROUP BY node
"""


def fresh(arrays: Arrays) -> Arrays:
    """The same register with nothing computed yet."""
    return Arrays(arrays.src, arrays.dst, arrays.w, arrays.company, arrays.foreign)


def ours(arrays: Arrays) -> Callable[[], np.ndarray]:
    return lambda: Sweep(fresh(arrays)).m


def by_scipy(arrays: Arrays) -> Callable[[], np.ndarray]:
    """One sparse linear system over all companies that have holders; closed loops, singular, are taken out before."""
    looped = np.zeros(arrays.nodes, bool)
    looped[Sweep(arrays).loops] = True

    def solve() -> np.ndarray:
        src, dst, votes = arcs(arrays)
        votes = np.where(looped[dst], 0.0, votes)
        free = arrays.company & ~arrays.foreign
        nodes = np.unique(dst[free[dst]])
        number = np.full(arrays.nodes, -1)
        number[nodes] = np.arange(nodes.size)
        inner = (number[src] >= 0) & (number[dst] >= 0)
        matrix = sparse.csc_array(
            (votes[inner], (number[dst[inner]], number[src[inner]])), shape=(nodes.size, nodes.size)
        )
        direct = np.bincount(dst, votes * arrays.foreign[src], arrays.nodes)[nodes]
        found = arrays.foreign.astype(float)
        found[nodes] = spsolve((sparse.identity(nodes.size, format="csc") - matrix).tocsc(), direct)
        return found

    return solve


def by_networkx(arrays: Arrays) -> Callable[[], np.ndarray]:
    """Strongly connected components in the order of the chains, each solved as it is met."""

    def solve() -> np.ndarray:
        src, dst, votes = arcs(arrays)
        graph = networkx.DiGraph()
        graph.add_weighted_edges_from(zip(src.tolist(), dst.tolist(), votes.tolist(), strict=True))
        condensed = networkx.condensation(graph)
        blocks = (condensed.nodes[block]["members"] for block in networkx.topological_sort(condensed))
        return settled(
            arrays, blocks, lambda node: ((i, d["weight"]) for i, _, d in graph.in_edges(node, data=True))
        )

    return solve


def by_rustworkx(arrays: Arrays) -> Callable[[], np.ndarray]:
    """The same with a compiled graph."""

    def solve() -> np.ndarray:
        src, dst, votes = arcs(arrays)
        graph = rustworkx.PyDiGraph(multigraph=False)
        graph.add_nodes_from(range(arrays.nodes))
        graph.add_edges_from(list(zip(src.tolist(), dst.tolist(), votes.tolist(), strict=True)))
        blocks = reversed(rustworkx.strongly_connected_components(graph))
        return settled(arrays, blocks, lambda node: ((i, w) for i, _, w in graph.in_edges(node)))

    return solve


def by_duckdb(arrays: Arrays) -> Callable[[], np.ndarray]:
    """A recursive query over a table of holdings."""
    src, dst, votes = arcs(arrays)
    database = duckdb.connect()
    rows = {"src": src, "dst": dst, "w": votes, "foreign_holder": arrays.foreign[src]}
    database.register("rows", {name: np.ascontiguousarray(column) for name, column in rows.items()})
    database.execute("CREATE TABLE arc AS SELECT * FROM rows")

    def solve() -> np.ndarray:
        answer = database.execute(RECURSION).fetchnumpy()
        return spread(arrays, *answer.values())

    return solve


def by_postgresql(arrays: Arrays) -> Callable[[], np.ndarray]:
    """The same query over an indexed, analysed table, held to its index."""
    src, dst, votes = arcs(arrays)
    connection = psycopg.connect(_server(), autocommit=True)
    connection.execute("SET work_mem = '512MB'")
    for join in (
        "hashjoin",
        "mergejoin",
    ):  # it expects far longer steps than there are, and reads the whole table
        connection.execute(f"SET enable_{join} = off")
    connection.execute("CREATE TEMP TABLE arc (src int, dst int, w float8, foreign_holder bool)")
    with connection.cursor() as cursor, cursor.copy("COPY arc FROM STDIN (FORMAT binary)") as copy:
        copy.set_types(["int4", "int4", "float8", "bool"])
        columns = (src, dst, votes, arrays.foreign[src])
        for row in zip(*(column.tolist() for column in columns), strict=True):
            copy.write_row(row)
    connection.execute("CREATE INDEX ON arc (src)")
    connection.execute("ANALYZE arc")

    def solve() -> np.ndarray:
        found = connection.execute(RECURSION).fetchall()
        nodes, shares = zip(*found, strict=True) if found else ((), ())
        return spread(arrays, np.array(nodes, int), np.array(shares))

    return solve


def _server() -> str:
    url = find_postgres()
    if url is None:
        raise SystemExit("no PostgreSQL answers here (TEST_DATABASE_URL)")
    return with_database(url, "postgres")


def arcs(arrays: Arrays) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Holdings in companies that are asked about, own shares divided out."""
    kept = (arrays.src != arrays.dst) & ~arrays.foreign[arrays.dst]
    return arrays.src[kept], arrays.dst[kept], arrays.votes[kept]


def spread(arrays: Arrays, nodes: np.ndarray, shares: np.ndarray) -> np.ndarray:
    found = arrays.foreign.astype(float)
    found[nodes] = shares
    return found


def settled(
    arrays: Arrays, blocks: Iterable[Iterable[int]], above: Callable[[int], Iterable[tuple[int, float]]]
) -> np.ndarray:
    """Values block by block; a ring is a small dense system (the least solution where it is singular)."""
    found = arrays.foreign.astype(float).tolist()
    for block in blocks:
        members = sorted(block)
        if len(members) == 1:
            holders = list(above(members[0]))
            if holders:
                found[members[0]] = sum(votes * found[holder] for holder, votes in holders)
            continue
        place = {node: i for i, node in enumerate(members)}
        matrix, direct = np.eye(len(members)), np.zeros(len(members))
        for node, i in place.items():
            for holder, votes in above(node):
                if holder in place:
                    matrix[i, place[holder]] -= votes
                else:
                    direct[i] += votes * found[holder]
        answer = np.linalg.solve(matrix, direct) if direct.any() else direct
        for node, i in place.items():
            found[node] = float(answer[i])
    return np.array(found)


PEERS = {
    "this project": ours,
    "scipy spsolve": by_scipy,
    "rustworkx": by_rustworkx,
    "networkx": by_networkx,
    "DuckDB recursive query": by_duckdb,
    "PostgreSQL recursive query": by_postgresql,
}
