"""Rules of the house that import-linter cannot express."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, imported, modules, templates, tracked

LONGEST = 500
UNFINISHED = re.compile(r"\b(TODO|FIXME|raise NotImplementedError)\b")
# The pure packages and all they may use beside the standard library and themselves.
PURE = {
    "registry/ownership/": ("registry.ownership", "numpy", "scipy"),
    "registry/journal/chain.py": (),
    "registry/exchange/bods/": ("registry.exchange.bods", "registry.ownership", "registry.totals"),
    "commission/states.py": (),
    "commission/procedure/": ("commission.procedure", "commission.states", "registry.ownership"),
    "commission/law/": (
        "commission.law",
        "commission.procedure.regimes",
        "commission.states",
        "registry.ownership",
    ),
}
# The one place that asks guardian about an object.
GRANTS = "commission/services/access.py"


@pytest.mark.parametrize("place", PURE)
def test_a_pure_package_imports_only_what_it_may(place: str):
    allowed = PURE[place]
    foreign = {
        f"{path}: {name}"
        for path, text in modules()
        if path.as_posix().startswith(place)
        for name in imported(text)
        if name.partition(".")[0] not in sys.stdlib_module_names
        and not any(name == prefix or name.startswith(prefix + ".") for prefix in allowed)
    }
    assert foreign == set()


def test_no_module_is_longer_than_500_lines():
    assert {str(path): lines for path, text in modules() if (lines := text.count("\n")) > LONGEST} == {}


def test_rows_are_locked_without_their_keys():
    """Otherwise a reference checked at commit, after the journal's head was taken, waits for the row: a deadlock."""
    whole = re.compile(r"select_for_update\((?!no_key=True)")
    assert [str(path) for path, text in modules() if whole.search(text)] == []


def test_package_files_are_empty_except_where_django_looks():
    """Django imports an application's `models` and `admin` and nothing below them."""
    filled = [path.parent.name for path, text in modules() if path.name == "__init__.py" and text.strip()]
    assert [name for name in filled if name not in {"models", "admin"}] == []


def test_nothing_is_left_unfinished():
    here = Path(__file__).relative_to(ROOT)
    found = [
        f"{path}:{number}"
        for path, text in [*modules("config", "commission", "registry", "deploy", "tests"), *templates()]
        if path != here
        for number, line in enumerate(text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_templates_carry_no_inline_style_or_script():
    """The content security policy would refuse them in the browser, silently for the author."""
    inline = re.compile(r"""\s(style|on[a-z]+)=["']|<style[\s>]|javascript:""", re.IGNORECASE)
    found = [
        f"{path}:{number}: {line.strip()}"
        for path, text in templates()
        for number, line in enumerate(text.splitlines(), 1)
        if inline.search(line)
    ]
    assert found == []


def test_objects_are_asked_of_guardian_in_one_place_only():
    """`has_perm` with an object ignores an access grant's dates; only the helper knows them."""
    found = [
        f"{path}:{node.lineno}"
        for path, text in modules()
        if path.as_posix() != GRANTS
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"has_perm", "has_perms"}
        and len(node.args) + len(node.keywords) > 1
    ]
    assert found == []


def test_guardian_is_known_to_the_grants_only():
    """Its shortcuts know no dates, and give rows to people whose account is closed."""
    known = {
        str(path) for path, text in modules() if any(name.startswith("guardian") for name in imported(text))
    }
    assert known - {GRANTS, "commission/models/grant.py"} == set()


def test_no_module_is_named_after_nothing():
    vague = {"utils.py", "helpers.py", "misc.py", "common.py", "util.py"}
    assert [str(path) for path, _ in tracked() if path.name in vague] == []
