"""What the database itself refuses: changing or removing a journal row. Recreated after every migrate.

SQLite drops a table's triggers when a later migration rebuilds it, so they are not left to migrations.
"""

from typing import Any

from django.db import connections

from registry.journal import chain

APPEND_ONLY = ("registry_journalentry", "registry_checkpoint")


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


def install(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """post_migrate receiver: recreate the triggers and make sure the chain has its head row."""
    from registry.models import JournalEntry, JournalHead

    connection = connections[using]
    if JournalEntry._meta.db_table not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)
    JournalHead.objects.using(using).get_or_create(pk=1, defaults={"seq": 0, "hash": chain.GENESIS})
