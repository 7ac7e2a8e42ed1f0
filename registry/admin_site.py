"""The admin of the registry: keepers, administrators and auditors each have a part; for others it does not exist."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from registry.models import Party, Proposal, User
from registry.permissions import may_enter_admin, may_keep_registry


class RegistryAdminSite(admin.AdminSite):
    """Entered by role, never by Django's staff or superuser flags; signing in and out is the accounts' matter."""

    site_title = _("Registry")
    site_header = _("Registry of strategic objects")
    index_title = _("Registry")
    site_url = "/"
    empty_value_display = "—"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return isinstance(user, User) and user.is_active and may_enter_admin(user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Strangers sign in; signed-in people without a part here, or reaching for another's part, get 404."""
        guarded = super().admin_view(self._hiding(view), cacheable)

        @wraps(guarded)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            if not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return inner

    def _hiding(self, view: Any) -> Any:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied as denied:
                raise Http404 from denied

        return inner

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Strangers sign in where everybody does; a person without a part here is told there is no such page."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next", request.path), settings.LOGIN_URL)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return _sign_out(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Keepers are told at the door what waits for a second one of them."""
        user = request.user
        if isinstance(user, User) and may_keep_registry(user):
            waiting = Proposal.objects.filter(confirmed_at__isnull=True, rejected_at__isnull=True)
            count = waiting.exclude(proposed_by=user).count()
            extra_context = {**(extra_context or {}), "proposals_waiting": count}
        return super().index(request, extra_context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if context["has_permission"] and Party.objects.filter(illustrative=True).exists():
            context["registry_note"] = settings.ILLUSTRATIVE_NOTE
        return context


@require_POST
def _sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


site = RegistryAdminSite()
