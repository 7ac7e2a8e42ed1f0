"""Who does the queued work of a story, and the time that it and its workers share.

On SQLite the test itself does each job, with the function that a worker calls. On PostgreSQL the story is told beside
a real Celery worker and a real sweeper, processes of their own on a database of their own; libfaketime shows them the
moment at which the story stands, which it reads from a file.
"""

import email
import email.policy
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core import mail
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from commission import demonstration
from commission.models import Job
from commission.models.job import JobState
from tests.processes import Stack, wait_for

# Where Debian's libfaketime puts it, on any architecture.
FAKETIME = "*/faketime/libfaketimeMT.so.1"


class Letter:
    """What a story asks of a letter: to whom, and its subject."""

    def __init__(self, to: Iterable[str], subject: str) -> None:
        self.to, self.subject = tuple(to), subject


class Workers(Protocol):
    def begin(self, moment: datetime) -> None:
        """A new story begins."""

    def tell(self, moment: datetime) -> None:
        """It is this moment now."""

    def finish(self) -> None:
        """Everything that is due is done."""

    def letters(self) -> list[Letter]:
        """All that went out, the oldest first."""


class Here:
    """The test does the jobs itself."""

    def begin(self, moment: datetime) -> None:
        pass

    def tell(self, moment: datetime) -> None:
        pass

    def finish(self) -> None:
        demonstration.work_off()

    def letters(self) -> list[Letter]:
        return [Letter(one.to, one.subject) for one in mail.outbox]


class Beside:
    """A Celery worker and a sweeper on the database and the broker that are named.

    They outlive a story: the next one brings another database of the same name.
    """

    def __init__(self, *, library: Path, clock: Path, database_url: str, redis_url: str) -> None:
        self.clock = clock
        self.told = 0
        # The files of a case lie where the test puts them, and the letters beside them.
        self.mail = Path(settings.EMAIL_FILE_PATH)
        self.stack = Stack(
            var_dir=settings.VAR_DIR,
            database_url=database_url,
            redis_url=redis_url,
            roles=("worker", "sweeper"),
            extra={
                "LD_PRELOAD": str(library),
                "FAKETIME_TIMESTAMP_FILE": str(self.clock),
                "FAKETIME_FMT": "%s",
                "FAKETIME_NO_CACHE": "1",
                # Waiting goes on as usual: only the calendar is the story's.
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "JOB_SWEEP_SECONDS": "0.1",
                "REMINDER_SECONDS": "1",
            },
        )

    def begin(self, moment: datetime) -> None:
        shutil.rmtree(self.mail, ignore_errors=True)  # of the story before
        self.tell(moment)
        self._number_jobs_anew()
        if not self.stack.processes:
            self.stack.start()

    def _number_jobs_anew(self) -> None:
        """A sweeper leaves the number of a job alone for a while after ringing: no two stories use the same."""
        self.told += 1
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SEQUENCE {Job._meta.db_table}_id_seq RESTART WITH {self.told * 10_000}")

    def tell(self, moment: datetime) -> None:
        # Replaced, not rewritten: a process never reads half a number.
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"{int(moment.timestamp())}\n")
        fresh.replace(self.clock)

    def finish(self) -> None:
        wait_for(self._idle, seconds=60, doing="the worker to finish")

    def _idle(self) -> bool:
        dead = [role for role, process in self.stack.processes.items() if process.poll() is not None]
        if dead:
            raise RuntimeError(f"{dead} ended:\n" + "\n".join(self.stack.log(role)[-3000:] for role in dead))
        # One statement: between two of them a job that runs could end and leave a new one waiting.
        waiting = Q(state=JobState.WAITING, run_after__lte=timezone.now())
        return not Job.objects.filter(waiting | Q(state=JobState.RUNNING)).exists()

    def letters(self) -> list[Letter]:
        """Django writes messages to files and ends each with a line of dashes."""
        found = []
        for file in sorted(self.mail.glob("*"), key=lambda file: file.stat().st_mtime_ns):
            for text in file.read_bytes().split(b"-" * 79 + b"\n"):
                message: Any = email.message_from_bytes(text, policy=email.policy.default)
                if message["To"]:
                    to = [address.addr_spec for address in message["To"].addresses]
                    found.append(Letter(to, str(message["Subject"])))
        return found


class SharedTime:
    """The story's time: this process's by time_machine, the workers' by being told."""

    def __init__(self, traveller: Any, workers: Workers) -> None:
        self._traveller, self._workers = traveller, workers

    def move_to(self, moment: datetime) -> None:
        self._traveller.move_to(moment, tick=False)
        self._workers.tell(moment)

    def shift(self, seconds: int) -> None:
        self.move_to(timezone.now() + timedelta(seconds=seconds))
