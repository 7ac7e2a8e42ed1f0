"""`make test`: everything this machine can check, stage by stage, and a summary that says what was left out and why.

python3 -m deploy.test [STAGE ...]    names of stages as the summary prints them; all without
STRICT=1                              a stage or test that this machine cannot run is a failure
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from deploy.environment import PYTHON, ROOT, ensure
from deploy.processes import clean_environment

STRICT = os.environ.get("STRICT") == "1"
PRODUCTION = {
    "DEPLOYMENT": "production",
    "SECRET_KEY": "only-for-the-deployment-check-" + "x1Y2z3" * 8,
    "ALLOWED_HOSTS": "commission.example",
    "DATABASE_URL": "postgres:///commission",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}


class Count(NamedTuple):
    """What a stage did: a stage that is not pytest counts as one."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0


@dataclass
class Result:
    """A stage's line in the summary; `note` is why it was skipped."""

    name: str
    count: Count
    seconds: float = 0.0
    note: str = ""

    @property
    def word(self) -> str:
        return "FAILED" if self.count.failed else "skipped" if self.note else "passed"


class CannotRun(Exception):
    """This machine lacks what the stage needs."""


def python(*arguments: str, **environment: str) -> Count:
    """Run a program of the virtual environment: passed if it exits 0."""
    done = subprocess.run(
        [PYTHON, *arguments],
        cwd=ROOT,
        env=clean_environment() | environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Count(failed=1) if done.returncode else Count(passed=1)


def pytest(**environment: str) -> Count:
    """Run the tests on the databases that the environment names; counts come from pytest's own report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        workers = os.environ.get("TEST_WORKERS", "2")
        options = ["-n", workers, "--dist=worksteal", "--durations=10", f"--junitxml={report}"]
        done = python("-m", "pytest", *options, **environment)
        if not report.exists():
            return Count(failed=1)
        suite = ET.parse(report).getroot()[0].attrib  # noqa: S314
    failed = int(suite["failures"]) + int(suite["errors"])
    skipped = int(suite["skipped"])
    # Exit 0 is pytest's word; anything else without a failed test (nothing collected, a usage error) is a failure too.
    failed = failed or done.failed
    # A test that fails and then cannot clean up counts twice among the failed.
    return Count(passed=max(0, int(suite["tests"]) - failed - skipped), failed=failed, skipped=skipped)


def on_sqlite() -> Count:
    return pytest()


def on_postgres() -> Count:
    # Needs the virtual environment, which is made after this module has been read.
    from deploy.services import drop_databases_like, find_postgres, find_redis, with_database

    postgres, redis = find_postgres(), find_redis()
    absent = [name for name, url in [("PostgreSQL", postgres), ("Redis", redis)] if not url]
    if not postgres or not redis:
        raise CannotRun(f"no {' and no '.join(absent)} to be reached (TEST_DATABASE_URL, TEST_REDIS_URL)")
    if "TEST_DATABASE_URL" not in os.environ:
        # Several people may test on one machine at once.
        postgres = with_database(postgres, f"commission_test_{os.getpid()}")
    try:
        # What touches no database is the same on any: the run on SQLite has it.
        return pytest(DATABASE_URL=postgres, REDIS_URL=redis, TEST_DATABASE_ONLY="1")
    finally:
        drop_databases_like(postgres)


STAGES: dict[str, Callable[[], Count]] = {
    "ruff": lambda: python("-m", "ruff", "check", "--quiet", "."),
    "format": lambda: python("-m", "ruff", "format", "--check", "--quiet", "."),
    "imports": lambda: python("-c", "from importlinter.cli import lint_imports_command as run; run()"),
    "mypy": lambda: python("-m", "mypy"),
    "migrations": lambda: python("manage.py", "makemigrations", "--check", "--dry-run", VAR_DIR=_scratch),
    "deployment": lambda: python(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING", VAR_DIR=_scratch, **PRODUCTION
    ),
    "catalogues": lambda: python(
        "manage.py", "compile_catalogues", "--all", "--verbosity=0", VAR_DIR=_scratch
    ),
    "sqlite": on_sqlite,
    "postgresql": on_postgres,
}
_scratch = ""


def run(name: str) -> Result:
    """Run one stage and say how it went."""
    print(f"\n=== {name} ===", flush=True)
    started = time.monotonic()
    try:
        result = Result(name, STAGES[name]())
    except CannotRun as why:
        result = Result(name, Count(failed=1) if STRICT else Count(), note=str(why))
        print(f"{'FAILED (STRICT)' if STRICT else 'skipped'}: {why}", flush=True)
    result.seconds = time.monotonic() - started
    return result


def summary(results: list[Result]) -> Count:
    """Print a line for each stage; the sum of all counts."""
    print("\n=== summary ===")
    for result in results:
        tests = f"{result.count.passed} passed, {result.count.failed} failed, {result.count.skipped} skipped"
        print(f"{result.name:12}{result.word:10}{result.seconds:7.1f} s   {result.note or tests}")
    return Count(*(sum(column) for column in zip(*(result.count for result in results), strict=True)))


def main(names: list[str]) -> int:
    global _scratch
    unknown = set(names) - STAGES.keys()
    if unknown:
        print(f"No stage {', '.join(sorted(unknown))}. Stages: {', '.join(STAGES)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="commission-check-") as _scratch:
        total = summary([run(name) for name in names or STAGES])
    print(
        f"\n{total.passed} passed, {total.failed} failed"
        + (f", {total.skipped} skipped" if total.skipped else "")
    )
    return 1 if total.failed else 0


if __name__ == "__main__":
    if Path(sys.prefix) != PYTHON.parent.parent:
        environment_python = str(ensure("dev"))
        os.chdir(ROOT)
        os.execv(environment_python, [environment_python, "-m", "deploy.test", *sys.argv[1:]])
    try:
        raise SystemExit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        raise SystemExit(130) from None
