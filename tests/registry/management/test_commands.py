"""The commands an operator types."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from registry.journal import chain
from registry.models import Holding, JournalEntry, Party
from registry.roles import Role
from tests.registry.builders import hold, party, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def said(*words: object, **options: object) -> str:
    out = io.StringIO()
    call_command(*map(str, words), stdout=out, **options)
    return out.getvalue()


def refusal(run: Callable[[], object]) -> tuple[int, str]:
    with pytest.raises(CommandError) as refused:
        run()
    return refused.value.returncode, str(refused.value)


def test_the_illustrative_registry_is_loaded_by_one_command_and_again_harmlessly():
    assert said("load_illustrative").startswith("objects 58, parties 103, holdings 115")
    assert said("load_illustrative").startswith("objects 0, parties 0, holdings 0")


def test_the_illustrative_registry_refuses_a_real_one():
    party("REAL")
    code, words = refusal(lambda: said("load_illustrative"))
    assert (code, "not empty" in words) == (1, True)


def test_the_calendar_is_seeded_for_the_years_given():
    assert "2024-2024" in said("seed_calendar", "--from", 2024, "--to", 2024)
    assert refusal(lambda: said("seed_calendar", "--from", 2025, "--to", 2024))[0] == 1


def test_a_whole_journal_is_verified_and_exported_for_an_outsider(tmp_path: Path):
    hold(party("OWNER"), party("COMPANY"), "25")
    said("checkpoint")
    export = tmp_path / "journal.txt"
    assert said("verify_journal", "--export", export).startswith("the journal holds: 3 entries, head ")
    lines = [line.split(" ", 1) for line in export.read_text("utf-8").splitlines()]
    assert [digest for digest, _text in lines] == list(JournalEntry.objects.values_list("hash", flat=True))
    assert all(chain.digest(text) == digest for digest, text in lines)


def test_a_broken_journal_ends_with_one_and_every_break(capsys):
    hold(party("OWNER"), party("COMPANY"), "25")
    with connection.cursor() as cursor:
        on = " ON registry_journalentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER registry_journalentry_refuse_update{on}")
        cursor.execute("UPDATE registry_journalentry SET act = 'x' WHERE seq IN (1, 3)")
    out = io.StringIO()
    code, words = refusal(lambda: call_command("verify_journal", stdout=out))
    assert (code, words) == (1, "the journal does not hold: 2 breaks")
    assert out.getvalue().splitlines() == [
        "entry 1: column act differs from the hashed text",
        "entry 3: column act differs from the hashed text",
    ]


def test_a_copy_of_the_checkpoints_kept_elsewhere_is_verified(tmp_path: Path, own_folder: Path):
    party("ONE")
    said("checkpoint")
    copy = tmp_path / "copy.jsonl"
    copy.write_text((own_folder / "checkpoints" / "checkpoints.jsonl").read_text())
    [key] = (own_folder / "checkpoints").glob("*.pub.pem")
    assert "holds" in said("verify_journal", "--checkpoints", copy, "--public-key", key)
    copy.write_text("not a checkpoint\n")
    assert refusal(lambda: said("verify_journal", "--checkpoints", copy))[0] == 1


def test_the_checkpoint_command_prints_the_line_it_signed():
    party("ONE")
    assert said("checkpoint").startswith("checkpoint 1: entry 1 ")


# --- imports ---------------------------------------------------------------------------------------------------------

PARTIES = "key,kind,name_en,country\nONE,entity,One LLP,KZ\nTWO,entity,Two LLP,NL\n"
HOLDINGS = 'owner_key,owned_key,votes,capital\nTWO,ONE,"25,5",1/4\n'


def files(tmp_path: Path, parties: str = PARTIES, holdings: str = HOLDINGS) -> list[str]:
    (tmp_path / "p.csv").write_text(parties, "utf-8")
    (tmp_path / "h.csv").write_text(holdings, "utf-8")
    return [
        "--parties",
        str(tmp_path / "p.csv"),
        "--holdings",
        str(tmp_path / "h.csv"),
        "--document",
        "Letter No. 5",
    ]


def test_an_import_is_a_dry_run_unless_told_otherwise(tmp_path: Path):
    assert (
        said("import_registry", *files(tmp_path))
        == "dry run, nothing written: 3 added, 0 changed, 0 unchanged\n"
    )
    assert (Party.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_an_import_is_applied_on_behalf_of_a_keeper(tmp_path: Path):
    person("keeper", Role.KEEPER)
    words = said("import_registry", *files(tmp_path), "--apply", "--by", "keeper")
    assert words == "imported: 3 added, 0 changed, 0 unchanged\n"
    holding = Holding.objects.get()
    assert (str(holding.votes[0]), str(holding.capital[0])) == ("51/200", "1/4")
    again = said("import_registry", *files(tmp_path), "--apply", "--by", "keeper")
    assert again == "imported: 0 added, 0 changed, 3 unchanged\n"


@pytest.mark.parametrize(
    "arguments", [["--apply"], ["--apply", "--by", "officer"], ["--apply", "--by", "nobody"]]
)
def test_an_import_needs_a_keeper_to_be_applied(tmp_path: Path, arguments: list[str]):
    person("officer", Role.OFFICER)
    assert refusal(lambda: said("import_registry", *files(tmp_path), *arguments))[0] == 1
    assert not Party.objects.exists()


def test_a_file_that_cannot_be_read_ends_with_two(tmp_path: Path):
    arguments = ["--parties", str(tmp_path / "none.csv"), "--document", "Letter"]
    assert refusal(lambda: said("import_registry", *arguments))[0] == 2
    (tmp_path / "none.csv").write_bytes(b"\xff\xfe\x00")
    assert refusal(lambda: said("import_registry", *arguments))[0] == 2


def test_wrong_rows_are_all_named_and_nothing_is_written(tmp_path: Path):
    parties = "key,kind,name_en,identifier\nONE,entity,One,970540000108\nTWO,entity,Two,\nTWO,entity,Two,\n"
    holdings = "owner_key,owned_key,votes\nTWO,NONE,5\nTWO,ONE,abc\n"
    out = io.StringIO()
    code, words = refusal(
        lambda: call_command("import_registry", *files(tmp_path, parties, holdings), stdout=out)
    )
    assert (code, words) == (1, "nothing imported: 4 problems")
    assert [line.split(": ", 1)[0] for line in out.getvalue().splitlines()] == [
        "parties:2",
        "parties:4",
        "holdings:2",
        "holdings:3",
    ]
    assert not Party.objects.exists()
