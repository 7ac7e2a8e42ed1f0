"""The sweeper process: rings for due jobs until it is told to stop."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from commission.tasks import Bell, Rounds


class Command(BaseCommand):
    help = "Ring for every job that is due, again and again; --once rings a single time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="ring once and exit")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        bell, rounds = Bell(), Rounds()
        while not stop.is_set():
            try:
                rounds.make()
                bell.ring()
            except Exception as error:
                self.stderr.write(f"sweep failed, trying again: {error}")
                if options["once"]:
                    raise
            finally:
                close_old_connections()
            if options["once"]:
                return
            stop.wait(settings.JOB_SWEEP_SECONDS)
