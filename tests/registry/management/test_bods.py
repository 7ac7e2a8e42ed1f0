"""manage.py bods: exit codes, what is printed, files that cannot be read."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from registry.models import Party
from registry.roles import Role
from tests.registry.builders import person
from tests.registry.exchange.bods.files import FOLDER

pytestmark = pytest.mark.django_db
BY = ("--by", "keeper")
PACKAGE, REFUSED = str(FOLDER / "bods-package.json"), str(FOLDER / "refused.json")


def said(*arguments: Any) -> str:
    out = StringIO()
    call_command("bods", *arguments, stdout=out)
    return out.getvalue()


def failed(*arguments: Any) -> tuple[int, str, str]:
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("bods", *arguments, stdout=out)
    return caught.value.returncode, out.getvalue(), str(caught.value)


def test_a_dry_run_says_what_would_happen_and_the_run_does_it(tmp_path: Path):
    assert "dry run, nothing written: 3 statements; 3 added" in said("import", PACKAGE, "--dry-run")
    assert Party.objects.count() == 0
    person("keeper", Role.KEEPER)
    assert failed("import", PACKAGE)[0] == 1
    answer = json.loads(said("import", PACKAGE, "--format", "json", *BY))
    assert answer["counts"]["party"] == {"added": 2, "changed": 0, "unchanged": 0}
    assert Party.objects.count() == 2
    out = tmp_path / "out.json"
    said("export", "--out", out)
    assert said("export") == out.read_text(encoding="utf-8")
    assert "imported: 3 statements; 0 added, 0 changed, 3 unchanged" in said("import", out, *BY)


def test_a_refused_file_exits_1_with_every_problem():
    code, printed, error = failed("import", REFUSED, "--dry-run")
    assert (code, error) == (1, "nothing imported: 5 problems")
    assert printed.splitlines()[0] == "example-000000000000000000000007: A share is above 100 %: exact 130."
    code, printed, _error = failed("import", REFUSED, "--dry-run", "--format", "json")
    assert [problem["code"] for problem in json.loads(printed)["problems"]] == [
        "share_above_whole", "bad_date", "share_turned", "statement_twice", "broken_reference",
    ]  # fmt: skip


def test_an_unreadable_file_exits_2_with_one_line(tmp_path: Path):
    broken, foreign = tmp_path / "broken.json", tmp_path / "foreign.json"
    broken.write_text('[{"a": ]')
    foreign.write_bytes(b'["\xff"]')
    for path, words in (
        (broken, "Line 1, column 8: this is not JSON."),
        (foreign, "The file is not UTF-8 text (byte 3): save it as UTF-8."),
        (tmp_path / "none.json", "No such file or directory"),
    ):
        assert failed("import", path, "--dry-run") == (2, "", f"{path}: {words}")


def test_only_a_keeper_can_be_named_and_only_what_exists_is_exported():
    person("stranger")
    assert failed("import", PACKAGE, "--by", "stranger")[0] == 1
    assert failed("export", "--party", "NOBODY") == (1, "", "not in the registry: NOBODY")
