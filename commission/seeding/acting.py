"""What every step of a seeded case needs: who acts, when it goes on, and the case itself."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from commission.models import Application
from commission.seeding.office import Office, Process
from commission.seeding.people import APPLICANTS, OFFICERS
from commission.seeding.plans import Plan, drawn
from commission.services import registration
from commission.workflow import Words
from registry.models import User

Steps = Iterator[datetime | None]


class Acting:
    """A plan, the people who carry it out, and the number of its application once there is one."""

    def __init__(self, office: Office, plan: Plan, *, seed: int, part: str = "steps") -> None:
        self.office, self.plan, self.seed = office, plan, seed
        self.rng = Random(f"{seed}:{plan.number}:{part}")
        self.pk, self.result = 0, ""
        self.process: Process
        self.by = office.person(APPLICANTS[plan.applicant % len(APPLICANTS)])
        self.officer_name: str = drawn(self.rng, OFFICERS)

    @property
    def officer(self) -> User:
        """The officer of the case, or whoever sits at that desk today."""
        return self.office.at_desk(self.officer_name)

    @property
    def head(self) -> User:
        return self.office.person("head")

    @property
    def application(self) -> Application:
        return Application.objects.get(pk=self.pk)

    def after(self, least: float, most: float) -> datetime:
        """Working days on, more where the case is a slow one."""
        return self.office.later(self.rng.uniform(least, most) * self.plan.pace, self.rng)

    def step(self, verb: str, by: User, reason: str = "", *, act: bool = False) -> None:
        number = f"{self.pk}-и" if act else ""
        words = Words(note=reason, act_number=number, act_date=self.office.today if act else None)
        registration.take_step(application_id=self.pk, verb=verb, by=by, words=words)
