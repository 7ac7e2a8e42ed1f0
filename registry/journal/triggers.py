"""What the database itself refuses: changing or removing a journal row, or a proposal once it is settled.

Recreated after every migrate.

SQLite drops a table's triggers when a later migration rebuilds it, so they are not left to migrations.
"""

from typing import Any

from django.db import connections

from registry.journal import chain

APPEND_ONLY = ("registry_journalentry", "registry_checkpoint")
PROPOSALS = "registry_proposal"
_SETTLED = "OLD.confirmed_at IS NOT NULL OR OLD.rejected_at IS NOT NULL"


def sqlite_refusal(table: str, event: str, message: str, when: str = "") -> list[str]:
    """Statements that make SQLite abort `event` (UPDATE, DELETE ...) on `table` with `message`."""
    name = f"{table}_refuse_{event.split()[0].lower()}"
    condition = f"WHEN {when} " if when else ""
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {condition}BEGIN SELECT RAISE(ABORT, '{message}'); END",
    ]


def postgres_refusal(table: str, event: str, message: str, when: str = "", level: str = "ROW") -> list[str]:
    """The same for PostgreSQL: a function that raises and a trigger that calls it."""
    name = f"{table}_refuse_{event.split()[0].lower()}"
    condition = f"WHEN ({when}) " if when else ""
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {level} {condition}EXECUTE FUNCTION {name}()",
    ]


def statements(vendor: str) -> list[str]:
    """All statements that make the journal append-only on this database."""
    message = "the journal is append-only"
    made: list[str] = []
    for table in APPEND_ONLY:
        if vendor == "postgresql":
            for event in ("UPDATE", "DELETE"):
                made += postgres_refusal(table, event, message)
            made += postgres_refusal(table, "TRUNCATE", message, level="STATEMENT")
        else:
            for event in ("UPDATE", "DELETE"):
                made += sqlite_refusal(table, event, message)
    return made


def statements_of_proposals(vendor: str) -> list[str]:
    """All statements that keep what two keepers have said of a change as they said it."""
    refusal = postgres_refusal if vendor == "postgresql" else sqlite_refusal
    settled = refusal(PROPOSALS, "UPDATE", "a settled proposal is never changed", _SETTLED)
    return settled + refusal(PROPOSALS, "DELETE", "a proposal is never removed")


def install(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """post_migrate receiver: recreate the triggers and make sure the chain has its head row."""
    from registry.models import JournalEntry, JournalHead

    connection = connections[using]
    tables = connection.introspection.table_names()
    if JournalEntry._meta.db_table not in tables:
        return
    made = statements(connection.vendor)
    made += statements_of_proposals(connection.vendor) if PROPOSALS in tables else []
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)
    JournalHead.objects.using(using).get_or_create(pk=1, defaults={"seq": 0, "hash": chain.GENESIS})
