"""Uploads that no document names any more: run daily (deploy/), safe at any time."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from commission.documents import storage
from commission.models import Document, Paper, PaperVersion


def referred(hashes: list[str]) -> set[str]:
    """Those of `hashes` that some document or paper names, refused and removed ones included."""
    return {
        sha256
        for model in (Document, Paper, PaperVersion)
        for sha256 in model._default_manager.filter(sha256__in=hashes).values_list("sha256", flat=True)
    }


class Command(BaseCommand):
    help = "Delete stored and quarantined files that no document names and nobody touched for --days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="age that protects a file (default 30)")

    def handle(self, *args: Any, **options: Any) -> None:
        removed = storage.remove_orphans(referred, older_than=timedelta(days=options["days"]))
        self.stdout.write(f"{removed} files removed")
