"""Locking and refusing: what every use case begins with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from commission import jobs, permissions, sides
from commission.jobs import Claim
from commission.models import Application
from commission.states import Task
from commission.workflow import CannotProceed, NotAllowed, why_not
from registry.models import User

__all__ = [
    "CannotProceed",
    "NotAllowed",
    "allow",
    "allow_party",
    "lock",
    "locked_then_finishing",
    "one_at_a_time",
    "require",
    "require_seen",
    "why_not",
]


def lock(application_id: int) -> Application:
    """The fresh application, locked until the transaction ends."""
    return Application.objects.select_for_update(no_key=True).get(pk=application_id)


@contextmanager
def locked_then_finishing(application_id: int, claim: Claim) -> Iterator[Application]:
    """The application's lock, then the job's: the order of everybody who takes both."""
    application = lock(application_id)
    with jobs.finishing(claim):
        yield application


def require(holds: bool, why: Any) -> None:
    """CannotProceed with `why` unless `holds`."""
    if not holds:
        raise CannotProceed(str(why))


def allow_party(application: Application, by: User, task: Task) -> None:
    """NotAllowed unless `by` may do `task` for the applicant; a representative is told what the paper lacks."""
    may = {
        Task.FILE: permissions.may_file,
        Task.ANSWER: permissions.is_applicant,
        Task.WITHDRAW: permissions.may_withdraw,
        Task.RECEIVE: permissions.may_receive,
    }[task]
    if not may(application, by):
        raise NotAllowed(sides.why_powerless(application, by, task) or _("You may not do this."))


def require_seen(seen: str, now: str) -> None:
    """CannotProceed where somebody decides on another text than their page showed (`seen` empty: there was no page)."""
    require(
        seen in ("", now),
        _(
            "This was changed after you had opened the page: nothing was done. Open it again and read it anew."
        ),
    )


def one_at_a_time(by: User) -> None:
    """What a person begins anew has no row to lock yet: the same form sent twice at once waits here for the first."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)


def allow(may: bool, user: User | None = None) -> None:
    """NotAllowed unless `may`."""
    if not may:
        raise NotAllowed(_("You may not do this."))
