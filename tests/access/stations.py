"""One case in every state of the road, each walked there through the real services, and everybody who may meet it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone

from commission import workflow
from commission.models import Application
from commission.models.annulment import Authority
from commission.procedure.priority import Move
from commission.services import applications, decisions, discontinuances, registration, sessions
from commission.services.annulments import AnnulmentData, annul_decision
from commission.services.defects import return_application
from commission.services.priority import StepData, take_priority_step
from commission.states import ENDING_GROUNDS, EndingGround, Motion, State
from commission.workflow import Words
from registry.models import User
from tests.cast import Road, lacks, person

# Column of the printed matrix -> username; the system is nobody. `energy` was not asked about an airport.
PEOPLE: dict[str, str | None] = {
    "applicant": "applicant",
    "another applicant": "applicant2",
    "assigned officer": "officer",
    "another officer": "officer2",
    "head": "head",
    "body asked": "transport",
    "security body asked": "security",
    "body not asked": "energy",
    "secretary": "secretary",
    "chair": "chair",
    "deputy": "deputy",
    "member": "member1",
    "Government office": "government",
    "prosecutor": "prosecutor",
    "auditor": "auditor",
    "keeper": "keeper",
    "administrator": "admin",
    "the system": None,
}


def somebody(column: str) -> User | None:
    """The person of a column, as a request would have them."""
    username = PEOPLE[column]
    return person(username) if username else None


def _step(road: Road, verb: str, by: str) -> Road:
    words = Words(note="A reason.", act_number="1", act_date=timezone.localdate())
    registration.take_step(application_id=road.pk, verb=verb, by=person(by), words=words)
    return road


def _annulled(road: Road) -> Road:
    data = AnnulmentData(
        authority=Authority.COURT,
        act_number="1",
        act_date=timezone.localdate(),
        reason="A reason.",
        again=False,
    )
    annul_decision(application_id=road.pk, by=person("head"), data=data)
    return road


def _registered() -> Road:
    return Road.draft().submit().register()


def _reviewed() -> Road:
    return _registered().examine()


def _on_agenda() -> Road:
    return _reviewed().answer_all().report().put_on_agenda()


def _voted() -> Road:
    return _on_agenda().open_vote().vote()


def _recommended() -> Road:
    road = _voted()
    sessions.close_vote(item_id=road.item.pk, by=person("secretary"))
    sessions.recommend(item_id=road.item.pk, by=person("secretary"))
    return road


def _decide(road: Road, outcome: Motion, **changes: object) -> Road:
    """The decree is recorded; the notice, a job, has not been done."""
    decree = road.decree(outcome, **{"number": str(road.pk), **changes})
    road.record_reasons(decree)
    decisions.record_decision(application_id=road.pk, by=person("government"), data=decree)
    return road


def _awaiting() -> Road:
    return _decide(Road.draft().to_government(), Motion.GRANT).work()


def _to_be_bought() -> Road:
    """Permitted, and the Government has decided that the state buys."""
    road = _awaiting()
    for move, by in ((Move.RECOMMEND, "officer"), (Move.DECIDE, "government")):
        data = StepData(act_number="5", act_date=timezone.localdate(), note="A reason.", yes=True)
        take_priority_step(application_id=road.pk, by=person(by), move=move, data=data)
    return road


def _returned() -> Road:
    road = Road.draft().submit()
    registration.take_application(application_id=road.pk, by=person("officer"))
    return_application(application_id=road.pk, by=person("officer"), defects=lacks("D6 is not signed."))
    return road


def _dismissed(state: State) -> Road:
    road = _registered()
    ground = ENDING_GROUNDS[state][0]
    registration.dismiss_application(
        application_id=road.pk, by=person("head"), as_state=state, ground=ground, reason="Why."
    )
    return road


def _discontinued() -> Road:
    road = _registered()
    made = discontinuances.propose_discontinuance(
        application_id=road.pk, by=person("officer"), ground=EndingGround.DELISTED, reason="Off the list."
    )
    discontinuances.confirm_discontinuance(proposal_id=made.pk, by=person("head"))
    return road


def _opinion_drafted() -> Road:
    """A case under R2: the regime is pinned at registration, so it is set on the row before that."""
    road = _reviewed().answer_all()
    Application.objects.filter(pk=road.pk).update(regime="R2")
    workflow.fire(road.pk, "draft_opinion", by=person("officer"))
    return road


def _withdrawn() -> Road:
    road = _registered()
    applications.withdraw_application(application_id=road.pk, by=person("applicant"), reason="Given up.")
    return road


def _lapsed() -> Road:
    term = timezone.localdate() + timedelta(days=1)
    road = _decide(Road.draft().to_government(), Motion.GRANT, term_until=term)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        workflow.fire(road.pk, "lapse", by=None)
    return road


WALKS: dict[State, Callable[[], Road]] = {
    State.DRAFT: Road.draft,
    State.SUBMITTED: lambda: _taken(Road.draft().submit()),
    State.RETURNED: _returned,
    State.REGISTERED: _registered,
    State.UNDER_REVIEW: lambda: _reviewed().answer_all().report(),
    State.FACTS_SHOWN: lambda: _step(_reviewed(), "show_facts", "officer"),
    State.ON_AGENDA: _on_agenda,
    State.HEARD: _voted,
    State.RECOMMENDED: _recommended,
    State.OPINION_DRAFTED: _opinion_drafted,
    State.BEFORE_GOVERNMENT: lambda: Road.draft().to_government(),
    State.AWAITING_CONCLUSION: _to_be_bought,
    State.IN_MONITORING: lambda: _awaiting().conclude(),
    State.CLOSED: lambda: _step(_awaiting(), "abandon", "officer"),
    State.STATE_PURCHASE: lambda: _step(_to_be_bought(), "exercise_priority", "government"),
    State.REVOKED: lambda: _step(_awaiting(), "revoke", "government"),
    State.ANNULLED: lambda: _annulled(_awaiting()),
    State.LAPSED: _lapsed,
    State.WITHDRAWN: _withdrawn,
    State.DISCONTINUED: _discontinued,
    State.NOT_REQUIRED: lambda: _dismissed(State.NOT_REQUIRED),
    State.NOT_ADMITTED: lambda: _dismissed(State.NOT_ADMITTED),
}


DECREES: dict[State, dict[str, Any]] = {
    State.PERMITTED: {"outcome": Motion.GRANT},
    State.PERMITTED_WITH_CONDITIONS: {
        "outcome": Motion.GRANT_WITH_CONDITIONS,
        "conditions": ("Keep the staff.",),
        "deviation_reason": "Safer.",
    },
    State.REFUSED: {
        "outcome": Motion.REFUSE,
        "deviation_reason": "Danger.",
        "internal_reasons": "Danger.",
    },
}


def _taken(road: Road) -> Road:
    registration.take_application(application_id=road.pk, by=person("officer"))
    return road


def stations() -> dict[State, Road]:
    """A case in every state, checked to be there."""
    found = {state: walk() for state, walk in WALKS.items()}
    # Last, and decided only when nobody works off the queue any more: the notices would move these on.
    found |= {state: Road.draft().to_government() for state in DECREES}
    for state, changes in DECREES.items():
        _decide(found[state], **changes)
    astray = {
        str(state): road.application.state for state, road in found.items() if road.application.state != state
    }
    if astray:
        raise AssertionError(f"not where they should be: {astray}")
    return found
