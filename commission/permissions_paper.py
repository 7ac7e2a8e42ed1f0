"""May this person do this with what comes on paper? As `permissions.py`, which asks who types and who compares.

Which four eyes there are, and why no more (policy):

- Whoever typed a paper does not compare it, nor does anybody in whose hands the typist's desk is. Comparing is what
  files: the typist never does.
- Heads do not type, so that in the smallest office, of one officer and one head, one is left to compare.
- Typing and comparing are clerical: they say that the entry equals the paper, never that the paper is right. So either
  of the two may be the officer of the case and find the package complete or not. Whoever countersigns the report is
  the second pair of eyes on its drafter, not on the typist, who had one already: nothing more is asked of the typist.
- Linking the case to an account opens it to somebody: one person who has seen the identity document proposes, another
  confirms, and neither is the account's holder.
"""

from typing import Any

from django.db.models import Q

from commission import permissions
from registry.roles import Role


def may_receive_papers(user: Any) -> bool:
    """Begins to enter a new application that came on paper."""
    return user is not None and user.holds(Role.OFFICER)


def may_start(application: Any, user: Any) -> bool:
    """Begins to enter a further paper of a case: its officer, or any officer while nobody has taken it."""
    if not permissions.may_type(application, user):
        return False
    return application.officer_id is None or permissions.is_assigned_officer(application, user)


def may_drop(entry: Any, application: Any, user: Any) -> bool:
    """Gives an entry up: whoever types it, or the head."""
    return permissions.is_head(application, user) or (
        user is not None and entry.typed_by_id == user.pk and permissions.may_type(application, user)
    )


def may_post(application: Any, user: Any) -> bool:
    """Records that a paper of ours was posted and has arrived."""
    return permissions.may_process(application, user) or permissions.may_take(application, user)


def may_link(application: Any, user: Any) -> bool:
    """Proposes or confirms that the applicant has an account now; `four_eyes` asks for two persons."""
    return permissions.may_process(application, user) or permissions.may_take(application, user)


def entries_scope(user: Any, *, cases: Any, apart: Any) -> Q:
    """Which papers a person sees: their own while they type; those that wait for comparison and those sent back, all of
    the desk; the head every open one; settled ones whoever reads the case file.

    `cases` are the case files that the person reads, `apart` the cases on no side of which they stand.
    """
    if user is None or not user.is_active or user.pk is None or not permissions.works_at_desk(user):
        return Q(pk__in=[])
    still_open = Q(compared_at__isnull=True, dropped_at__isnull=True)
    at_desk = Q(typed_by=user) | Q(round__gt=0)
    if user.holds(Role.HEAD):
        at_desk = Q()
    return (Q(application__in=apart) & still_open & at_desk) | Q(application__in=cases)
