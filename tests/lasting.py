"""Data that every test of a module shares: laid out once, taken back at the end of the module.

    @pytest.fixture(scope="module")
    def world(django_db_setup, django_db_blocker):
        with laid_out(django_db_blocker):
            load_cast()
            yield ...

What a test itself writes is undone as always by `django_db`, whose transaction becomes a savepoint inside this one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def laid_out(blocker: Any) -> Iterator[None]:
    """The database open for a module; everything written is rolled back at its end."""
    with blocker.unblock(), taken_back():
        yield


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is rolled back, also when it went well."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
