"""A whole office, made act by act in the order of time: whatever comes next in any case is done next.

Each case and the Commission's calendar of sessions is a process that does what is due and says when it goes on. So the
numbers of applications, letters and sessions and the journal's entries follow the days, as in an office that has lived
through them; what would come after today has not happened, and the case stands where today finds it.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Protocol

from django.utils import timezone

from commission import demonstration
from commission.models import Application
from commission.procedure.clocks import Calendar
from commission.seeding.clock import Clock
from commission.seeding.plans import Plan
from commission.services.obligation_reminders import plan_obligations
from commission.services.reminders import plan as plan_reminders
from commission.states import PENDING
from registry.models import CalendarDay, User

# A process yields the moment at which it goes on, or None: it waits until somebody wakes it.
Process = Iterator[datetime | None]
OPENS, CLOSES = 9 * 60, 18 * 60


class Waiting(Protocol):
    """A case that waits for a session, whose process wakes it with what became of it."""

    plan: Plan
    pk: int
    process: Process
    result: str


class Office:
    """The calendar, the people, and everything that is still to happen."""

    def __init__(self, clock: Clock, *, seed: int, until: datetime, say: Callable[[str], None]) -> None:
        self.clock, self.until, self.say = clock, until, say
        self.rng = Random(f"{seed}:office")
        self.days = Calendar.of(CalendarDay.objects.values_list("day", "is_working"))
        self._people: dict[str, User] = {}
        # Whoever is away: by whom they are replaced, and their last day away.
        self._away: dict[str, tuple[str, date]] = {}
        self._queue: list[tuple[datetime, int, Process]] = []
        self._added = 0
        # Cases with a countersigned report, in the order in which they became ready.
        self.ready: list[Waiting] = []
        self.stopped: list[tuple[str, str]] = []
        self.decrees: dict[int, int] = {}

    # --- people and days ---------------------------------------------------------------------------------------------

    def person(self, username: str) -> User:
        """The same instance throughout, with the person's own offices: those do not change in a seeded office."""
        if username not in self._people:
            user = User.objects.get(username=username)
            self._people[username] = user.at_desks()
        return self._people[username]

    def at_desk(self, username: str) -> User:
        """The person, or while they are away the substitute with what both may do."""
        substitute, last = self._away.get(username, ("", date.min))
        return User.objects.get(username=substitute) if self.today <= last else self.person(username)

    def leave(self, username: str, substitute: str, last: date) -> None:
        """Somebody is away from today to `last`, that day included."""
        self._away[username] = (substitute, last)

    @property
    def today(self) -> date:
        return timezone.localdate()

    def at(self, day: date, minutes: int) -> datetime:
        """Minutes after midnight of a day in Astana."""
        midnight = datetime.combine(day, time(), timezone.get_default_timezone())
        return midnight + timedelta(minutes=minutes)

    def later(self, working_days: float, rng: Random) -> datetime:
        """A moment in office hours that many working days on; 0 is later on this day while the office is open."""
        number, now = round(working_days), timezone.localtime()
        minutes = now.hour * 60 + now.minute
        if number <= 0 and self.days.is_working(now.date()) and minutes < CLOSES - 40:
            return now + timedelta(minutes=rng.randrange(10, max(11, min(90, CLOSES - minutes))))
        day = self.days.add(now.date(), max(1, number))
        return self.at(day, rng.randrange(OPENS, CLOSES))

    def decree_number(self) -> str:
        """The next number of this year's decrees; gaps, since the Government decides other things too."""
        year = self.today.year
        self.decrees[year] = self.decrees.get(year, 0) + self.rng.randrange(2, 9)
        return str(self.decrees[year])

    # --- what is still to happen -------------------------------------------------------------------------------------

    def add(self, moment: datetime, process: Process) -> None:
        self._added += 1
        heapq.heappush(self._queue, (moment, self._added, process))

    def wake(self, case: Waiting, result: str) -> None:
        """A case that waited goes on later on this day."""
        case.result = result
        self.add(timezone.now() + timedelta(minutes=5), case.process)

    def stop(self, application_id: int, why: Exception) -> None:
        """Something stands in a case's planned way: it stays where it is, and the one who seeds is told."""
        reference = Application.objects.filter(pk=application_id).values_list("reference", flat=True).first()
        self.stopped.append((reference or "", str(why)))

    def run(self) -> None:
        """Until the present: nothing is ever dated later."""
        reached = ""
        while self._queue and self._queue[0][0] < self.until:
            moment, _number, process = heapq.heappop(self._queue)
            self.clock.put(max(moment, timezone.now()))
            if f"{self.today:%m.%Y}" != reached:
                reached = f"{self.today:%m.%Y}"
                self.say(f"{reached}: {Application.objects.count()} applications")
            following = next(process, None)
            demonstration.work_off()
            if following is not None:
                self.add(following, process)
        self.clock.put(self.until)
        demonstration.work_off()

    def nights(self, first: date) -> Process:
        """Each working day begins with a look at every clock and due date: reminders, as the sweeper makes them."""
        day = first
        while True:
            day = self.days.add(day, 1)
            yield self.at(day, OPENS - 45)
            if Application.objects.filter(state__in=PENDING).exists():
                plan_reminders()
            plan_obligations()
