"""The whole register at once: python manage.py sweep FILE.npz --out RESULT.npz, or sweep --registry.

A file needs no database. The registry's answers are stored, and what is alarming about strategic objects is raised.
"""

import json
import os
import resource
import zipfile
import zlib
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import Any, TypeVar

import numpy as np
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commission.services.alerts import objects_of_interest, raise_alerts
from registry.ownership.sweep import NOBODY, Arrays, BadArrays, Sweep, checked
from registry.ownership.sweep_arrays import COLUMNS
from registry.sweeping.runs import sweep_registry

Figures = dict[str, int | float]
Value = TypeVar("Value")


class Command(BaseCommand):
    """Exit 0: answered; 2: a file is unreadable or no share register, cannot be written, or the arguments clash."""

    help = "Compute M and K of all foreigners and the ultimate controller of every company of a register."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.npz", nargs="?", help=f"arrays {', '.join(COLUMNS)}")
        parser.add_argument(
            "--registry",
            action="store_true",
            help="the database instead of a file: store values, raise alerts",
        )
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the registry's view date, else today",
        )
        parser.add_argument(
            "--out", metavar="RESULT.npz", help="where to write the arrays M, K and controller"
        )
        parser.add_argument("--format", choices=["json", "text"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["file"]) == options["registry"]:
            raise CommandError("Give either a file or --registry.", returncode=2)
        if options["registry"]:
            if options["out"]:
                raise CommandError(
                    "--out is for files: the registry's values are stored in it.", returncode=2
                )
            self._registry(options["as_of"] or timezone.localdate(), as_json=options["format"] == "json")
            return
        file, out = Path(options["file"]), options["out"] and Path(options["out"])
        if out:
            _writable(out, file)
        arrays, load_s = _timed(lambda: _read(file))
        sweep, figures = _swept(arrays)
        if out:
            _write(out, sweep)
        figures = {"nodes": arrays.nodes, "arcs": arrays.arcs, "load_s": load_s} | figures
        figures["peak_rss_mb"] = _peak_mb()
        self.stdout.write(json.dumps(figures) if options["format"] == "json" else _page(figures, sweep))

    def _registry(self, as_of: date, *, as_json: bool) -> None:
        today = timezone.localdate()
        if as_of > today:
            raise CommandError(
                "The view date lies in the future: nobody knows what will be recorded.", returncode=2
            )
        swept = sweep_registry(as_of=as_of, note=(lambda _text: None) if as_json else self.stdout.write)
        # What is alarming is so today: alerts are not raised about days long past.
        watched = objects_of_interest() if as_of == today else []
        raised, alerts_s = _timed(lambda: raise_alerts(object_ids=watched, as_of=as_of))
        if not as_json:
            self.stdout.write(
                f"{alerts_s:7.2f} s  {len(watched)} objects looked at, {len(raised)} new alerts"
            )
            return
        run = swept.run
        figures = {
            "view_date": as_of.isoformat(), "engine": run.engine, "parties": run.parties, "holdings": run.holdings,
            "companies": run.companies, "exact": run.rechecked, "unsettled": run.unsettled, **swept.seconds,
            "objects": len(watched), "alerts": len(raised), "alerts_s": alerts_s, "peak_rss_mb": _peak_mb(),
        }  # fmt: skip
        self.stdout.write(json.dumps(figures))


def _peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _timed(work: Callable[[], Value]) -> tuple[Value, float]:
    start = perf_counter()
    return work(), round(perf_counter() - start, 4)


def _swept(arrays: Arrays) -> tuple[Sweep, Figures]:
    """The answers, each timed from the arrays on."""
    sweep = Sweep(arrays)
    _, m_s = _timed(lambda: sweep.m)
    _, k_s = _timed(lambda: sweep.k)
    _, controllers_s = _timed(lambda: sweep.controller)
    return sweep, {"m_s": m_s, "k_s": k_s, "controllers_s": controllers_s}


def _read(file: Path) -> Arrays:
    try:
        with np.load(file, allow_pickle=False) as archive:
            return checked({name: archive[name] for name in COLUMNS if name in archive})
    except BadArrays as error:
        raise CommandError(f"{file}: {error}", returncode=2) from error
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or 'not an .npz archive'}", returncode=2) from error
    except (ValueError, TypeError, EOFError, MemoryError, zipfile.BadZipFile, zlib.error) as error:
        raise CommandError(f"{file}: not an .npz archive of plain arrays", returncode=2) from error


def _writable(out: Path, file: Path) -> None:
    """Said before the work, not after it."""
    if out.exists() and file.exists() and out.samefile(file):
        raise CommandError(f"{out}: the result would overwrite the register", returncode=2)
    if out.is_dir() or not os.access(out.parent, os.W_OK):
        raise CommandError(f"{out}: cannot be written there", returncode=2)


def _write(out: Path, sweep: Sweep) -> None:
    """Whole or not at all: the file gets its name when it is complete."""
    try:
        with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as temporary:
            try:
                np.savez(temporary, M=sweep.m, K=sweep.k, controller=sweep.controller)
                os.chmod(temporary.name, 0o644)
                os.replace(temporary.name, out)
            except BaseException:
                os.unlink(temporary.name)
                raise
    except OSError as error:
        raise CommandError(f"{out}: {error.strerror}", returncode=2) from error


def _page(figures: Figures, sweep: Sweep) -> str:
    owned = sweep.arrays.company & ~sweep.arrays.foreign
    lines = [
        f"{figures['nodes']:,} nodes, {figures['arcs']:,} holdings, read in {figures['load_s']:.2f} s",
        f"foreigners' share (M): {figures['m_s']:.2f} s; more than nothing in {_count(sweep.m[owned] > 0)} companies",
        f"their votes under control (K): {figures['k_s']:.2f} s; they control {_count(sweep.bloc[owned])}",
        f"ultimate controllers: {figures['controllers_s']:.2f} s; found for {_count(sweep.controller != NOBODY)}",
        f"companies that own only each other: {sweep.loops.size:,}",
        f"peak memory: {figures['peak_rss_mb']:.0f} MB",
    ]
    return "\n".join(lines)


def _count(found: np.ndarray) -> str:
    return f"{np.count_nonzero(found):,}"
