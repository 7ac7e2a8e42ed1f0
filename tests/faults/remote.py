"""Acting on a running system from outside: a script in its environment, and its database as it stands."""

import sqlite3
import subprocess
import sys

import psycopg

from deploy.processes import ROOT
from tests.processes import Stack

# Runs in the stack's own environment: jobs are only written, the stack's workers do them.
_FILE = """
from tests.cast import Road, person
from commission.services import applications, registration
from commission.models import Document
road = Road.draft("SO-B-020")
Document.objects.filter(application_id=road.pk).update(inspection="accepted")
applications.submit_application(application_id=road.pk, by=person("applicant"))
registration.take_application(application_id=road.pk, by=person("officer"))
registration.register_application(application_id=road.pk, by=person("officer"))
print(road.reference)
"""


def file_and_register(stack: Stack) -> str:
    """File and register an application; its number. The checks are then the workers' business."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", _FILE],
        cwd=ROOT,
        env=stack.environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def in_database(stack: Stack, statement: str) -> list[tuple[object, ...]]:
    """Rows of a query on the stack's database, past all of our code."""
    if stack.database_url:
        with psycopg.connect(stack.database_url) as connection:
            return list(connection.execute(statement))  # type: ignore[arg-type]
    connection_ = sqlite3.connect(stack.var_dir / "commission.sqlite3", timeout=20)
    try:
        return list(connection_.execute(statement))
    finally:
        connection_.close()


def finished_checks(stack: Stack, reference: str) -> dict[str, int]:
    """How many of the application's checks are done or dead."""
    rows = in_database(
        stack,
        "SELECT j.state, count(*) FROM commission_job j JOIN commission_application a ON a.id = j.application_id "
        f"WHERE j.kind = 'check' AND a.reference = '{reference}' AND j.finished_at IS NOT NULL GROUP BY j.state",
    )
    return {str(state): int(str(count)) for state, count in rows}


def findings_of(reference: str) -> str:
    """A query that counts the application's findings."""
    return (
        "SELECT count(*) FROM commission_finding f JOIN commission_application a ON a.id = f.application_id "
        f"WHERE a.reference = '{reference}'"
    )
