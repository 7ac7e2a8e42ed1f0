"""Answers to what went wrong, in the reader's language, each saying what to do next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commission.workflow import CannotProceed, NotAllowed, Refused


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection token is missing or old."""
    return render(
        request,
        "403.html",
        {"reasons": [_("The page was open for too long or came from elsewhere. Open it again and repeat the step.")]},
        status=403,
    )


def refused(request: HttpRequest, refusal: Refused, **context: Any) -> HttpResponse:
    """A step that was not made: 409 when the case has moved on, 403 when the person may not."""
    status = 403 if isinstance(refusal, NotAllowed) else 409
    template = "403.html" if status == 403 else "409.html"
    assert isinstance(refusal, CannotProceed | NotAllowed)
    return render(request, template, {"reasons": refusal.reasons, **context}, status=status)
