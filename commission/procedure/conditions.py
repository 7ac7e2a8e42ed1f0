"""What makes a condition verifiable, and how the wording of a library entry is filled in.

A condition says who verifies it, on what evidence and by what schedule. One that lacks any of these cannot be put to
the vote: nobody could tell later whether it was met.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Protocol


class Verifier(StrEnum):
    """Who tells whether a condition was met."""

    WORKING_BODY = "working_body"
    BODY = "body"


class Schedule(StrEnum):
    """When it is to be shown that a condition is met."""

    ONCE = "once"
    EVERY = "every"
    EVENT = "event"


class Trigger(StrEnum):
    """The event from which an answer is due."""

    CONTRACT = "contract"
    OWNERSHIP = "ownership"
    MANAGEMENT = "management"
    INCIDENT = "incident"
    REQUEST = "request"
    NAMED = "named"


class Ending(StrEnum):
    """How a condition ends."""

    PERFORMED = "performed"
    ON_DATE = "on_date"
    STAKE_LEFT = "stake_left"
    RELEASED = "released"


class Lack(StrEnum):
    """What keeps a condition from being verifiable."""

    WORDING = "wording"
    VERIFIER = "verifier"
    EVIDENCE = "evidence"
    SCHEDULE = "schedule"
    END = "end"


class Terms(Protocol):
    """What a condition says of its verification. `months`: within which, or every how many; `days` are working days."""

    @property
    def wording_ru(self) -> str: ...

    @property
    def wording_kk(self) -> str: ...

    @property
    def evidence_ru(self) -> str: ...

    @property
    def evidence_kk(self) -> str: ...

    @property
    def verifier(self) -> str: ...

    @property
    def verified_by_id(self) -> int | None: ...

    @property
    def schedule(self) -> str: ...

    @property
    def months(self) -> int | None: ...

    @property
    def days(self) -> int | None: ...

    @property
    def trigger(self) -> str: ...

    @property
    def ending(self) -> str: ...


def lacks(terms: Terms, *, due_on: date | None = None, ends_on: date | None = None) -> list[Lack]:
    """What is missing, in the order of the form; empty for a condition that can be verified.

    `due_on` and `ends_on` are the days that a case gives beside the terms.
    """
    found = []
    if not (terms.wording_ru.strip() and terms.wording_kk.strip()):
        found.append(Lack.WORDING)
    if terms.verifier != Verifier.WORKING_BODY and not (
        terms.verifier == Verifier.BODY and terms.verified_by_id
    ):
        found.append(Lack.VERIFIER)
    if not (terms.evidence_ru.strip() and terms.evidence_kk.strip()):
        found.append(Lack.EVIDENCE)
    if not _is_scheduled(terms, due_on):
        found.append(Lack.SCHEDULE)
    if terms.ending not in set(Ending) or (terms.ending == Ending.ON_DATE and ends_on is None):
        found.append(Lack.END)
    return found


def _is_scheduled(terms: Terms, due_on: date | None) -> bool:
    if terms.schedule == Schedule.ONCE:
        return bool(terms.months) or due_on is not None
    if terms.schedule == Schedule.EVERY:
        return bool(terms.months)
    return terms.schedule == Schedule.EVENT and terms.trigger in set(Trigger) and bool(terms.days)


# What a wording may leave open for the case, written {share}.
PARAMETERS = ("share", "amount", "number", "date", "days", "months", "person", "place", "act")
_PLACE = re.compile(r"\{([^{}]*)\}")


def placeholders(*texts: str) -> list[str]:
    """Names left open in the texts, once each, in the order of `PARAMETERS`; unknown names come last."""
    named = dict.fromkeys(name for text in texts for name in _PLACE.findall(text))
    order = {name: place for place, name in enumerate(PARAMETERS)}
    return sorted(named, key=lambda name: order.get(name, len(order)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every place filled. KeyError for a place without a value."""
    return _PLACE.sub(lambda found: values[found.group(1)], text)
