"""Races and faults commit for real: each test prepares and empties the database itself."""

import pytest

from tests.cast import load_cast


@pytest.fixture
def committed_cast(transactional_db):
    load_cast()
