"""Figures of the benchmarks: kept as JSON under var/benchmarks, from which docs/performance.md is written."""

import json
import math
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from statistics import linear_regression
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "benchmarks"


def keep(name: str, figures: Mapping[str, Any]) -> None:
    """Figures under the name of their section in docs/performance.md."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n")


def kept(name: str) -> dict[str, Any] | None:
    """What was kept, or None where that benchmark has not run here."""
    file = FOLDER / f"{name}.json"
    return json.loads(file.read_text()) if file.exists() else None


def machine() -> str:
    """Processor, cores and Python, in words."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}"


def growth(seconds: Mapping[int, float | None]) -> float | None:
    """The exponent e of seconds ~ nodes ** e, fitted on logarithms from 100,000 nodes up (two sizes or more)."""
    points = [(math.log(n), math.log(s)) for n, s in seconds.items() if s and n >= 100_000]
    if len(points) < 2:
        return None
    sizes, times = zip(*points, strict=True)
    return round(linear_regression(sizes, times).slope, 2)
