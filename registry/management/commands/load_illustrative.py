"""Load the illustrative registry into an empty one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from registry.services import load_illustrative


class Command(BaseCommand):
    help = "Loads the illustrative registry (58 objects) into an empty registry; does nothing where it is loaded."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_illustrative()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"objects {loaded.objects}, parties {loaded.parties}, holdings {loaded.holdings}, links {loaded.links}, "
            f"titles {loaded.titles}, listed {loaded.listed}, bodies {loaded.bodies}"
        )
