"""The embedded default: one process that serves, works and sweeps.

A daemon thread runs Celery's solo worker on the in-memory broker, another rings for due jobs. Both are started by the
server after it has forked (config/gunicorn.py), never at import.
"""

import logging
import threading
import warnings
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from config.celery import app

logger = logging.getLogger(__name__)
# The in-memory broker has no host and this worker no user of its own: nothing to warn about.
logging.getLogger("kombu.connection").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")
_stop = threading.Event()
_workers: list[Any] = []


def _work() -> None:
    # Signal handlers belong to the server's main thread; the solo pool works inside this thread.
    worker = app.Worker(
        pool="solo", quiet=True, without_heartbeat=True, without_mingle=True, without_gossip=True
    )
    _workers.append(worker)
    worker.start()


def _sweep() -> None:
    from commission.tasks import Bell, Rounds

    bell, rounds = Bell(), Rounds()
    while not _stop.wait(settings.JOB_SWEEP_SECONDS):
        try:
            rounds.make()
            bell.ring()
        except Exception:
            logger.exception("the sweep failed; trying again")
        finally:
            close_old_connections()


def start() -> None:
    """Start both threads, unless Redis says that separate processes do the work."""
    if not settings.EMBEDDED_WORKER:
        return
    for target, name in ((_work, "embedded-worker"), (_sweep, "embedded-sweeper")):
        threading.Thread(target=target, name=name, daemon=True).start()


def stop() -> None:
    """Ask both to stop; unfinished jobs are taken up again at the next start."""
    _stop.set()
    for worker in _workers:
        worker.stop()
