"""Flows start from the illustrative registry and the demonstration's people."""

import pytest

from tests.cast import load_cast


@pytest.fixture
def cast(db):
    load_cast()
