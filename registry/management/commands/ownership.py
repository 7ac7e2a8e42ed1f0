"""python manage.py ownership FILE: answer the ownership questions of a case file. Needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.ownership.answers import answer
from registry.ownership.cases import Case, read
from registry.ownership.reading import Unreadable
from registry.ownership.reasons import reasons
from registry.ownership.words import page


class Command(BaseCommand):
    """Exit 0: answered; 1: at least one case refused (all results are printed); 2: the file is unreadable."""

    help = "Compute ownership and control for the cases of a file."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help='one case, or {"cases": [...]}')
        parser.add_argument("--format", choices=["json", "text"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        answers = [(case, answer(case)) for case in _cases(options["file"])]
        if options["format"] == "json":
            results = [{"id": case.id, "result": result} for case, result in answers]
            self.stdout.write(json.dumps({"results": results}, ensure_ascii=False, indent=1))
        else:
            for case, result in answers:
                self.stdout.write(page(case.id, case.title, case.target, result, reasons(case)))
        refused = [case.id for case, result in answers if "errors" in result]
        if refused:
            raise CommandError(f"refused: {', '.join(refused)}", returncode=1)


def _cases(file: str) -> list[Case]:
    try:
        return read(Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise CommandError(f"{file}: {reason}", returncode=2) from error
    except Unreadable as error:
        raise CommandError(f"{file}: {error}", returncode=2) from error
