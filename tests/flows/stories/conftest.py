"""The stories of a module share one registry and one cast; each story has the day it has come to.

On SQLite a story is told inside a transaction that is taken back. On PostgreSQL its worker is another process, which
sees only what is committed: each story has a database of its own, copied from the module's.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from deploy.services import database_name
from registry.services import seed_calendar
from tests.cast import load_cast
from tests.conftest import missing
from tests.flows.stories.steps import Story, moment
from tests.flows.stories.workers import FAKETIME, Beside, Here, SharedTime, Workers
from tests.lasting import laid_out
from tests.processes import OwnRedis, ScratchDatabases


@pytest.fixture(scope="module")
def world(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The illustrative registry, calendar and people, recorded on a day before every story of a module.

    On PostgreSQL the URL of a database that holds them; on SQLite nothing: they are in the test's own.
    """
    if connection.vendor != "postgresql":
        with laid_out(django_db_blocker):
            _lay_out()
            yield ""
        return
    databases: ScratchDatabases = request.getfixturevalue("scratch_databases")
    # A database is copied while nobody is connected to it.
    connection.close()
    url = databases.create(template=str(connection.settings_dict["NAME"]))
    with django_db_blocker.unblock(), _working_on(url):
        _lay_out()
    yield url
    databases.drop(url)


def _lay_out() -> None:
    with time_machine.travel(moment("05.01"), tick=False):
        load_cast()
        seed_calendar()


@contextmanager
def _working_on(url: str) -> Iterator[None]:
    """This process's connection leads to another database for a while."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database_name(url)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


@pytest.fixture(scope="session")
def beside(scratch_databases: ScratchDatabases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    """The workers of all stories of a run, and the name of the database at which they look."""
    library = next(iter(Path("/usr/lib").glob(FAKETIME)), None) or missing("no libfaketime is installed")
    folder = tmp_path_factory.mktemp("stories")
    redis = OwnRedis(folder)
    redis.start()
    name = f"commission_test_{uuid.uuid4().hex[:12]}"
    workers = Beside(
        library=library,
        clock=folder / "clock",
        database_url=scratch_databases.url_of(name),
        redis_url=redis.url,
    )
    yield workers
    workers.stack.stop()
    redis.stop()


@pytest.fixture
def db(world: str, request: pytest.FixtureRequest) -> Iterator[None]:
    """The database of one story. Takes the place of pytest-django's fixture."""
    if not world:
        request.getfixturevalue("db")
        yield
        return
    databases: ScratchDatabases = request.getfixturevalue("scratch_databases")
    url = request.getfixturevalue("beside").stack.database_url
    databases.create(template=world, name=database_name(url))
    with request.getfixturevalue("django_db_blocker").unblock(), _working_on(url):
        yield
    databases.drop(url)


@pytest.fixture
def telling(world: str, db: None, request: pytest.FixtureRequest) -> Iterator[tuple[SharedTime, Workers]]:
    """The time of a story that begins on 2 March, and its workers."""
    begins = moment("02.03")
    with time_machine.travel(begins, tick=False) as traveller:
        workers: Workers = request.getfixturevalue("beside") if world else Here()
        workers.begin(begins)
        yield SharedTime(traveller, workers), workers


@pytest.fixture
def story(telling: tuple[SharedTime, Workers]) -> Story:
    return Story(*telling)
