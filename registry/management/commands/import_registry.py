"""Import persons and holdings from CSV files."""

import argparse
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from registry.exchange.importing import ImportRefused, import_registry
from registry.models import User
from registry.permissions import may_keep_registry
from registry.proposing import Proposed


class Command(BaseCommand):
    help = (
        "Imports parties and holdings from CSV files, all or nothing. Without --apply it is a dry run. "
        "Exit 0: every row fits; 1: rows do not, each is named; 2: a file cannot be read."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--parties", type=Path, metavar="FILE")
        parser.add_argument("--holdings", type=Path, metavar="FILE")
        parser.add_argument(
            "--document", required=True, help="what the changes rest on: kind, number and date"
        )
        parser.add_argument(
            "--by", metavar="USERNAME", help="the keeper on whose behalf; needed with --apply"
        )
        parser.add_argument("--apply", action="store_true", help="write; otherwise only check")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["parties"] or options["holdings"]):
            raise CommandError("Give --parties, --holdings or both.", returncode=2)
        try:
            done = import_registry(
                parties=_text(options["parties"]),
                holdings=_text(options["holdings"]),
                by=_keeper(options["by"]) if options["by"] or options["apply"] else None,
                document=options["document"],
                dry_run=not options["apply"],
            )
        except ImportRefused as refused:
            for problem in refused.problems:
                self.stdout.write(str(problem))
            raise CommandError(
                f"nothing imported: {len(refused.problems)} problems", returncode=1
            ) from refused
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=1) from error
        except Proposed as proposed:
            self.stdout.write(str(proposed))
            return
        state = "imported" if options["apply"] else "dry run, nothing written"
        self.stdout.write(f"{state}: {done.added} added, {done.changed} changed, {done.unchanged} unchanged")


def _text(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path}: not UTF-8; save it as CSV UTF-8", returncode=2) from error


def _keeper(username: str | None) -> User:
    person = User.objects.filter(username=username or "").first()
    if person is None or not may_keep_registry(person):
        raise CommandError("--by must name a person who is a registry keeper today.", returncode=1)
    return person
