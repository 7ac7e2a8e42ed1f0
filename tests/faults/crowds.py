"""Many people at once, each with a database connection of their own."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import OperationalError, connection


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Call all of `acts` from one thread each, started together; results (or the exceptions raised) in their order."""
    results: list[Any] = [None] * len(acts)
    barrier = threading.Barrier(len(acts))

    def run(index: int) -> None:
        barrier.wait()
        _connect()
        try:
            results[index] = acts[index]()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _connect(seconds: float = 60.0) -> None:
    """A server with fewer connections than the crowd has heads lets the rest wait outside."""
    end = time.monotonic() + seconds
    while True:
        try:
            connection.ensure_connection()
            return
        except OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
