"""The journal under attack: what the database refuses, and what verification finds when it was not asked."""

import pytest
from django.db import DatabaseError, connection, transaction

from registry.journal import chain
from registry.journal.triggers import statements
from registry.journal.verifying import verify
from registry.journal.writing import act, head
from registry.models import JournalEntry, JournalHead
from registry.roles import Role
from tests.registry.builders import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def five_entries() -> None:
    keeper = person("keeper", Role.KEEPER)
    for number in range(1, 6):
        with act(by=keeper) as acting:
            acting.record("holding_changed", f"holding:{number}", state="0" * 64)


@pytest.fixture
def without_triggers(five_entries: None) -> None:
    """An attacker who owns the database lifts its triggers first."""
    with connection.cursor() as cursor:
        for event in ("update", "delete"):
            name = f"registry_journalentry_refuse_{event}"
            on = " ON registry_journalentry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def reasons() -> list[tuple[int, str]]:
    return [(broken.seq, broken.reason) for broken in verify()]


@pytest.mark.usefixtures("five_entries")
def test_an_untouched_journal_holds():
    assert reasons() == []
    assert head() == (5, JournalEntry.objects.get(seq=5).hash)


@pytest.mark.usefixtures("five_entries")
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE registry_journalentry SET act = 'x' WHERE seq = 3",
        "UPDATE registry_journalentry SET act = act",
        "DELETE FROM registry_journalentry WHERE seq = 5",
        "DELETE FROM registry_journalentry",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_an_entry(sql: str):
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)
    assert reasons() == []


@pytest.mark.usefixtures("five_entries")
def test_the_orm_cannot_remove_an_entry_either():
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.filter(seq=5).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.filter(seq=5).update(act="x")


@pytest.mark.usefixtures("without_triggers")
def test_a_changed_text_is_found():
    run(
        "UPDATE registry_journalentry SET canonical = replace(canonical, 'holding:3', 'holding:9') WHERE seq = 3"
    )
    assert reasons() == [(3, "text was changed: its hash differs")]


@pytest.mark.usefixtures("without_triggers")
def test_a_changed_column_is_found_although_the_text_is_whole():
    run("UPDATE registry_journalentry SET subject = 'holding:9' WHERE seq = 3")
    assert reasons() == [(3, "column subject differs from the hashed text")]


@pytest.mark.usefixtures("without_triggers")
def test_an_entry_edited_and_hashed_anew_no_longer_carries_the_next_one():
    entry = JournalEntry.objects.get(seq=3)
    text = entry.canonical.replace("holding:3", "holding:9")
    run(
        "UPDATE registry_journalentry SET canonical = %s, hash = %s, subject = 'holding:9' WHERE seq = 3",
        text,
        chain.digest(text),
    )
    assert reasons() == [(4, "does not continue the entry before it")]


@pytest.mark.usefixtures("without_triggers")
def test_the_last_entry_edited_and_hashed_anew_disagrees_with_the_head():
    entry = JournalEntry.objects.get(seq=5)
    text = entry.canonical.replace("holding:5", "holding:9")
    run(
        "UPDATE registry_journalentry SET canonical = %s, hash = %s, subject = 'holding:9' WHERE seq = 5",
        text,
        chain.digest(text),
    )
    assert reasons() == [(5, "the head says entry 5 ends the chain")]


@pytest.mark.usefixtures("without_triggers")
def test_a_removed_entry_is_found():
    run("DELETE FROM registry_journalentry WHERE seq = 3")
    assert reasons() == [(3, "entry missing: next is 4"), (4, "does not continue the entry before it")]


@pytest.mark.usefixtures("without_triggers")
def test_a_cut_off_end_disagrees_with_the_head():
    run("DELETE FROM registry_journalentry WHERE seq > 3")
    assert reasons() == [(3, "the head says entry 5 ends the chain")]


@pytest.mark.usefixtures("without_triggers")
def test_an_inserted_entry_is_found():
    last = JournalEntry.objects.get(seq=5)
    JournalEntry.objects.create(
        seq=6, at=last.at, act="forged", actor=None, subject="holding:6", version=1, canonical="{}",
        previous_hash=last.hash, hash=chain.digest("{}"),
    )  # fmt: skip
    assert reasons()[-1] == (6, "the head says entry 5 ends the chain")


@pytest.mark.usefixtures("five_entries")
def test_lifted_triggers_are_put_back_by_the_next_migrate():
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM registry_journalentry")


def test_an_act_that_fails_leaves_no_entry():
    before = head()

    def fail() -> None:
        with act(by=None) as acting:
            acting.record("holding_changed", "holding:1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (head(), JournalEntry.objects.count()) == (before, JournalHead.objects.get().seq)


def test_an_inner_act_joins_the_outer_one():
    with act(by=None) as outer:
        outer.record("first", "holding:1")
        with act(by=None) as inner:
            inner.record("second", "holding:2")
        assert JournalEntry.objects.count() == 0
    assert list(JournalEntry.objects.values_list("seq", "act")) == [(1, "first"), (2, "second")]
