"""What `make run` says when it cannot start. The start itself is deploy/smoke.py's business."""

import socket
import subprocess
import sys

import pytest

from deploy.processes import ROOT, clean_environment


def run(role: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "deploy.run", role],
        cwd=ROOT,
        env=clean_environment() | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_a_taken_port_is_said_in_one_line_that_names_another():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("web", PORT=str(port))
    said = f"Port {port} is taken: stop what uses it, or choose another (make run PORT={port % 65535 + 1}).\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "٨٠٠٠", "-1"])
def test_what_is_no_port_is_said(port: str):
    done = run("web", PORT=port)
    assert (done.returncode, done.stderr) == (
        1,
        f"PORT={port} is not a port number: choose one between 1 and 65535.\n",
    )


@pytest.mark.parametrize("role", ["worker", "sweeper"])
def test_without_redis_there_is_no_separate_worker(role: str):
    done = run(role)
    assert done.returncode == 1
    assert done.stderr == (
        "Without REDIS_URL the web process does this itself: set REDIS_URL and DATABASE_URL, or use make run.\n"
    )


def test_an_unknown_role_is_named():
    assert run("wbe").stderr.startswith("Unknown role 'wbe'")
