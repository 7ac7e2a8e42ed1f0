"""What the database itself refuses, whatever the code forgot."""

import pytest
from django.db import DatabaseError, connection, transaction

from commission.edges import APPEND_ONLY, legal_edges
from commission.models import Application, Event
from commission.states import State
from registry.models import JournalEntry, User

pytestmark = pytest.mark.django_db


def _application(state: State) -> int:
    user, _ = User.objects.get_or_create(username="someone", defaults={"email": "someone@demo.example"})
    application = Application.objects.create(
        reference=f"C-{Application.objects.count()}", applicant=user, state=state
    )
    return application.pk


def _refused(statement: str, *parameters: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
    except DatabaseError:
        return True
    return False


def test_every_illegal_edge_is_refused_by_raw_sql_and_every_legal_one_passes():
    legal = legal_edges()
    wrong = []
    for source in State:
        pk = _application(source)
        for target in State:
            if source == target:
                continue
            with transaction.atomic():
                refused = _refused(
                    "UPDATE commission_application SET state = %s WHERE id = %s", str(target), pk
                )
                if refused == ((str(source), str(target)) in legal):
                    wrong.append((source, target))
                transaction.set_rollback(True)
    assert wrong == []


def test_a_queryset_update_cannot_slip_past_the_road():
    pk = _application(State.SUBMITTED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Application.objects.filter(pk=pk).update(state=State.PERMITTED)


def test_a_filed_case_is_never_deleted_and_a_draft_may_be():
    filed, draft = _application(State.PERMITTED), _application(State.DRAFT)
    assert _refused("DELETE FROM commission_application WHERE id = %s", filed)
    assert not _refused("DELETE FROM commission_application WHERE id = %s", draft)


@pytest.mark.parametrize("table", list(APPEND_ONLY))
def test_rows_of_record_refuse_update_and_delete(table):
    pk = _application(State.SUBMITTED)
    if table == "commission_event":
        Event.objects.create(
            application_id=pk,
            verb="submit",
            from_state="draft",
            to_state="submitted",
            at="2026-01-01T00:00:00Z",
        )
        assert _refused("UPDATE commission_event SET verb = 'x'")
        assert _refused("DELETE FROM commission_event")
    names = connection.introspection.table_names()
    assert table in names
    triggers = _triggers(table)
    assert {f"{table}_refuse_update", f"{table}_refuse_delete"} <= triggers


def _triggers(table: str) -> set[str]:
    sql = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [table])
        return {row[0] for row in cursor.fetchall()}


def test_the_journal_refuses_update_and_delete():
    from registry.journal.writing import act

    with act(by=None) as acting:
        acting.record("test", "nothing")
    assert JournalEntry.objects.exists()
    assert _refused("UPDATE registry_journalentry SET act = 'x'")
    assert _refused("DELETE FROM registry_journalentry")
