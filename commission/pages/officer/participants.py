"""What representatives did for an applicant, from the journal: who, for whom, under which paper."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commission.models import Application, PowerOfAttorney
from registry.models import JournalEntry

# What an entry of the journal reads like; anything else is named by its code.
_ACT_NAMES = {
    "application.save": gettext_lazy("saved a section of the application"),
    "application.declare": gettext_lazy("gave the declaration"),
    "application.submit": gettext_lazy("submitted the application"),
    "application.withdraw": gettext_lazy("withdrew the application"),
    "document.attach": gettext_lazy("attached a document"),
    "document.remove": gettext_lazy("removed a document"),
    "clarification.ask": gettext_lazy("asked for a clarification of the decision"),
    "decision.read": gettext_lazy("read the notice of the decision"),
}
_SHOWN = 200


def acts_under(application: Application, powers: list[PowerOfAttorney]) -> list[dict[str, Any]]:
    """The newest 200 acts on the case by people who hold a power, each with the power it was done under. One query."""
    if not powers:
        return []
    entries = JournalEntry.objects.filter(
        subject=application.reference, actor_id__in={power.representative_id for power in powers}
    ).order_by("-seq")[:_SHOWN]
    return list(_lines(application, list(entries), powers))


def _lines(
    application: Application, entries: list[JournalEntry], powers: list[PowerOfAttorney]
) -> Iterator[dict[str, Any]]:
    for entry in entries:
        power = _power_at(entry, powers)
        if power is None:
            continue
        yield {
            "at": entry.at,
            "words": _("%(who)s for %(principal)s under %(power)s: %(act)s")
            % {
                "who": power.representative.full_name,
                "principal": application.applicant_name,
                "power": power.words(),
                "act": _ACT_NAMES.get(entry.act, entry.act),
            },
        }


def _power_at(entry: JournalEntry, powers: list[PowerOfAttorney]) -> PowerOfAttorney | None:
    """The newest power of the actor that was given before the entry and not yet taken back."""
    for power in reversed(powers):
        held = power.representative_id == entry.actor_id and power.appointed_at <= entry.at
        if held and (power.revoked_at is None or entry.at <= power.revoked_at):
            return power
    return None
