"""Turns a refusal of a service into its page, around any view that calls one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from commission.pages.errors import refused
from commission.workflow import Refused

View = Callable[..., HttpResponse]


def shows_refusals(view: View) -> View:
    """The view's services may refuse; the person is told why, on a page of its own, and nothing is written."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return refused(request, refusal)

    return wrapped
