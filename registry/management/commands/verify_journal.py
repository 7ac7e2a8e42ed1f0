"""Verify the journal, and export it for whoever verifies it elsewhere."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.journal import checkpoints, signing, verifying, writing
from registry.journal.chain import Break


class Command(BaseCommand):
    help = (
        "Verifies the chain and the signed checkpoints; prints every break. Exit 0: it holds; 1: it does not. "
        "--export writes one hash and one canonical text a line."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--export", type=Path, metavar="FILE", help="write the journal there, one entry a line"
        )
        parser.add_argument(
            "--checkpoints", type=Path, metavar="FILE", help="a copy of the checkpoints kept elsewhere"
        )
        parser.add_argument(
            "--public-key", type=Path, action="append", metavar="FILE", help="whose signatures count"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["export"]:
            self._export(options["export"])
        found = [*verifying.verify(), *self._signed(options["checkpoints"], options["public_key"])]
        for broken in found:
            self.stdout.write(f"entry {broken.seq}: {broken.reason}")
        if found:
            raise CommandError(f"the journal does not hold: {len(found)} breaks", returncode=1)
        seq, digest = writing.head()
        self.stdout.write(f"the journal holds: {seq} entries, head {digest}")

    def _signed(self, file: Path | None, keys: list[Path] | None) -> list[Break]:
        path = file or checkpoints.file_path()
        if file is None and not path.exists():
            return []
        known = signing.public_keys(keys or sorted(checkpoints.folder().glob("*.pub.pem")))
        try:
            return checkpoints.verify(checkpoints.read(path), known)
        except (OSError, ValueError) as error:
            return [Break(0, f"the checkpoints of {path} cannot be read: {error}")]

    def _export(self, path: Path) -> None:
        with path.open("w", encoding="utf-8") as stream:
            for row in verifying.rows():
                stream.write(f"{row.hash} {row.canonical}\n")
