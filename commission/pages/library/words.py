"""A condition's terms in words: who verifies, when, and how it ends."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commission.procedure.conditions import Ending, Schedule, Trigger, Verifier
from commission.wording_conditions import ENDING_NAMES, TRIGGER_NAMES, VERIFIER_NAMES


def verifier_of(terms: Any) -> str:
    """The verifying body by its name; empty where nobody is named. Reads `verified_by`."""
    if terms.verifier == Verifier.BODY:
        return str(terms.verified_by.name) if terms.verified_by is not None else ""
    return str(VERIFIER_NAMES[Verifier(terms.verifier)]) if terms.verifier else ""


def schedule_of(terms: Any) -> str:
    """When it is to be shown, in words; empty where nothing is said."""
    due_on = getattr(terms, "due_on", None)
    if terms.schedule == Schedule.ONCE and due_on is not None:
        return _("once, by %(day)s") % {"day": f"{due_on:%d.%m.%Y}"}
    if terms.schedule == Schedule.ONCE and terms.months:
        return ngettext(
            "once, within %(number)d month of the decree",
            "once, within %(number)d months of the decree",
            terms.months,
        ) % {"number": terms.months}
    if terms.schedule == Schedule.EVERY and terms.months:
        return ngettext("every month", "every %(number)d months", terms.months) % {"number": terms.months}
    if terms.schedule == Schedule.EVENT and terms.days and terms.trigger:
        return ngettext(
            "within %(number)d working day of: %(event)s",
            "within %(number)d working days of: %(event)s",
            terms.days,
        ) % {"number": terms.days, "event": TRIGGER_NAMES[Trigger(terms.trigger)]}
    return ""


def ending_of(terms: Any) -> str:
    """How it ends, in words."""
    ends_on = getattr(terms, "ends_on", None)
    if terms.ending == Ending.ON_DATE and ends_on is not None:
        return _("on %(day)s") % {"day": f"{ends_on:%d.%m.%Y}"}
    return str(ENDING_NAMES[Ending(terms.ending)]) if terms.ending else ""


def term_rows(terms: Any) -> list[dict[str, str]]:
    """The terms as rows of a summary list."""
    return [
        {"label": _("Who verifies"), "value": verifier_of(terms) or _("not said")},
        {"label": _("Evidence"), "value": terms.evidence or _("not said")},
        {"label": _("When"), "value": schedule_of(terms) or _("not said")},
        {"label": _("How it ends"), "value": ending_of(terms) or _("not said")},
    ]
