"""The settings under test: the real ones, with a fast password hasher and places of their own.

Real processes started by the tests (tests/processes.py) use `config.settings` itself, not this.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _own_var_dir() -> Path:
    """A folder for this process (a worker of xdist has its own), removed when it ends."""
    path = Path(tempfile.mkdtemp(prefix="commission-test-"))
    atexit.register(_remove, path, os.getpid())
    return path


def _remove(path: Path, owner: int) -> None:
    if os.getpid() == owner:  # not a process forked from this one
        shutil.rmtree(path, ignore_errors=True)


# Read by config.settings when it is imported below; the tests never touch the developer's var/.
VAR_DIR = _own_var_dir()
os.environ["VAR_DIR"] = str(VAR_DIR)
# Crowds of hundreds queue on one row here; how long a page waits for a lock is another matter.
os.environ.setdefault("DATABASE_SESSION_OPTIONS", "-c lock_timeout=120s")
if not os.environ.get("DATABASE_URL"):
    os.environ.pop("DATABASE_URL", None)
# Playwright's sync interface leaves an event loop in the thread, which Django would refuse to query under.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATABASES, SQLITE  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

if SQLITE:
    # A file, as in real life: the in-memory database locks whole tables between threads.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    _name = str(DATABASES["default"]["NAME"])
    if "test" not in _name:
        raise SystemExit(
            f"The tests make and drop their database: '{_name}' does not have 'test' in its name."
        )
    # Exactly the database that was named (a worker of xdist appends its own name to it).
    DATABASES["default"]["TEST"] = {"NAME": _name}
    DATABASES["default"]["CONN_MAX_AGE"] = 0

if "redis" in str(CACHES["default"]["BACKEND"]):
    CACHES["default"]["KEY_PREFIX"] = f"test-{os.getpid()}"
