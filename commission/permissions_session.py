"""May this person do this around the Commission's sessions? As `permissions.py`, which it adds to."""

from typing import Any

from registry.roles import VOTING_ROLES, Role

# Whoever prepares, supervises or keeps the books of the Commission is never one of its members.
NEVER_MEMBERS = frozenset(
    {Role.APPLICANT, Role.SECRETARY, Role.PROSECUTOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.GOVERNMENT}
)


def may_keep_composition(user: Any) -> bool:
    """Who enters the Government's act on the composition and who confirms it; never one person."""
    return user is not None and user.holds(Role.HEAD, Role.SECRETARY)


def may_keep_interests(user: Any) -> bool:
    """Members and their substitutes enter their own lasting interests; nobody enters another's."""
    return user is not None and user.holds(*VOTING_ROLES)


def may_allow_late_papers(session: Any, user: Any) -> bool:
    """The chair of the session's composition, or the deputy, takes the papers' delay upon themselves."""
    return user is not None and any(
        place.member_id == user.pk and place.office in (Role.CHAIR, Role.DEPUTY)
        for place in session.presences.all()
    )


def may_conduct(user: Any) -> bool:
    """Calls, opens and closes sessions and marks presence."""
    return user is not None and user.holds(Role.SECRETARY)
