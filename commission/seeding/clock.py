"""The one seam through which the past is written: `django.utils.timezone.now`, which everything here asks for the time.

No service takes the time as an argument, and none may: an act is dated by the moment at which it is made. A seeded
office is made years at once, so while it is made, and in that process only, `now` is a clock that stands where it was
put. Nothing but `commission.seeding` may use this.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

_MODULE: Any = timezone


class Clock:
    """A moment that goes forward when told to, and never past the real one."""

    def __init__(self, start: datetime, real: Callable[[], datetime]) -> None:
        self._moment, self._real = start, real

    def now(self) -> datetime:
        return self._moment

    def put(self, moment: datetime) -> None:
        """Go on to a moment. ValueError for one that lies before this one, or has not come yet."""
        if not self._moment <= moment <= self._real():
            raise ValueError(f"{moment} is not between {self._moment} and the present")
        self._moment = moment

    def go_on(self, minutes: int) -> None:
        """Minutes pass within an act that takes several steps; the present is the latest."""
        self._moment = min(self._moment + timedelta(minutes=minutes), self._real())


@contextmanager
def standing(start: datetime) -> Iterator[Clock]:
    """Inside, the whole process lives at the clock's moment; afterwards in the present again."""
    real = _MODULE.now
    clock = Clock(start, real)
    _MODULE.now = clock.now
    try:
        yield clock
    finally:
        _MODULE.now = real
