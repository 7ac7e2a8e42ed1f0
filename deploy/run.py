"""`make run` and its neighbours: from a bare checkout to the running role.

The script becomes the server (exec), so that a signal reaches it and nothing is left behind.

python3 -m deploy.run web|worker|sweeper|prepare|register-db|messages|format|bench
"""

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from deploy.environment import ROOT, ensure, give_up
from deploy.processes import command, die_with_parent


def main(role: str) -> None:
    """Do what the Makefile's target of this name promises."""
    os.chdir(ROOT)
    if role == "web":
        _web()
    elif role in {"worker", "sweeper"}:
        if not os.environ.get("REDIS_URL"):
            give_up(
                "Without REDIS_URL the web process does this itself: set REDIS_URL and DATABASE_URL, or use make run."
            )
        _become(command(role, ensure("base")))
    elif role == "prepare":
        _become([str(ensure("base")), "-m", "deploy.prepare"])
    elif role == "register-db":
        _register_db()
    elif role == "messages":
        _become([str(ensure("dev")), "manage.py", "extract_messages"])
    elif role == "bench":
        _become([str(ensure("dev")), "-m", "tests.benchmarks"])
    elif role == "format":
        python = str(ensure("dev"))
        subprocess.run([python, "-m", "ruff", "check", "--fix", "--quiet", "."], check=False)
        _become([python, "-m", "ruff", "format", "."])
    else:
        give_up(
            f"Unknown role '{role}': web, worker, sweeper, prepare, register-db, messages, format or bench."
        )


def _web() -> None:
    _refuse_taken_port()
    python = ensure("base")
    if subprocess.run([python, "-m", "deploy.prepare"], check=False).returncode:
        give_up("The database or the illustrative data could not be prepared: see the message above.")
    _refuse_taken_port()
    _become(command("web", python))


def _register_db() -> NoReturn:
    """The register as a file under var/, then the file into the database, which is migrated first."""
    url = os.environ.get("DATABASE_URL") or ""
    if "postgres" not in url.partition(":")[0]:
        give_up("Set DATABASE_URL to an empty PostgreSQL database: postgres://user@127.0.0.1:5432/name.")
    nodes = os.environ.get("NODES", "1000000")
    if not nodes.isascii() or not nodes.isdigit() or int(nodes) < 1000:
        give_up(f"NODES={nodes} is not a number of parties: choose 1000 or more.")
    python = str(ensure("base"))
    file = Path(os.environ.get("VAR_DIR", str(ROOT / "var"))) / f"register-{nodes}.npz"
    file.parent.mkdir(parents=True, exist_ok=True)
    for step in (["-m", "tests.benchmarks.register", nodes, str(file)], ["manage.py", "migrate", "-v", "0"]):
        if subprocess.run([python, *step], check=False).returncode:
            give_up("The synthetic register could not be made: see the message above.")
    _become([python, "manage.py", "load_register", str(file)])


def _refuse_taken_port() -> None:
    """Say so before minutes of installing, in words; gunicorn would retry and print a traceback."""
    port = os.environ.get("PORT", "8000")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        give_up(f"PORT={port} is not a port number: choose one between 1 and 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            if error.errno == errno.EACCES:
                give_up(f"Port {port} needs root: choose one above 1023 (make run PORT=8001).")
            give_up(
                f"Port {port} is taken: stop what uses it, or choose another (make run PORT={int(port) % 65535 + 1})."
            )


def _become(arguments: list[str]) -> NoReturn:
    """Replace this process; make cannot then stand between a signal and the server."""
    if os.environ.get("MAKELEVEL"):
        die_with_parent()
    os.execv(arguments[0], arguments)


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) == 2 else "")
    except KeyboardInterrupt:
        raise SystemExit(130) from None
