"""The stories of a module share one registry and one cast; each story has the day it has come to."""

from collections.abc import Iterator

import pytest
import time_machine

from registry.services import seed_calendar
from tests.cast import load_cast
from tests.flows.stories.steps import Story, moment
from tests.lasting import laid_out


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The illustrative registry, calendar and people, recorded on a day before every story of a module."""
    with laid_out(django_db_blocker), time_machine.travel(moment("05.01"), tick=False):
        load_cast()
        seed_calendar()
        yield


@pytest.fixture
def story(world, db) -> Iterator[Story]:
    with time_machine.travel(moment("02.03"), tick=False) as traveller:
        yield Story(traveller)
