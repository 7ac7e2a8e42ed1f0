"""The virtual environment: made from nothing and kept as the locked requirements say. Standard library only."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from deploy.processes import die_with_parent

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def give_up(message: str) -> NoReturn:
    """One line on what to do, and a failing exit."""
    print(message, file=sys.stderr)
    raise SystemExit(1)


def ensure(lock: str) -> Path:
    """A virtual environment holding what requirements/<lock>.txt lists; the path of its Python.

    Installs only when the lock file is not the one installed last (its digest is kept inside the environment).
    """
    # Where this is set, every start would compile our modules anew: seconds each time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    requirements = ROOT / "requirements" / f"{lock}.txt"
    with _one_at_a_time():
        if not _works():
            _create()
        stamp = VENV / f"installed-{lock}"
        digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != digest:
            print(f"Installing requirements/{lock}.txt into .venv ...", flush=True)
            _install(requirements)
            stamp.write_text(digest)
    return PYTHON


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two commands started together do not install into one environment together."""
    folder = os.open(ROOT / "requirements", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _create() -> None:
    if sys.version_info < OLDEST:
        give_up(
            "Python 3.11 or newer is needed: apt-get install python3.11-venv, then make PYTHON=python3.11 ..."
        )
    print("Making .venv ...", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, text=True, check=False
    )
    if made.returncode:
        give_up(
            f"{made.stdout}Could not make a virtual environment: apt-get install python3-venv, then try again."
        )


def _install(requirements: Path) -> None:
    """With uv when it is there (seconds), otherwise or if it cannot, with pip; both check every hash."""
    asked = ["--require-hashes", "--requirement", str(requirements)]
    uv = shutil.which("uv")
    if uv and _succeeds([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *asked]):
        return
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    if not _succeeds([*pip, *asked]):
        give_up("The requirements could not be installed: see the message above.")


def _succeeds(arguments: list[str]) -> bool:
    return (
        subprocess.run(
            arguments, stdin=subprocess.DEVNULL, preexec_fn=die_with_parent, check=False
        ).returncode
        == 0
    )
