"""Fill the working-day calendar."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.holidays import FIRST_YEAR, LAST_YEAR
from registry.services import seed_calendar


class Command(BaseCommand):
    help = (
        "Adds Kazakhstan's days off and transferred working days that nobody has entered yet. Transfers of years after "
        "the package's release are missing: keepers enter them from the Government's act."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", type=int, default=FIRST_YEAR)
        parser.add_argument("--to", dest="last", type=int, default=LAST_YEAR)

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = options["first"], options["last"]
        if not 1991 <= first <= last <= 2100:
            raise CommandError("Give years from 1991 to 2100, the first not after the last.")
        added = seed_calendar(first_year=first, last_year=last)
        self.stdout.write(f"days added: {added} ({first}-{last}); confirm them against the acts in the admin")
