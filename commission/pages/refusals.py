"""Turns a refusal of a service into its page, around any view that calls one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commission.pages.errors import refused
from commission.workflow import CannotProceed, Refused

# PostgreSQL: lock not available, deadlock detected. SQLite says "locked".
_BUSY = {"55P03", "40P01"}


def _somebody_else_holds_it(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") in _BUSY or "locked" in str(error)


View = Callable[..., HttpResponse]


def shows_refusals(view: View) -> View:
    """The view's services may refuse; the person is told why, on a page of its own, and nothing is written."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return refused(request, refusal)
        except OperationalError as error:
            if not _somebody_else_holds_it(error):
                raise
            busy = _("Somebody else is working on this case at this moment. Nothing was saved: try again.")
            return refused(request, CannotProceed(busy))

    return wrapped
