"""python manage.py bods import FILE / export: ownership as BODS 0.4 files, into the registry and out of it."""

import argparse
import hashlib
import json
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from registry.exchange.bods import reading
from registry.exchange.bods.terms import Unreadable
from registry.exchange.bods_comparing import Comparison
from registry.exchange.bods_exporting import UnknownNames, export_bods
from registry.exchange.bods_importing import (
    ADDED,
    CHANGED,
    UNCHANGED,
    BodsRefused,
    Named,
    Outcome,
    import_bods,
)
from registry.exchange.bods_words import left_words, unreadable_words
from registry.models import User
from registry.permissions import may_keep_registry
from registry.proposing import Proposed

_SIGNS = {ADDED: "+", CHANGED: "~"}


class Command(BaseCommand):
    """Exit 0: done; 1: the file is refused, every problem named by statement; 2: it cannot be read."""

    help = "Imports a BODS 0.4 file into the registry, all or nothing, or writes the registry as one."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        inward = actions.add_parser("import", help="read a file into the registry")
        inward.add_argument(
            "file", type=Path, metavar="FILE", help="JSON (a list of statements) or JSON lines"
        )
        inward.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        inward.add_argument("--format", choices=["text", "json"], default="text")
        inward.add_argument("--document", default="", help="what the changes rest on (default: the file)")
        inward.add_argument("--by", metavar="USERNAME", help="the keeper on whose behalf; needed to write")
        outward = actions.add_parser("export", help="write the registry, or what stands above some of it")
        outward.add_argument("--object", action="append", default=[], metavar="CODE", dest="objects")
        outward.add_argument("--party", nargs="+", action="extend", default=[], metavar="KEY", dest="parties")
        outward.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "import":
            self._import(options)
        else:
            self._export(options)

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        if not (options["by"] or options["dry_run"]):
            raise CommandError("Name the keeper with --by, or check with --dry-run.", returncode=1)
        try:
            data = path.read_bytes()
            outcome = import_bods(
                text=reading.decoded(data),
                by=_keeper(options["by"]) if options["by"] else None,
                document=options["document"] or _file_as_document(path, data),
                dry_run=options["dry_run"],
            )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        except Unreadable as error:
            raise CommandError(f"{path}: {unreadable_words(error)}", returncode=2) from error
        except BodsRefused as refused:
            self._say_problems(refused.problems, options["format"])
            raise CommandError(
                f"nothing imported: {len(refused.problems)} problems", returncode=1
            ) from refused
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=1) from error
        except Proposed as proposed:
            self.stdout.write(str(proposed))
            return
        if options["format"] == "json":
            self.stdout.write(_json(_as_json(outcome, options["dry_run"])))
        else:
            self._say_outcome(outcome, options["dry_run"])

    def _export(self, options: dict[str, Any]) -> None:
        try:
            text = export_bods(objects=options["objects"], parties=options["parties"])
        except UnknownNames as error:
            raise CommandError(f"not in the registry: {error}", returncode=1) from error
        if options["out"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            options["out"].write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}", returncode=2) from error

    def _say_problems(self, problems: tuple[Named, ...], format: str) -> None:
        if format == "json":
            self.stdout.write(_json({"problems": [asdict(problem) for problem in problems]}))
            return
        for problem in problems:
            self.stdout.write(f"{problem.statement}: {problem.message}")

    def _say_outcome(self, outcome: Outcome, dry_run: bool) -> None:
        for row in outcome.rows:
            if row.state in _SIGNS:
                self.stdout.write(f"{_SIGNS[row.state]} {row.what} {row.name}")
        for each in outcome.compared:
            self.stdout.write(_comparison_words(each))
        for left in outcome.left:
            self.stdout.write(f"  {left.statement}: {left_words(left)}")
        state = "dry run, nothing written" if dry_run else "imported"
        self.stdout.write(
            f"{state}: {outcome.statements} statements; {outcome.count(ADDED)} added, "
            f"{outcome.count(CHANGED)} changed, {outcome.count(UNCHANGED)} unchanged"
        )


def _keeper(username: str) -> User:
    person = User.objects.filter(username=username).first()
    if person is None or not may_keep_registry(person):
        raise CommandError("--by must name a person who is a registry keeper today.", returncode=1)
    return person


def _file_as_document(path: Path, data: bytes) -> str:
    return f"BODS 0.4 file {path.name[:100]}, SHA-256 {hashlib.sha256(data).hexdigest()[:16]}"


def _comparison_words(each: Comparison) -> str:
    computed = f"computed {_range(each.computed)}" if each.computed else "not computed"
    control = f", control {each.control}" if each.control else ""
    return (
        f"? {each.owner} in {each.company} ({each.interest}): declared indirect {_range(each.declared)}, "
        f"{computed}{control}: {each.verdict}"
    )


def _range(share: tuple[Fraction, Fraction] | None) -> str:
    if share is None:
        return "without a share"
    low, high = share
    return str(low) if low == high else f"{low} to {high}"


def _as_json(outcome: Outcome, dry_run: bool) -> dict[str, Any]:
    counts = {
        what: {state: outcome.count(state, what) for state in (ADDED, CHANGED, UNCHANGED)}
        for what in ("party", "holding", "link")
    }
    return {
        "dry_run": dry_run,
        "statements": outcome.statements,
        "counts": counts,
        "rows": [asdict(row) for row in outcome.rows],
        "compared": [asdict(each) for each in outcome.compared],
        "left": [{"statement": each.statement, "message": left_words(each)} for each in outcome.left],
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)
