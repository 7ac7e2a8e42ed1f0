"""What every test may ask for. The machinery of real processes is in tests/processes.py.

- `server`: a freshly prepared system of real processes, on the database stack this run is on (SQLite: gunicorn with
  its embedded worker; PostgreSQL: gunicorn, Celery worker, sweeper, Redis). Its data are its own; roles can be killed
  and started again (tests.processes.Stack).
- `shared_server`: the same, one for the whole run: for tests that only look.
- `embedded_server`, `separate_server`: one of the two by name, whatever stack this run is on.
- `chromium`, and pytest-playwright's `page`, `context`, `browser` driven by Debian's Chromium.
- STRICT=1 turns "this machine has no ..." from a skip into a failure.
"""

import os
import shutil
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.core.cache import caches
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation

from deploy.services import find_postgres, with_database
from tests.processes import OwnRedis, Run, ScratchDatabases, Stack, copy_of, prepare

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser")
# Without these Chromium looks for its maker's hosts at every start; the machine may have no network.
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


# Shared by the workers of one run: xdist's controller imports this first, and they inherit its environment.
RUN = Run(os.environ.setdefault("TEST_RUN", str(os.getpid())))


def missing(what: str) -> NoReturn:
    """Skip because the machine lacks something; fail instead when STRICT=1."""
    if os.environ.get("STRICT") == "1":
        pytest.fail(f"STRICT: {what}", pytrace=False)
    pytest.skip(what)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What this run leaves out.

    Benchmarks run only when asked for; what means something on PostgreSQL only is left out on SQLite. With
    TEST_DATABASE_ONLY=1 what touches no database is left out: another run of the same suite has it.
    """
    vendor = connections["default"].vendor
    wanted = "benchmark" in config.option.markexpr
    only_database = os.environ.get("TEST_DATABASE_ONLY") == "1"

    def left_out(item: pytest.Item) -> bool:
        if item.get_closest_marker("benchmark") and not wanted:
            return True
        if item.get_closest_marker("postgres"):
            return vendor != "postgresql"
        return only_database and not uses_database(item)

    found = [item for item in items if left_out(item)]
    if found:
        config.hook.pytest_deselected(items=found)
        items[:] = [item for item in items if not left_out(item)]


def uses_database(item: pytest.Item) -> bool:
    """Whether the test asks for the database of this run, or for real processes on it.

    Processes asked for by name are the same whatever this run is on, and so is what is marked `once`.
    """
    asked = {*getattr(item, "fixturenames", ())}
    if item.get_closest_marker("once") or asked & {"embedded_server", "separate_server"}:
        return False
    return item.get_closest_marker("django_db") is not None or bool(
        asked & {"django_db_setup", "server", "shared_server"}
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """The controller, or the only process, removes what its workers prepared together."""
    if hasattr(config, "workerinput"):
        return
    url = find_postgres() if RUN.has("separate") else None
    if url:
        ScratchDatabases(url).drop(with_database(url, RUN.template))
    RUN.remove()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows what the processes it used have written."""
    report = yield
    if report.failed:
        for stack in getattr(item, "funcargs", {}).values():
            if isinstance(stack, Stack):
                report.sections += [(f"log of {role}", stack.log(role)[-6000:]) for role in stack.roles]
    return report


# --- the database ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def lift_append_only_while_flushing() -> Iterator[None]:
    """`transactional_db` empties every table, which our triggers rightly refuse: lift them for that moment only.

    The flush ends with `post_migrate`, whose receivers install them again, as after every migrate.
    """
    # What Django calls between such tests; its name is private, and has not changed since Django 1.4.
    base: Any = TransactionTestCase
    flush = base._fixture_teardown

    def flush_without_triggers(case: Any) -> None:
        for alias in case._databases_names(include_mirrors=False):
            _drop_triggers(alias)
        flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield


def _drop_triggers(alias: str) -> None:
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            for name, table in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page read in Kazakh leaves its language active in the thread: the next test starts in English all the same."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Counters kept in the cache (login limits) do not pass from one test to the next.

    A prefix of its own for each test, and not `clear()`: that would empty the Redis that the other worker is using.
    """
    caches["default"].key_prefix = f"test-{uuid.uuid4().hex}"


# --- real processes --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """A PostgreSQL server that lets us create databases."""
    return find_postgres() or missing(
        "no PostgreSQL answers (TEST_DATABASE_URL, or the local cluster on 5432)"
    )


@pytest.fixture(scope="session")
def scratch_databases(postgres_url: str) -> Iterator[ScratchDatabases]:
    """Makes databases on that server; all are dropped at the end of the run."""
    databases = ScratchDatabases(postgres_url)
    yield databases
    databases.drop_all()


@pytest.fixture(scope="session")
def prepared_embedded() -> Path:
    """A var/ with a migrated SQLite database and the illustrative data, to be copied for each stack."""
    with RUN.once("embedded") as (var_dir, needed):
        if needed:
            prepare(var_dir, "")
    return var_dir


@pytest.fixture(scope="session")
def prepared_separate(scratch_databases: ScratchDatabases) -> tuple[Path, str]:
    """The same on PostgreSQL: a var/ and the URL of a database to be used as template."""
    url = scratch_databases.url_of(RUN.template)
    with RUN.once("separate") as (var_dir, needed):
        if needed:
            scratch_databases.drop(url)
            scratch_databases.create(name=RUN.template)
            scratch_databases.names.remove(RUN.template)  # other workers of this run may still need it
            prepare(var_dir, url)
    return var_dir, url


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[OwnRedis]:
    """A Redis of the test's own, already started, that may be killed, paused or flushed."""
    if not shutil.which("redis-server"):
        missing("no redis-server is installed")
    server = OwnRedis(tmp_path)
    server.start()
    yield server
    server.stop()


def _embedded(request: pytest.FixtureRequest, folder: Path) -> Iterator[Stack]:
    var_dir = copy_of(request.getfixturevalue("prepared_embedded"), folder / "var")
    stack = Stack(var_dir=var_dir, database_url="", redis_url="", roles=("web",))
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


def _separate(request: pytest.FixtureRequest, folder: Path, redis_url: str) -> Iterator[Stack]:
    databases: ScratchDatabases = request.getfixturevalue("scratch_databases")
    prepared, template = request.getfixturevalue("prepared_separate")
    database = databases.create(template=template)
    stack = Stack(
        var_dir=copy_of(prepared, folder / "var"),
        database_url=database,
        redis_url=redis_url,
        roles=("worker", "sweeper", "web"),
    )
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()
        databases.drop(database)


@pytest.fixture
def embedded_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stack]:
    """gunicorn with its in-process worker, on SQLite."""
    yield from _embedded(request, tmp_path)


@pytest.fixture
def separate_server(request: pytest.FixtureRequest, tmp_path: Path, own_redis: OwnRedis) -> Iterator[Stack]:
    """gunicorn, Celery worker and sweeper, on PostgreSQL and a Redis of its own."""
    yield from _separate(request, tmp_path, own_redis.url)


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Stack:
    """A fresh system on the database stack this run is on."""
    on_postgres = connections["default"].vendor == "postgresql"
    stack: Stack = request.getfixturevalue("separate_server" if on_postgres else "embedded_server")
    return stack


@pytest.fixture(scope="session")
def shared_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """As `server`, one for the whole run: for tests that only look and leave nothing behind."""
    folder = tmp_path_factory.mktemp("shared-server")
    if connections["default"].vendor != "postgresql":
        yield from _embedded(request, folder)
        return
    if not shutil.which("redis-server"):
        missing("no redis-server is installed")
    broker = OwnRedis(folder)
    broker.start()
    try:
        yield from _separate(request, folder, broker.url)
    finally:
        broker.stop()


# --- the browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium."""
    found = next(filter(os.path.exists, CHROMIUM), None) or shutil.which("chromium")
    return found or missing("no Chromium is installed (apt-get install chromium)")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], chromium: str) -> dict[str, Any]:
    """pytest-playwright: Debian's browser, not one it would download; root cannot have Chromium's sandbox."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": chromium, "args": [*QUIET, *sandbox]}
