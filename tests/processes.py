"""Whole systems made of real processes, for browser and fault tests: free ports, databases of their own.

A `Stack` is one running system. Embedded: gunicorn with its in-process worker on SQLite. Separate: gunicorn, a
Celery worker and the sweeper as processes of their own on PostgreSQL and Redis. Roles can be stopped, killed, paused
and started again.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.processes import ROOT, clean_environment, command, die_with_parent
from deploy.services import database_name, with_database

PASSWORD = "a-password-for-the-tests"
STARTING = 60.0
STOPPING = 10.0


def free_port() -> int:
    """A TCP port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], object], *, seconds: float, doing: str) -> None:
    """Poll until `what()` is true; TimeoutError says what was being waited for."""
    limit = time.monotonic() + seconds
    while not what():
        if time.monotonic() > limit:
            raise TimeoutError(f"{doing}: not within {seconds:.0f} s")
        time.sleep(0.05)


@dataclass
class Stack:
    """One running system. `url` is its address, `password` every demonstration person's."""

    var_dir: Path
    database_url: str
    redis_url: str
    roles: tuple[str, ...]
    port: int = field(default_factory=free_port)
    extra: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    password: str = PASSWORD

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What every process of this stack is started with."""
        own = {
            "VAR_DIR": str(self.var_dir),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "PORT": str(self.port),
            "DEMO_PASSWORD": self.password,
        }
        return clean_environment() | {name: value for name, value in own.items() if value} | self.extra

    def start(self, *roles: str) -> None:
        """Start these roles (all when none is named) and wait until the web answers."""
        for role in roles or self.roles:
            with self._log_file(role).open("ab") as log:
                self.processes[role] = subprocess.Popen(
                    command(role, sys.executable, concurrency=1),
                    cwd=ROOT,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=_end_with_the_tests,
                )
        if "web" in (roles or self.roles):
            wait_for(self.answers, seconds=STARTING, doing=f"{self.url} to answer\n{self.log('web')}")

    def answers(self) -> bool:
        """Whether the start page is served; RuntimeError if the web process has ended instead."""
        if self.processes["web"].poll() is not None:
            raise RuntimeError(f"The web process ended at once:\n{self.log('web')}")
        try:
            with urllib.request.urlopen(self.url + "/", timeout=5) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{self.url}/ answered {error.code}:\n{self.log('web')}") from error
        except OSError:
            return False

    def send(self, role: str, number: signal.Signals) -> None:
        """Send a signal to a role's whole process group (SIGSTOP and SIGCONT pause and resume it)."""
        with suppress(ProcessLookupError):
            os.killpg(self.processes[role].pid, number)

    def kill(self, role: str) -> None:
        """SIGKILL, as the out-of-memory killer would."""
        self.send(role, signal.SIGKILL)
        self.processes.pop(role).wait(STOPPING)

    def stop(self, *roles: str) -> None:
        """End these roles (all when none is named) as an administrator would; kill what does not end in time."""
        ending = [role for role in roles or tuple(self.processes) if role in self.processes]
        for role in ending:
            self.send(role, signal.SIGCONT)
            with suppress(ProcessLookupError):
                self.processes[role].terminate()
        for role in ending:
            with suppress(subprocess.TimeoutExpired):
                self.processes[role].wait(STOPPING)
            self.kill(role)

    def log(self, role: str) -> str:
        """Everything the role has written so far."""
        path = self._log_file(role)
        return path.read_text(errors="replace") if path.exists() else ""

    def manage(self, *arguments: str) -> str:
        """Run a management command against this stack's database; its output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def _log_file(self, role: str) -> Path:
        return self.var_dir / f"{role}.log"


def _end_with_the_tests() -> None:
    die_with_parent(signal.SIGKILL)


def prepare(var_dir: Path, database_url: str) -> None:
    """Migrate and load the illustrative data, as `make run` does, ready to be copied for each stack."""
    stack = Stack(var_dir=var_dir, database_url=database_url, redis_url="", roles=())
    done = subprocess.run(
        [sys.executable, "-m", "deploy.prepare"],
        cwd=ROOT,
        env=stack.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(f"deploy.prepare failed:\n{done.stdout}{done.stderr}")


def copy_of(prepared: Path, target: Path) -> Path:
    """A stack's own var/: the prepared one with its data and without its logs."""
    shutil.copytree(prepared, target, ignore=shutil.ignore_patterns("*.log"))
    return target


class Run:
    """What the workers of one test run prepare once and share: folders, and the name of a template database."""

    def __init__(self, name: str) -> None:
        self.folder = Path(tempfile.gettempdir()) / f"commission-test-run-{name}"
        self.template = f"commission_test_{name}_prepared"

    @contextmanager
    def once(self, name: str) -> Iterator[tuple[Path, bool]]:
        """A folder and whether it is still to be filled; held for one worker at a time. A failure is tried again."""
        self.folder.mkdir(exist_ok=True)
        filled, place = self.folder / f"{name}.filled", self.folder / name
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            needed = not filled.exists()
            if needed:
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
            yield place, needed
            filled.touch()

    def has(self, name: str) -> bool:
        """Whether anybody of this run has asked for that folder."""
        return (self.folder / f"{name}.lock").exists()

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class ScratchDatabases:
    """Databases on one PostgreSQL server, made for the tests and all dropped by `drop_all`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.names: list[str] = []

    def url_of(self, name: str) -> str:
        return with_database(self.url, name)

    def create(self, *, template: str = "template0", name: str = "") -> str:
        """The URL of a new database, a copy of `template` (a name or the URL of one made here)."""
        name = name or f"commission_test_{uuid.uuid4().hex[:12]}"
        source = database_name(template)
        letters = (
            sql.SQL(" ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'")
            if source == "template0"
            else sql.SQL("")
        )
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(source)
        )
        self._run(statement + letters)
        self.names.append(name)
        return self.url_of(name)

    def drop(self, url: str) -> None:
        """Drop one, whoever is still connected."""
        name = database_name(url)
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        if name in self.names:
            self.names.remove(name)

    def drop_all(self) -> None:
        for name in list(self.names):
            self.drop(name)

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(with_database(self.url, "postgres"), autocommit=True) as connection:
            connection.execute(statement)


class OwnRedis:
    """A Redis of our own on a free port that keeps nothing: tests may stop, kill or flush it."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/9"

    def start(self) -> None:
        options = [
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(self.folder),
        ]
        self.process = subprocess.Popen(
            ["redis-server", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=_end_with_the_tests,
        )
        wait_for(self._listens, seconds=10, doing="Redis to listen")

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(with_signal)
            self.process.wait(10)
            self.process = None

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
