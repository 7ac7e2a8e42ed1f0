"""Whose part of the admin a page is. Django's permissions and superuser flag are not asked."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest

from registry.permissions import Person, may_keep_registry, may_manage_accounts, may_read_journal

Question = Callable[[Person], bool]


class RoleAccess:
    """View, add, change and delete by one question about the person; switches narrow it."""

    may: ClassVar[Question]
    can_add: ClassVar[bool] = True
    can_change: ClassVar[bool] = True
    can_remove: ClassVar[bool] = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return type(self).may(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return type(self).may(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_add and type(self).may(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_change and type(self).may(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_remove and type(self).may(request.user)


class KeeperAccess(RoleAccess):
    may = staticmethod(may_keep_registry)


class AdministratorAccess(RoleAccess):
    """Accounts are deactivated, never removed: history and journal name them."""

    may = staticmethod(may_manage_accounts)
    can_remove = False


class AuditorAccess(RoleAccess):
    """Reading only."""

    may = staticmethod(may_read_journal)
    can_add = can_change = can_remove = False
