"""A small cast at the desk: cases at the stations an officer meets, made by the real services and the real queue.

Only the inspection of files is done here and now: a child process for each of six papers would take most of the
time, and it has tests of its own.
"""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from commission.demonstration import registry_party
from commission.documents.storage import accept
from commission.models import Document, Job
from commission.models.job import JobState
from commission.models.package import Inspection
from tests.cast import Road, load_cast, person

Browser = Callable[[str], Client]


@pytest.fixture
def cast(db: None) -> None:
    load_cast()


@pytest.fixture
def as_(cast: None) -> Browser:
    """A browser in which this person is signed in."""

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(person(username), backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in


def inspected(road: Road) -> Road:
    """Its papers pass the inspection."""
    papers = Document.objects.filter(application__reference=road.reference)
    for paper in papers:
        accept(paper.sha256)
    papers.update(inspection=Inspection.ACCEPTED)
    Job.objects.filter(application__reference=road.reference, kind="inspection").update(state=JobState.DONE)
    return road


def filed(code: str = "SO-B-020") -> Road:
    """An application in the queue, nobody's yet."""
    return inspected(Road.draft(code)).submit()


@pytest.fixture
def queued(cast: None) -> Road:
    return filed()


@pytest.fixture
def registered(cast: None) -> Road:
    """Officer's case, its checks have run."""
    return filed().register()


@pytest.fixture
def reviewed(registered: Road) -> Road:
    """Officer's case under review."""
    return registered.examine()


@pytest.fixture
def fibre(cast: None) -> Road:
    """Under review: 10 % of Steppe Fibre to Luxembourg takes foreign votes from 42 % to 52 %, over the 49 %."""
    return (
        inspected(Road.draft("SO-B-025", acquirer=registry_party("EURASFIBRE"))).submit().register().examine()
    )


def on_its_way_to_the_government(road: Road) -> Road:
    return road.answer_all().report().put_on_agenda().open_vote().vote().recommend()


def text_of(response: object) -> str:
    """The page as one line of text with single spaces."""
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]
