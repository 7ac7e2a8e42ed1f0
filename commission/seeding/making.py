"""Make the whole office in one transaction: either all of it is there, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from commission import demonstration
from commission.demonstration_library import prepare_library
from commission.demonstration_people import PEOPLE
from commission.models import Application
from commission.procedure.regimes import regime_for
from commission.seeding.beside import plan_beside
from commission.seeding.cases import Case
from commission.seeding.clock import standing
from commission.seeding.office import Office
from commission.seeding.people import MORE
from commission.seeding.plans import plans
from commission.seeding.sittings import plan_sessions
from registry.models import StrategicObject, User

YEARS = 2
# The demonstration's alert tells of lots that are sold in it.
_LEFT_ALONE = ("SO-B-023",)


class NotEmpty(Exception):
    """There are cases or people already: an office of the past cannot be put before them."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: cases, with those that follow others; and those that something stopped, as (reference, why)."""

    cases: int
    stopped: list[tuple[str, str]]


@contextmanager
def _unposted() -> Iterator[None]:
    """Letters are written, numbered and kept as ever; letters of years ago are not posted."""
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = kept


def make_office(*, cases: int, seed: int, say: Callable[[str], None]) -> Made:
    """An office of `cases` cases over the last two years, the same for the same seed and day."""
    if Application.objects.exists() or User.objects.filter(username__in=PEOPLE).exists():
        raise NotEmpty
    present = timezone.now()
    today = timezone.localdate(present)
    start = present - timedelta(days=365 * YEARS + 14)
    with transaction.atomic(), _unposted(), standing(start) as clock:
        _prepare_house()
        clock.put(start + timedelta(hours=1))
        office = Office(clock, seed=seed, until=present, say=say)
        first = timezone.localdate() + timedelta(days=7)
        codes = {
            one.code: one.category in ("share_block", "influence_block")
            for one in StrategicObject.objects.filter(code__startswith="SO-B-", holders__isnull=False)
            if one.code not in _LEFT_ALONE
        }
        regime = regime_for(settings.REGIME_MODE, first).code
        made = [
            Case(office, plan, seed=seed)
            for plan in plans(cases, seed=seed, first=first, today=today, codes=codes, regime=regime)
        ]
        for case in made:
            office.add(
                office.at(office.days.add(case.plan.begins - timedelta(days=1), 1), 9 * 60), case.process
            )
        plan_sessions(office, first)
        plan_beside(office, first, seed=seed)
        office.add(office.at(first, 8 * 60), office.nights(first))
        office.run()
    return Made(Application.objects.count(), office.stopped)


def _prepare_house() -> None:
    """Registry, calendar and people as the demonstration has them, and those whom a whole office needs besides."""
    call_command("prepare_demonstration", no_cases=True, verbosity=0)
    demonstration.prepare_people(demonstration.demonstration_password(), PEOPLE | MORE)
    prepare_library(proposer=demonstration.person("officer"), head=demonstration.person("head"))
