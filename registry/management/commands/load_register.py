"""Load a synthetic register into an empty PostgreSQL database."""

import argparse
import time
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from registry.sweeping.synthetic import Register, load_register


class Command(BaseCommand):
    help = (
        "Loads a synthetic register (arrays src, dst, w, is_company, country in an .npz file) into the tables of "
        "parties and holdings, every row marked illustrative. Refused where the registry holds anything, unless "
        "--add. PostgreSQL only."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--add", action="store_true", help="add to whatever the registry holds")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()

        def note(text: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:6.1f} s  {text}")

        try:
            register = Register.read(options["file"])
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{options['file']}: not a register: {error}", returncode=2) from error
        try:
            parties, holdings = load_register(register, add=options["add"], note=note)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=1) from error
        note(f"done: {parties} parties, {holdings} holdings")
