"""Locking and refusing: what every use case begins with."""

from typing import Any

from django.utils.translation import gettext as _

from commission.models import Application
from commission.workflow import CannotProceed, NotAllowed, why_not
from registry.models import User

__all__ = ["CannotProceed", "NotAllowed", "allow", "lock", "require", "why_not"]


def lock(application_id: int) -> Application:
    """The fresh application, locked until the transaction ends."""
    return Application.objects.select_for_update().get(pk=application_id)


def require(holds: bool, why: Any) -> None:
    """CannotProceed with `why` unless `holds`."""
    if not holds:
        raise CannotProceed(str(why))


def allow(may: bool, user: User | None = None) -> None:
    """NotAllowed unless `may`."""
    if not may:
        raise NotAllowed(_("You may not do this."))
