"""What a stranger does: a fresh copy of the project, `make run`, the page, Ctrl-C, and again. Standard library only.

python3 -m deploy.smoke     fails with one line if a promise of README's first page is not kept
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deploy.environment import ROOT, give_up
from deploy.processes import clean_environment

FIRST_START, SECOND_START, STOPPING = 300.0, 6.0, 15.0


def fresh_copy(target: Path) -> None:
    """What a clone would hold: every file that git tracks or would track."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def make_run(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`make run` in a session of its own, so that the whole group can be signalled and counted."""
    environment = clean_environment() | {"PORT": str(port)}
    with (folder / "smoke.log").open("ab") as log:
        run = subprocess.Popen(
            ["make", "run"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield run
    finally:
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)


def seconds_until_served(run: subprocess.Popen[bytes], port: int, folder: Path, within: float) -> float:
    """How long from the command to 200 on `/`."""
    started = time.monotonic()
    while time.monotonic() - started < within:
        if run.poll() is not None:
            give_up(f"make run ended by itself ({run.returncode}):\n{(folder / 'smoke.log').read_text()}")
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/")
            status = connection.getresponse().status
            if status != 200:
                give_up(f"GET / answered {status}:\n{(folder / 'smoke.log').read_text()}")
            return time.monotonic() - started
        time.sleep(0.1)
    give_up(f"make run did not serve within {within:.0f} s:\n{(folder / 'smoke.log').read_text()}")


def left_running(session: int) -> list[str]:
    """Command lines of the processes still in that session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getsid(int(folder.name)) == session and (folder / "cmdline").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def stop(run: subprocess.Popen[bytes], number: signal.Signals, *, only_make: bool = False) -> None:
    """Ctrl-C reaches the whole group; a service manager's SIGTERM may reach make alone. Nothing may be left."""
    if only_make:
        run.send_signal(number)
    else:
        os.killpg(run.pid, number)
    try:
        run.wait(STOPPING)
    except subprocess.TimeoutExpired:
        give_up(f"make run did not stop within {STOPPING:.0f} s of {number.name}.")
    limit = time.monotonic() + STOPPING
    while (left := left_running(run.pid)) and time.monotonic() < limit:
        time.sleep(0.1)
    if left:
        give_up(f"Left running after {number.name}: {left}")


def refused_port(folder: Path) -> None:
    """A taken port is said in one line, at once."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = clean_environment() | {"PORT": str(port)}
        done = subprocess.run(
            ["make", "run"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    if done.returncode == 0 or f"Port {port} is taken" not in done.stderr or "Traceback" in done.stderr:
        give_up(f"A taken port was not refused in words: {done.stdout}{done.stderr}")


def second_start(folder: Path, port: int) -> float:
    """The quickest of up to three: the machine may have been busy with something else."""
    quickest = FIRST_START
    for _ in range(3):
        with make_run(folder, port) as run:
            quickest = min(quickest, seconds_until_served(run, port, folder, FIRST_START))
            stop(run, signal.SIGTERM, only_make=True)
        print(f"smoke: started again, quickest {quickest:.1f} s", flush=True)
        if quickest <= SECOND_START:
            break
    return quickest


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="commission-smoke-") as name:
        folder, port = Path(name), free_port()
        fresh_copy(folder)
        with make_run(folder, port) as run:
            first = seconds_until_served(run, port, folder, FIRST_START)
            print(f"smoke: first start {first:.1f} s", flush=True)
            stop(run, signal.SIGINT)
        later = second_start(folder, port)
        if later > SECOND_START:
            give_up(f"A second start took {later:.1f} s, more than {SECOND_START:.0f} s.")
        refused_port(folder)
    print("smoke: served, stopped, left nothing running")


if __name__ == "__main__":
    main()
