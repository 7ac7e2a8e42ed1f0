"""The run-time half of the access rules: a page without a rule, or outside a person's office, does not exist."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.defaults import bad_request

from commission.models import policy
from commission.pages.access import rule_for

logger = logging.getLogger(__name__)
_SAFE = {"HEAD": "GET"}


class AccessRuleMiddleware:
    """Refuse before the view runs. Signing in is LoginRequiredMiddleware's business, scope the queries'."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            # A case must not stay behind in the browser of a shared desk.
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        rule = rule_for(name)
        if rule is None:
            logger.error("page %r has no access rule and is refused", name)
            raise Http404
        if (
            not name.startswith("admin:")
            and _SAFE.get(request.method or "", request.method) not in rule.methods
        ):
            return HttpResponseNotAllowed(rule.methods)
        if rule.public or not request.user.is_authenticated:
            return None
        if rule.roles and not request.user.holds(*rule.roles):
            raise Http404
        return None


class PolicyMiddleware:
    """Read the policy values at most once for a page, however many it shows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with policy.remembered():
            return self.get_response(request)


class CleanAddressMiddleware:
    """Refuse an address that no form of ours makes: a NUL in it stops PostgreSQL in the middle of a query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in unquote(request.get_full_path()):
            return bad_request(request, BadRequest("NUL in the address"))
        return self.get_response(request)
