"""Compile the translations: every .po below LOCALE_PATHS to the .mo that Django reads, without gettext's programs."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Compile every .po catalogue that is newer than its .mo (all of them with --all)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="compile also what has not changed")

    def handle(self, *args: Any, **options: Any) -> None:
        for root in settings.LOCALE_PATHS:
            for source in sorted(Path(root).glob("*/LC_MESSAGES/*.po")):
                if options["all"] or _is_newer(source, source.with_suffix(".mo")):
                    _compile(source)
                    if options["verbosity"]:
                        self.stdout.write(f"compiled {source}")


def _is_newer(source: Path, compiled: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    """Write through a second file, so that a server reading meanwhile never sees half a catalogue."""
    compiled, unfinished = source.with_suffix(".mo"), source.with_suffix(".mo.part")
    try:
        with source.open("rb") as words:
            catalogue = read_po(words, abort_invalid=True)
    except PoFileError as error:
        raise CommandError(f"{source}: {error}") from error
    with unfinished.open("wb") as target:
        write_mo(target, catalogue)
    unfinished.replace(compiled)
