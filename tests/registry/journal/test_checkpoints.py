"""Signed checkpoints: they find what a chain alone cannot."""

import json
from pathlib import Path

import pytest
from django.db import connection

from registry.journal import chain, checkpoints, signing
from registry.journal.verifying import verify
from registry.journal.writing import act
from registry.models import Checkpoint, JournalEntry, JournalHead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def record(count: int) -> None:
    for _ in range(count):
        with act(by=None) as acting:
            acting.record("holding_changed", "holding:1")


def lift_triggers() -> None:
    with connection.cursor() as cursor:
        for table in ("registry_journalentry", "registry_checkpoint"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for event in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER {table}_refuse_{event}{on}")


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def cut_off(after: int) -> None:
    """Remove every entry after `after` and set the head back: the chain itself is whole again."""
    lift_triggers()
    run("DELETE FROM registry_journalentry WHERE seq > %s", after)
    last = JournalEntry.objects.get(seq=after)
    JournalHead.objects.update(seq=last.seq, hash=last.hash)


def rewrite() -> None:
    """Write the whole journal anew, every hash right."""
    lift_triggers()
    previous = chain.GENESIS
    for entry in JournalEntry.objects.order_by("seq"):
        text = chain.canonical(
            seq=entry.seq,
            at=entry.at,
            act="forged",
            actor=None,
            subject=entry.subject,
            payload={},
            previous=previous,
        )
        run(
            "UPDATE registry_journalentry SET canonical=%s, hash=%s, previous_hash=%s, act='forged' WHERE seq=%s",
            text, chain.digest(text), previous, entry.seq,
        )  # fmt: skip
        previous = chain.digest(text)
    JournalHead.objects.update(hash=previous)


def found(lines: list[checkpoints.Statement] | None = None) -> list[tuple[int, str]]:
    keys = signing.public_keys(sorted(checkpoints.folder().glob("*.pub.pem")))
    known = checkpoints.read(checkpoints.file_path()) if lines is None else lines
    return [(broken.seq, broken.reason) for broken in checkpoints.verify(known, keys)]


def test_an_empty_journal_has_nothing_to_sign():
    assert checkpoints.make_checkpoint() is None


def test_a_checkpoint_states_the_head_and_is_verified_by_the_public_key():
    record(3)
    made = checkpoints.make_checkpoint()
    assert made is not None
    assert (made.number, made.seq, made.hash, made.previous) == (
        1,
        3,
        JournalEntry.objects.get(seq=3).hash,
        "",
    )
    assert found() == []


def test_the_next_checkpoint_names_the_one_before_it():
    record(3)
    first = checkpoints.make_checkpoint()
    record(2)
    second = checkpoints.make_checkpoint()
    assert first is not None
    assert second is not None
    assert (second.number, second.seq, second.previous) == (2, 5, first.digest)
    assert found() == []


def test_nothing_new_makes_no_second_checkpoint():
    record(3)
    assert checkpoints.make_checkpoint() == checkpoints.make_checkpoint()
    assert Checkpoint.objects.count() == 1


def test_the_key_is_made_once_and_readable_by_its_owner_only(own_folder: Path):
    record(1)
    checkpoints.make_checkpoint()
    key = own_folder / "checkpoint-key.pem"
    before = key.read_bytes()
    record(1)
    checkpoints.make_checkpoint()
    assert (key.read_bytes(), key.stat().st_mode & 0o777) == (before, 0o600)


def test_a_cut_off_end_that_the_chain_does_not_show_is_found():
    record(3)
    checkpoints.make_checkpoint()
    record(4)
    checkpoints.make_checkpoint()
    cut_off(after=5)
    assert verify() == []
    assert found() == [(7, "checkpoint 2 signed this entry, and it is gone: truncated")]


def test_a_whole_rewrite_that_the_chain_does_not_show_is_found():
    record(3)
    checkpoints.make_checkpoint()
    rewrite()
    assert verify() == []
    assert found() == [(3, "checkpoint 1 signed another hash: the journal was rewritten")]


def test_a_database_set_back_to_an_older_copy_is_found_by_the_file():
    record(3)
    checkpoints.make_checkpoint()
    record(2)
    checkpoints.make_checkpoint()
    cut_off(after=3)
    run("DELETE FROM registry_checkpoint WHERE number = 2")
    assert verify() == []
    assert found() == [
        (5, "checkpoint 2 signed this entry, and it is gone: truncated"),
        (5, "the file holds 2 checkpoints, the database 1: it was rolled back"),
    ]


def test_nothing_is_signed_on_top_of_a_database_set_back():
    record(3)
    checkpoints.make_checkpoint()
    record(2)
    checkpoints.make_checkpoint()
    cut_off(after=3)
    run("DELETE FROM registry_checkpoint WHERE number = 2")
    record(1)
    with pytest.raises(checkpoints.RolledBack):
        checkpoints.make_checkpoint()
    assert Checkpoint.objects.count() == 1


def test_a_file_that_was_cut_off_is_found():
    record(1)
    checkpoints.make_checkpoint()
    record(1)
    checkpoints.make_checkpoint()
    lines = checkpoints.read(checkpoints.file_path())
    assert found(lines[:1]) == [(1, "the database holds 2 checkpoints, the file 1: the file was cut off")]


def test_a_line_taken_out_of_the_middle_is_found():
    for _ in range(3):
        record(1)
        checkpoints.make_checkpoint()
    first, _second, third = checkpoints.read(checkpoints.file_path())
    assert (3, "checkpoint 3 does not continue checkpoint 1") in found([first, third])


def test_a_statement_changed_after_signing_is_found():
    record(3)
    checkpoints.make_checkpoint()
    line = json.loads(checkpoints.file_path().read_text())
    line["statement"] = line["statement"].replace('"seq":3', '"seq":2')
    checkpoints.file_path().write_text(json.dumps(line) + "\n")
    assert (2, "checkpoint 1 is not signed by a known key") in found()


def test_a_line_signed_by_another_key_is_found(own_folder: Path):
    record(3)
    checkpoints.make_checkpoint()
    signed = checkpoints.read(checkpoints.file_path())
    stranger = signing.private_key(own_folder / "stranger.pem").public_key()
    broken = [b.reason for b in checkpoints.verify(signed, {signing.key_id(stranger): stranger})]
    assert broken == ["checkpoint 1 is not signed by a known key"]


def test_a_line_lost_between_commit_and_file_is_written_by_the_next_run():
    record(1)
    checkpoints.make_checkpoint()
    checkpoints.file_path().write_text("")
    record(1)
    checkpoints.make_checkpoint()
    assert found() == []
    assert len(checkpoints.read(checkpoints.file_path())) == 2
