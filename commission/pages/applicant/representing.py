"""For whom a representative acts, in words; and a case's powers of attorney as rows of a page."""

from typing import Any

from django.utils.translation import gettext as _

from commission import sides
from commission.models import Application, PowerOfAttorney
from commission.states import Task
from commission.wording import TASK_NAMES
from registry.models import User


def behalf(application: Application, by: User) -> str:
    """“For X under power of attorney No. ...” on a representative's page, or why it ended; empty for the applicant."""
    powers = sides.powers_of(application, by)
    if sides.is_principal(application, by) or not powers:
        return ""
    if ended := sides.why_powerless(application, by):
        return ended
    power = next(power for power in powers if power.in_force())
    return _("You act for %(principal)s under %(power)s: %(tasks)s.") % {
        "principal": application.applicant_name,
        "power": power.words(),
        "tasks": _in_words(power.tasks),
    }


def _in_words(tasks: list[Task]) -> str:
    return ", ".join(str(TASK_NAMES[task]) for task in tasks)


def power_rows(powers: list[PowerOfAttorney]) -> list[dict[str, Any]]:
    """Each power with what it covers in words, and how it stands today, for partials/powers.html."""
    return [{"power": power, "tasks": _in_words(power.tasks), "ended": power.why_not()} for power in powers]
