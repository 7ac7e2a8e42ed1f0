"""How the web process is served; read by gunicorn (`gunicorn --config config/gunicorn.py config.wsgi`).

Embedded (no REDIS_URL): exactly one process, since its worker lives in it. With Redis: WEB_CONCURRENCY processes.
"""

import os
from typing import Any

_embedded = not os.environ.get("REDIS_URL")

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = 1 if _embedded else int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 10
keepalive = 5
control_socket_disable = True
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")


def when_ready(server: Any) -> None:
    """Say where we are, once the port is really ours."""
    print(f"\n  Open http://{bind}/   (Ctrl-C stops it)\n", flush=True)


def post_worker_init(worker: Any) -> None:
    """Start the embedded worker in the process that serves, after the fork."""
    from config import embedded

    embedded.start()


def worker_exit(server: Any, worker: Any) -> None:
    """Let the embedded worker finish what it holds."""
    from config import embedded

    embedded.stop()
