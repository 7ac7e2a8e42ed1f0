"""Whose part of the admin a page is. Django's permissions and superuser flag are not asked."""

from typing import Any, ClassVar

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest

from registry.models import User
from registry.permissions import may_keep_registry, may_manage_accounts, may_read_journal


class RoleAccess:
    """View, add, change and delete by one question about the person; switches narrow it."""

    can_add: ClassVar[bool] = True
    can_change: ClassVar[bool] = True
    can_remove: ClassVar[bool] = True

    def may(self, person: User) -> bool:
        """Whether this part is the person's; nobody's, unless it says whose."""
        return False

    def _allows(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and self.may(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._allows(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._allows(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_add and self._allows(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_change and self._allows(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_remove and self._allows(request)


class KeeperAccess(RoleAccess):
    """The registry itself. Beside a chosen party there is one button, to add a new one; the rest is on its own page."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field

    def may(self, person: User) -> bool:
        return may_keep_registry(person)


class AdministratorAccess(RoleAccess):
    """Accounts are deactivated, never removed: history and journal name them."""

    can_remove = False

    def may(self, person: User) -> bool:
        return may_manage_accounts(person)


class AuditorAccess(RoleAccess):
    """Reading only."""

    can_add = can_change = can_remove = False

    def may(self, person: User) -> bool:
        return may_read_journal(person)
