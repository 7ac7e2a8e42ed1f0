"""Sign the journal's head."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.journal.checkpoints import RolledBack, file_path, make_checkpoint


class Command(BaseCommand):
    help = "Signs the journal's head and appends it to var/checkpoints/checkpoints.jsonl; copy that file elsewhere."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_checkpoint()
        except RolledBack as error:
            raise CommandError(f"{error}: the database was rolled back. Nothing was signed.") from error
        if made is None:
            self.stdout.write("the journal is empty: nothing to sign")
        else:
            self.stdout.write(f"checkpoint {made.number}: entry {made.seq} {made.hash} -> {file_path()}")
