"""What happened to a case, newest first."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Event
from commission.pages.officer.deadlines import day
from commission.pages.officer.paper_words import filed_from
from commission.templatetags.components import ACTIVE, GRANTED, REFUSED, STATE_TONES, WAITING
from commission.wording import STATE_NAMES
from registry.models import User

_DRAWN = (ACTIVE, GRANTED, REFUSED, WAITING)
# Words that the Government keeps apart from its decree.
_GUARDED = frozenset({"permit", "permit_with_conditions", "refuse"})


def timeline(application: Application, user: User) -> list[dict[str, Any]]:
    """Events as partials/timeline.html takes them. `application` comes with its events."""
    reads_reasons = permissions.may_read_internal_reasons(application, user)
    events = sorted(application.events.all(), key=lambda event: event.pk, reverse=True)
    principal = application.applicant_name
    return [
        _event(event, principal, with_note=reads_reasons or event.verb not in _GUARDED) for event in events
    ]


def _who(event: Event, principal: str) -> str:
    """Who made the move; a representative with whom they stood for and the paper."""
    if event.by is None:
        return _("the system")
    if event.acted_for is not None:
        return _("%(who)s for %(absent)s, who was away") % {
            "who": event.by.full_name,
            "absent": event.acted_for.full_name,
        }
    if event.power is None:
        return event.by.full_name
    return _("%(who)s for %(principal)s under %(power)s") % {
        "who": event.by.full_name,
        "principal": principal,
        "power": event.power.words(),
    }


def _event(event: Event, principal: str, *, with_note: bool) -> dict[str, Any]:
    words = [paper] if (paper := filed_from(event)) else []
    words += [f"{capfirst(str(event.get_ground_display()))}."] if event.ground else []
    words += [_("To the applicant: %(text)s") % {"text": event.public_note}] if event.public_note else []
    if event.note and with_note:
        words.append(event.note)
    if event.act_number:
        words.append(
            _("No. %(number)s of %(date)s") % {"number": event.act_number, "date": day(event.act_date)}
        )
    tone = STATE_TONES.get(event.to_state, "")  # type: ignore[call-overload]
    return {
        "when": event.at,
        "title": capfirst(str(STATE_NAMES.get(event.to_state, event.to_state))),  # type: ignore[call-overload]
        "by": _who(event, principal),
        "detail": " ".join(words),
        "tone": tone if tone in _DRAWN else "",
        "url": "",
    }
