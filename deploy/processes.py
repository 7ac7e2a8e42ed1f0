"""The processes that make up the running system, by role; shared by `make run`, the tests and the examples."""

from __future__ import annotations  # so that an old Python gets as far as being told

import ctypes
import os
import signal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1


def command(role: str, python: str | Path, *, concurrency: int = 2) -> list[str]:
    """The command line of a role: `web`, `worker` (Celery) or `sweeper`."""
    if role == "web":
        return [
            str(python),
            "-m",
            "gunicorn",
            "--config",
            str(ROOT / "config" / "gunicorn.py"),
            "config.wsgi:application",
        ]
    if role == "worker":
        celery = [str(python), "-m", "celery", "--app", "config.celery", "--quiet", "worker"]
        return [
            *celery,
            f"--concurrency={concurrency}",
            "--loglevel=WARNING",
            "--without-gossip",
            "--without-mingle",
        ]
    if role == "sweeper":
        return [str(python), str(ROOT / "manage.py"), "sweep_jobs"]
    raise ValueError(f"No role '{role}': web, worker or sweeper.")


def die_with_parent(with_signal: signal.Signals = signal.SIGTERM) -> None:
    """Ask Linux to signal this process when its parent ends, however it ends: nothing is left running."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)


def clean_environment() -> dict[str, str]:
    """This process's environment without what would point a child at another database, queue or settings."""
    ours = {
        "MAKELEVEL",
        "MAKEFLAGS",
        "MFLAGS",
        "DEPLOYMENT",
        "DJANGO_SETTINGS_MODULE",
        "DATABASE_URL",
        "REDIS_URL",
        "VAR_DIR",
        "DJANGO_ALLOW_ASYNC_UNSAFE",
    }
    return {name: value for name, value in os.environ.items() if name not in ours}
