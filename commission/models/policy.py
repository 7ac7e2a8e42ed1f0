"""Policy values: dated, confirmed by a second person, read by the day that matters.

`value("appeal_days", on=day)` is how the rest of the system reads one. A page remembers what was read (`remembered`):
one query however many values it shows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from commission.models.foureyes import FourEyes, four_eyes
from commission.procedure.policies import POLICIES, parse


class PolicyValue(FourEyes):
    """A value of one key from a day on; in force once confirmed, until a later one begins."""

    key = models.CharField(_("value"), max_length=40)
    value = models.CharField(_("new value"), max_length=12)
    valid_from = models.DateField(_("in force from"))

    class Meta:
        ordering = ["pk"]
        constraints = four_eyes("policy")
        indexes = [models.Index(fields=["key", "valid_from"], name="policy_by_key")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


# key -> (in force from, value), the latest last.
_Rows = dict[str, list[tuple[date, str]]]
_kept: ContextVar[list[_Rows] | None] = ContextVar("policy_kept", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Read the table at most once inside."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def forget() -> None:
    """Read anew: a value has been confirmed."""
    kept = _kept.get()
    if kept is not None:
        kept.clear()


def _rows() -> _Rows:
    kept = _kept.get()
    if kept:
        return kept[0]
    rows: _Rows = {}
    confirmed = PolicyValue.objects.filter(confirmed_at__isnull=False)
    for key, valid_from, value_ in confirmed.order_by("valid_from", "confirmed_at", "pk").values_list(
        "key", "valid_from", "value"
    ):
        rows.setdefault(key, []).append((valid_from, value_))
    if kept is not None:
        kept.append(rows)
    return rows


def share(key: str, *, on: date) -> Fraction:
    """The value in force on the day `on`, or what is shipped. KeyError for a key that does not exist."""
    policy = POLICIES[key]
    in_force = [text for valid_from, text in _rows().get(key, ()) if valid_from <= on]
    return parse(key, in_force[-1]) if in_force else policy.default


def value(key: str, *, on: date) -> int:
    """The same for values that are whole numbers."""
    return int(share(key, on=on))
