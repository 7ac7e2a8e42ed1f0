"""A believable office of hundreds of cases over two years, for demonstrations and for measuring."""

import time
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commission import demonstration
from commission.models import Application
from commission.seeding.beside import look_into_an_alert
from commission.seeding.making import NotEmpty, make_office
from commission.wording import STATE_NAMES
from registry.journal.verifying import verify


class Command(BaseCommand):
    help = (
        "Fill an empty demonstration database with a whole office: cases of two years, made by the services."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--office", action="store_true", required=True, help="what to make: an office")
        parser.add_argument("--cases", type=int, default=300, help="how many cases (1 to 2000)")
        parser.add_argument("--seed", type=int, default=1, help="the same number, the same office")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration is never loaded into a production system.")
        if not 1 <= options["cases"] <= 2000:
            raise CommandError("Between 1 and 2000 cases.")
        began = time.monotonic()
        try:
            made = make_office(cases=options["cases"], seed=options["seed"], say=self.stdout.write)
        except NotEmpty as error:
            raise CommandError(
                "This database holds cases or people already. Seed an empty one: another VAR_DIR or DATABASE_URL, "
                "after `manage.py migrate`."
            ) from error
        demonstration.prepare_alerts()
        look_into_an_alert()
        if breaks := verify():
            raise CommandError(f"The journal does not hold: {breaks[:3]}")
        states = Counter(Application.objects.values_list("state", flat=True))
        for state, count in states.most_common():
            self.stdout.write(f"{count:5d}  {STATE_NAMES[state]}")
        for reference, why in made.stopped:
            self.stderr.write(f"{reference} stopped: {why}")
        self.stdout.write(f"{made.cases} cases in {time.monotonic() - began:.0f} s; the journal holds.")
