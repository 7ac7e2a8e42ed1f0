"""The sweep and its peers on the same registers in the same run, each in a process of its own, answers compared.

python -m tests.benchmarks.race [--sizes 10000 100000] [--minute 60]
"""

import argparse
import json
import os
import resource
import select
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from registry.ownership.sweep import Sweep, checked
from tests.benchmarks.peers import PEERS, fresh
from tests.benchmarks.register import generate
from tests.benchmarks.results import FOLDER, growth, keep, machine

SIZES = (10_000, 100_000, 1_000_000, 4_000_000)
EQUAL = 1e-9
OURS = "this project"
PREPARING = 900
"""Seconds a peer may take to load what it is asked about; not counted."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--minute", type=float, default=60, help="seconds after which a peer is stopped")
    parser.add_argument("--one", nargs=2, metavar=("PEER", "NODES"), help="(the child's role)")
    options = parser.parse_args()
    if options.one:
        child(options.one[0], int(options.one[1]))
        return
    load = os.getloadavg()[0]
    outcomes: dict[str, dict[int, dict]] = {peer: {} for peer in PEERS}
    for nodes in options.sizes:
        prepare(nodes)
        for peer in PEERS:
            outcomes[peer][nodes] = raced(peer, nodes, options.minute)
            print(f"{nodes:>9,} {peer:28} {words(outcomes[peer][nodes])}", flush=True)
    own = outcomes[OURS]
    keep(
        "sweep",
        {
            "machine": machine(),
            "day": f"{datetime.now(UTC):%Y-%m-%d}",
            "load": round(load, 1),
            "minute": options.minute,
            "sizes": list(options.sizes),
            "peers": outcomes,
            "growth": {
                peer: growth({n: o.get("seconds") for n, o in by_size.items()})
                for peer, by_size in outcomes.items()
            },
            "parts_growth": {
                part: growth({n: o.get(part) for n, o in own.items()}) for part in ("k", "controllers")
            },
        },
    )


def file_of(nodes: int, what: str) -> Path:
    return FOLDER / f"{what}-{nodes}.npz"


def prepare(nodes: int) -> None:
    """The register, made once, and the answer everybody's is compared with: the exact path of the sweep."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not file_of(nodes, "register").exists():
        np.savez(file_of(nodes, "register"), **generate(nodes))
    with np.load(file_of(nodes, "register")) as columns:
        np.savez(file_of(nodes, "answer"), M=Sweep(checked(columns)).m)


def raced(peer: str, nodes: int, minute: float) -> dict:
    """What a child reports; stopped a minute after it has begun to compute."""
    command = [sys.executable, "-m", "tests.benchmarks.race", "--one", peer, str(nodes)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        if (
            not select.select([process.stdout], [], [], PREPARING)[0]
            or process.stdout.readline() != "ready\n"
        ):
            process.kill()
            return {"failed": last_line(process.communicate()[1]) or "could not prepare"}
        if not select.select([process.stdout], [], [], minute)[0]:
            process.kill()
            return {"stopped": minute}
        out, errors = process.communicate()
    return json.loads(out.splitlines()[-1]) if process.returncode == 0 else {"failed": last_line(errors)}


def last_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[-1][:200] if (text or "").strip() else ""


def child(peer: str, nodes: int) -> None:
    """Prepare, say so, then compute: up to five times, until ten seconds are spent."""
    with np.load(file_of(nodes, "register")) as columns:
        arrays = checked(columns)
    solve = PEERS[peer](arrays)
    print("ready", flush=True)
    walls, cpus, answer = [], [], None
    while not walls or (len(walls) < 5 and sum(walls) < 10):
        wall, cpu = perf_counter(), process_time()
        answer = solve()
        if not walls:
            print("computed", flush=True)
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    with np.load(file_of(nodes, "answer")) as kept:
        apart = float(np.abs(answer - kept["M"])[arrays.company].max())
    found = {
        "seconds": statistics.median(walls),
        "cpu": statistics.median(cpus),
        "runs": len(walls),
        "apart": apart,
        "equal": bool(apart <= EQUAL),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    if peer == OURS:
        found |= parts(arrays)
    print(json.dumps(found), flush=True)


def parts(arrays) -> dict:
    """K after M, as the command computes them, and the ultimate controllers."""
    times: dict[str, list[float]] = {"k": [], "controllers": []}
    for _ in range(5):
        sweep = Sweep(fresh(arrays))
        sweep.m  # noqa: B018  (what K shares with it is computed here)
        for name, attribute in (("k", "k"), ("controllers", "controller")):
            start = perf_counter()
            getattr(sweep, attribute)
            times[name].append(perf_counter() - start)
    return {name: statistics.median(each) for name, each in times.items()}


def words(outcome: dict) -> str:
    if "seconds" not in outcome:
        return str(outcome)
    return f"{outcome['seconds']:.3f} s (CPU {outcome['cpu']:.3f} s, apart {outcome['apart']:.1e})"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    main()
