"""Who may do what in the registry: predicates named as questions, and the only place its roles are spelled.

They take the person (and an id), never a model; a deactivated person holds no role (`User.roles`).
"""

from collections.abc import Set
from typing import Protocol

from registry.roles import Role


class Person(Protocol):
    """As much of a user as a permission needs."""

    @property
    def pk(self) -> int | None: ...

    def holds(self, *roles: Role) -> bool: ...


# domain: People. An auditor may never be the administrator whose acts they audit.
_APART = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def may_enter_admin(person: Person) -> bool:
    """Keepers, administrators and auditors each have a part of the admin; nobody else sees that it exists."""
    return may_keep_registry(person) or may_manage_accounts(person) or may_read_journal(person)


def may_keep_registry(person: Person) -> bool:
    """Whether the person maintains objects, parties, holdings, links, lists, bodies and the calendar."""
    return person.holds(Role.KEEPER)


def may_manage_accounts(person: Person) -> bool:
    """Whether the person manages users and appointments; it gives no access to any case."""
    return person.holds(Role.ADMINISTRATOR)


def may_read_journal(person: Person) -> bool:
    """Whether the person reads the journal."""
    return person.holds(Role.AUDITOR)


def may_appoint(by: Person, user_id: int | None) -> bool:
    """Whether `by` may appoint the person with `user_id`: an administrator, and never to an office of their own."""
    return may_manage_accounts(by) and by.pk != user_id


def never_together(roles: Set[str]) -> bool:
    """Whether one person holding all `roles` would break the separation of duties."""
    return roles >= _APART
