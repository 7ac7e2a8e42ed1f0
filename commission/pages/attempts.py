"""A form that asks for an act: shown, typed wrong, refused by the case, or done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.forms import Form
from django.http import HttpRequest

from commission.workflow import CannotProceed


class Checked(Protocol):
    def is_valid(self) -> bool: ...


@dataclass(frozen=True)
class Attempt:
    """What came of it: the status of the page that shows the form again, or `done` with what was made."""

    status: int = 200
    done: bool = False
    made: Any = None


def attempt(request: HttpRequest, form: Form, do: Callable[[], object], *beside: Checked) -> Attempt:
    """Do the act if the form was sent and it, and what is sent `beside` it, is in order.

    200: nothing was sent. 422: something was typed wrong, or `do` has put an error at a field (a file that is not
    taken). 409: the case does not allow it; the reasons stand at the form. In each of them everything typed is still
    there. Whoever may not act at all (`NotAllowed`) gets the refusal's own page.
    """
    if request.method != "POST":
        return Attempt()
    # Each is asked, so that every one shows its errors.
    checked = [one.is_valid() for one in (form, *beside)]
    if not all(checked):
        return Attempt(status=422)
    try:
        made = do()
    except CannotProceed as refusal:
        form.add_error(None, list(refusal.reasons))
        return Attempt(status=409)
    if form.errors:
        return Attempt(status=422)
    return Attempt(done=True, made=made)
