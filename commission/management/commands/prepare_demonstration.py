"""Illustrative registry, people and cases for an empty database; quick when there is nothing to do."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from commission import demonstration
from commission.demonstration_after import prepare_after
from commission.demonstration_paper import prepare_paper
from commission.demonstration_people import PEOPLE
from registry.models import CalendarDay, StrategicObject
from registry.services import load_illustrative, seed_calendar


class Command(BaseCommand):
    help = "Load the illustrative data and the demonstration's people and cases if the database is empty."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-cases", action="store_true", help="people and registry only")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration is never loaded into a production system.")
        if not StrategicObject.objects.exists():
            load_illustrative()
        if not CalendarDay.objects.exists():
            seed_calendar()
        password = demonstration.demonstration_password()
        demonstration.prepare_people(password)
        demonstration.prepare_composition()
        if not options["no_cases"]:
            demonstration.prepare_cases(password)
            demonstration.prepare_alerts()
            prepare_after(password)
            prepare_paper()
        self.stdout.write(f"Demonstration logins: {' '.join(PEOPLE)}")
        self.stdout.write(f"Password of all of them: {password}")
