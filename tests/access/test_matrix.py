"""Every state x verb x person, walked through the one door; the printed page says the same."""

import os
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from commission import permissions, workflow
from commission.models import Event
from commission.services import sessions
from commission.states import State
from commission.wording import VERB_NAMES
from commission.workflow import CannotProceed, NotAllowed
from tests.access import matrix
from tests.access.matrix import Cell
from tests.access.stations import PEOPLE, somebody, stations
from tests.cast import Road, load_cast, person
from tests.lasting import laid_out, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = Path(settings.BASE_DIR, "docs", "matrix.md")


@pytest.fixture(scope="module")
def everywhere(django_db_setup, django_db_blocker):
    with laid_out(django_db_blocker):
        load_cast()
        yield stations()


@pytest.fixture
def people():
    return {column: somebody(column) for column in PEOPLE}


def _rows(state, everywhere, people):
    """The answers of one state: verb -> column -> cell."""
    application = everywhere[state].application
    hidden = {column for column, user in people.items() if not matrix.sees(application, user)}
    return {
        verb: {
            column: Cell.HIDDEN if column in hidden else matrix.cell(application, verb, user)
            for column, user in people.items()
        }
        for verb in matrix.open_verbs(state)
    }


def _arguments(verb: str, road: Road) -> dict[str, object]:
    """What the transition itself wants beside the person."""
    today = timezone.localdate()
    if verb == "submit":
        return {"at": timezone.now(), "due_on": today}
    if verb == "register":
        return {"t0": today, "due_on": today, "regime": "R1"}
    if verb == "dismiss":
        return {"as_state": State.NOT_REQUIRED}
    if verb == "put_on_agenda":
        session = sessions.call_session(
            by=person("secretary"), starts_at=timezone.now() + timedelta(days=20), place="Astana"
        )
        return {"item": session.items.first()}
    return {}


def _answer(road: Road, verb: str, user) -> str:
    """What the door says: moved, waits (a condition does not hold), refused; nothing stays."""
    before = road.application.state, road.application.events.count()
    with taken_back():
        arguments = _arguments(verb, road)
        try:
            workflow.fire(road.pk, verb, by=user, **arguments)
        except CannotProceed:
            said = "waits"
        except NotAllowed:
            said = "refused"
        else:
            assert Event.objects.filter(application_id=road.pk).latest("pk").verb == verb
            return "moved"
        assert (road.application.state, road.application.events.count()) == before
        return said


def test_the_printed_page_is_what_the_system_answers(everywhere, people):
    written = matrix.page({state: _rows(state, everywhere, people) for state in State})
    if os.environ.get("WRITE_MATRIX"):
        PAGE.write_text(written, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written


@pytest.mark.parametrize("state", State)
def test_the_door_answers_every_person_as_printed(state, everywhere, people):
    road = everywhere[state]
    wrong = []
    for verb, cells in _rows(state, everywhere, people).items():
        unmet = workflow.unmet(road.application, verb)
        for column, cell in cells.items():
            expected = "waits" if unmet else "moved" if cell is Cell.ALLOWED else "refused"
            if (said := _answer(road, verb, people[column])) != expected:
                wrong.append((verb, column, said, expected))
    assert wrong == []


@pytest.mark.parametrize("state", State)
def test_a_verb_that_does_not_start_here_is_refused_to_everybody(state, everywhere, people):
    # Whether a verb starts here is asked before who asks: each closed verb is tried by the next person in turn.
    road, takers = everywhere[state], cycle(people.values())
    closed = [verb for verb in VERB_NAMES if verb not in matrix.open_verbs(state)]
    assert {verb: _answer(road, verb, next(takers)) for verb in closed} == dict.fromkeys(closed, "waits")


# Ready only in moments that no station keeps: the vote closed and not yet adopted, the notice just sent, the decree
# about to be recorded by the service that also moves the case, a discontinuance confirmed ...
NEVER_READY = {
    "await_conclusion",
    "close",
    "conclude",
    "defer",
    "discontinue",
    "draft_opinion",
    "hear",
    "lapse",
    "permit",
    "permit_with_conditions",
    "recommend",
    "refuse",
    "restart",
    "send_to_government",
}


def test_the_walk_makes_moves_and_not_only_refusals(everywhere):
    made = {
        verb
        for state, road in everywhere.items()
        for verb in matrix.open_verbs(state)
        if not workflow.unmet(road.application, verb)
    }
    assert made == set(VERB_NAMES) - NEVER_READY


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (State.SUBMITTED, "register"),
        (State.REGISTERED, "examine"),
        (State.ON_AGENDA, "recall"),
        (State.BEFORE_GOVERNMENT, "permit"),
    ],
)
def test_without_one_permission_the_page_is_no_longer_true(state, verb, everywhere, people, monkeypatch):
    written = _rows(state, everywhere, people)
    assert written == _rows(state, everywhere, people)
    meta = getattr(everywhere[state].application, verb)._django_fsm
    for transition in meta.transitions.values():
        monkeypatch.setattr(transition, "permission", lambda application, user: True)
    assert written != _rows(state, everywhere, people)


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_the_case_page_is_found_by_exactly_those_who_see_the_case(state, everywhere, people, client):
    road = everywhere[state]
    addresses = (f"/cases/{road.reference}/", f"/apply/{road.reference}/")
    wrong = []
    for column, user in people.items():
        if user is None:
            continue
        client.force_login(user)
        answers = {client.get(address).status_code for address in addresses}
        reads = permissions.is_applicant(road.application, user) or _reads_file(road, user)
        if answers != ({200, 404} if reads else {404}):
            wrong.append((column, answers))
    assert wrong == []


def _reads_file(road: Road, user) -> bool:
    from commission import queries

    return queries.case_files(user).filter(pk=road.pk).exists()
