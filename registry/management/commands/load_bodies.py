"""Enter the state bodies of NSL 15(1)."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.services import load_bodies


class Command(BaseCommand):
    help = "Adds the state bodies of NSL 15(1) that the routing of consultations names; those present stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"bodies added: {load_bodies()}")
