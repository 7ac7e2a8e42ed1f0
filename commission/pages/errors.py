"""Answers to what went wrong, in the reader's language, each saying what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from commission.workflow import NotAllowed, Refused


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection token is missing or old."""
    return render(request, "403.html", {"csrf": True, "back_url": _back(request)}, status=403)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A step that was not made: 409 when the case has moved on, 403 when the person may not."""
    context = {"reasons": refusal.reasons, "exception": " ".join(refusal.reasons), "back_url": _back(request)}
    if isinstance(refusal, NotAllowed):
        return render(request, "403.html", context, status=403)
    return render(request, "409.html", context, status=409)


def _back(request: HttpRequest) -> str:
    """The page the person came from, when it is one of ours."""
    came_from = request.headers.get("referer", "")
    own = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if own else ""
