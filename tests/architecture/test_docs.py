"""The documentation says what the code does: pages made from it are up to date, names and links are real."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commission.edges import legal_edges
from commission.law.check import CHECKS
from commission.management.commands import road
from commission.states import Effect, Outcome, State
from commission.wording import VERB_NAMES
from registry.journal import chain
from registry.journal.writing import act
from tests.architecture.sources import ROOT, modules, tracked

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
ENVIRONMENT = {"env", "_required", "environ"}


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def first_cells(text: str) -> set[str]:
    """What stands in backticks in the first column of the page's tables."""
    return {
        cell
        for line in text.splitlines()
        if line.startswith("| `")
        for cell in CODE.findall(line.split("|")[1])
    }


def by_hand(text: str) -> str:
    """The road's page without what the command makes."""
    return text.partition(road.BEGIN)[0] + text.partition(road.END)[2]


# --- the road ----------------------------------------------------------------------------------------------------


def test_the_road_is_up_to_date_with_the_transitions():
    call_command("road", check=True, stdout=StringIO())


def test_a_page_behind_the_transitions_is_reported_and_rewritten(settings, tmp_path: Path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "road.md"
    page.write_text(read("road.md").replace("on_agenda --> heard : hear", "on_agenda --> heard : listen"))
    with pytest.raises(CommandError, match="not up to date"):
        call_command("road", check=True, stdout=StringIO())
    call_command("road", stdout=StringIO())
    assert page.read_text() == read("road.md")


def test_the_diagrams_hold_exactly_the_legal_edges():
    drawn = re.findall(r"^    (\w+) --> (\w+) : ", read("road.md"), re.MULTILINE)
    assert set(drawn) == legal_edges()


def test_every_state_is_described():
    assert set(State) <= first_cells(by_hand(read("road.md")))


def test_every_verb_is_described():
    assert set(VERB_NAMES) <= first_cells(by_hand(read("road.md")))


def test_the_numbers_on_the_first_page_are_right():
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(State)} states and {len(VERB_NAMES)} verbs" in said
    assert f"{len(CHECKS)} checks of articles 22 and 23" in said


# --- checks and words --------------------------------------------------------------------------------------------


def test_the_table_of_checks_agrees_with_the_code():
    rows = [
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in read("checks.md").splitlines()
        if re.fullmatch(r"\| `\w+` \|.*\| (R1|R1, R2) \|", line)
    ]
    assert rows == [
        (f"`{check.id}`", check.basis, check.effect("R1"), check.effect("R2"), ", ".join(check.regimes))
        for check in CHECKS.values()
    ]


def test_every_check_is_explained():
    explained = read("checks.md").partition("## What each check asks")[2]
    by_program = set(re.findall(r"^\*\*`(\w+)`\*\*", explained, re.MULTILINE))
    assert by_program | first_cells(explained) == set(CHECKS)


def test_every_outcome_and_effect_is_explained():
    assert {*Outcome, *Effect} <= first_cells(read("checks.md"))


def test_names_in_the_glossary_are_names_in_the_code():
    source = "\n".join(text for _, text in modules())
    names = {
        name for line in read("glossary.md").splitlines() for name in CODE.findall(line.rpartition(" | ")[2])
    }
    assert names
    assert {name for name in names if not _exists(name, source)} == set()


def _exists(name: str, source: str) -> bool:
    if any(f"/{path}".endswith(f"/{name}") or path.stem == name for path, _ in modules()):
        return True
    return all(re.search(rf"\b{part}\b", source) for part in name.split("."))


# --- settings ----------------------------------------------------------------------------------------------------


def variables(source: str) -> Iterator[str]:
    """Environment variables that a module reads: env.str("X"), _required("X"), os.environ.get("X")."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first, asked = node.args[0], ast.unparse(node.func)
        if (
            ENVIRONMENT & set(asked.split("."))
            and isinstance(first, ast.Constant)
            and isinstance(first.value, str)
        ):
            yield first.value


def test_every_setting_of_the_environment_is_documented():
    read_by_settings = set(variables((ROOT / "config" / "settings.py").read_text()))
    assert len(read_by_settings) > 15
    assert read_by_settings - first_cells(read("operations.md")) == set()


def test_no_other_variable_is_read_in_secret():
    internal = {"MAKELEVEL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTHONDONTWRITEBYTECODE"}
    found = {
        name for _, text in modules("config", "commission", "registry", "deploy") for name in variables(text)
    }
    assert found - internal - first_cells(read("operations.md")) == set()


def test_every_command_is_documented_and_every_documented_command_exists():
    ours = {
        path.stem
        for path, _ in modules("commission", "registry")
        if path.parts[1:3] == ("management", "commands") and path.stem != "__init__"
    }
    table = read("operations.md").partition("## Commands")[2].partition("\n## ")[0]
    named = set(
        re.findall(
            r"`(?:manage\.py )?([a-z_]+)", "\n".join(line.split(" | ")[0] for line in table.splitlines())
        )
    )
    assert named == ours


def test_make_targets_that_are_named_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"(?:^|[`=.*] ?)make ([a-z-]+)", _commands(page), re.MULTILINE)
    }
    assert named
    assert named - targets == set()


def _commands(page: Path) -> str:
    text = page.read_text(encoding="utf-8")
    return "\n".join([*FENCE.findall(text), *(f"`{code}`" for code in CODE.findall(FENCE.sub("", text)))])


# --- links -------------------------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """The ids a forge gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_relative_links_resolve(document: Path):
    targets = LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8")))
    assert [target for target in targets if "://" not in target and not resolves(document, target)] == []


def resolves(document: Path, target: str) -> bool:
    """Whether a relative link leads to a file of the project, and its anchor to a heading there."""
    name, _, anchor = target.partition("#")
    path = (document.parent / name).resolve() if name else document
    if not path.exists() or not path.is_relative_to(ROOT):
        return False
    return not anchor or anchor in anchors(path.read_text(encoding="utf-8"))


def test_paths_in_the_documentation_exist():
    """Code in backticks that looks like a file of ours is one."""
    ours = {path.as_posix() for path, _ in tracked()}
    looks = re.compile(r"(?:config|commission|registry|deploy|docs|tests)/[\w/.-]+\.\w+")
    named = {
        found for page in PAGES for code in CODE.findall(page.read_text()) for found in looks.findall(code)
    }
    assert {name for name in named if name not in ours and not (ROOT / name).exists()} == set()


def test_pictures_are_small():
    pictures = list((DOCS / "images").glob("*"))
    assert pictures
    assert {picture.name for picture in pictures if picture.stat().st_size > 300_000} == set()


# --- the outsider's program ----------------------------------------------------------------------------------------


@pytest.fixture
def exported(db, tmp_path: Path) -> Path:
    for subject in ("C-2026-00001", "C-2026-00002", "C-2026-00003"):
        with act(by=None) as acting:
            acting.record("application.start", subject)
    path = tmp_path / "journal.txt"
    call_command("verify_journal", export=path, stdout=StringIO())
    return path


def outsider(*arguments: object) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-I", str(DOCS / "examples" / "verify_export.py"), *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def test_an_outsider_verifies_an_export_without_this_project(exported: Path):
    lines = exported.read_text().splitlines()
    done = outsider(exported, 2, lines[1].partition(" ")[0])
    assert (done.returncode, done.stdout) == (0, f"3 entries, head {lines[-1].partition(' ')[0]}\n")


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda lines: [lines[0].replace("00001", "00009"), *lines[1:]], "entry 1: its text was changed"),
        (lambda lines: [lines[0], lines[2]], "entry 2: it says that it is entry 3"),
        (lambda lines: lines[:2], "entry 3: not there, or not with the hash that was kept"),
    ],
)
def test_an_outsider_finds_what_was_changed(exported: Path, tamper, said: str):
    lines = exported.read_text().splitlines()
    kept = lines[2].partition(" ")[0]
    exported.write_text("\n".join(tamper(lines)) + "\n")
    done = outsider(exported, 3, kept)
    assert done.returncode == 1
    assert said in done.stdout.splitlines()


def test_the_outsiders_program_starts_where_the_chain_starts():
    program = (DOCS / "examples" / "verify_export.py").read_text()
    origin = next(
        node.value
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.Constant) and isinstance(node.value, bytes)
    )
    assert chain.digest(origin.decode()) == chain.GENESIS
