"""Every state x verb x person: what the road and the scope answer, printed as docs/matrix.md."""

from collections.abc import Iterator
from enum import StrEnum

from commission import queries
from commission.models import Application
from commission.states import State
from commission.wording import STATE_NAMES, VERB_NAMES
from registry.models import User
from tests.access.stations import PEOPLE

HEAD = """# Who may do what, in every state

Made by `WRITE_MATRIX=1 pytest tests/access/test_matrix.py` from the decorated transitions, the permissions and one
real case in each state; do not edit. The same test walks every cell through the one door and compares.

The case is a sale of a stake in an airport, filed by `applicant` and worked on by the assigned officer. The transport
and the security body were asked; a member sits in the session that hears it. Verbs that do not start in a state are
not printed under it: there the door refuses them to everybody.

| sign | means |
|---|---|
| **yes** | may do it, as soon as what the verb asks for holds ([the road](road.md)) |
| no | sees the case, may not do it |
| &middot; | does not see the case: "not found" |
"""


class Cell(StrEnum):
    """One answer of the matrix."""

    ALLOWED = "**yes**"
    REFUSED = "no"
    HIDDEN = "&middot;"


def open_verbs(state: State) -> list[str]:
    """Verbs that start in the state, in the order of the road."""
    return [verb for verb in VERB_NAMES if getattr(Application, verb)._django_fsm.has_transition(state)]


def sees(application: Application, user: User | None) -> bool:
    """The system sees everything; a person what the one queryset gives."""
    return user is None or queries.visible_to(user).filter(pk=application.pk).exists()


def cell(application: Application, verb: str, user: User | None) -> Cell:
    """What this person, who sees the case, is answered on trying the verb."""
    meta = getattr(application, verb)._django_fsm
    allowed = meta.has_transition_perm(application, application.state, user)
    return Cell.ALLOWED if allowed else Cell.REFUSED


def page(table: dict[State, dict[str, dict[str, Cell]]]) -> str:
    """The document: a table for each state."""
    return "\n".join([HEAD, *(line for state in State for line in _section(state, table[state])), ""])


def _section(state: State, verbs: dict[str, dict[str, Cell]]) -> Iterator[str]:
    yield f"## {STATE_NAMES[state]} (`{state}`)\n"
    if not verbs:
        yield "No verb starts here.\n"
        return
    yield f"| verb | {' | '.join(PEOPLE)} |"
    yield f"|---|{'---|' * len(PEOPLE)}"
    for verb, cells in verbs.items():
        yield f"| `{verb}` | {' | '.join(cells[column] for column in PEOPLE)} |"
    yield ""
