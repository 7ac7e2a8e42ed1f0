"""The project's own files, as the architecture tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPLICATIONS = ("config", "commission", "registry")
TEXT = {
    "",
    ".py",
    ".html",
    ".txt",
    ".md",
    ".toml",
    ".in",
    ".json",
    ".csv",
    ".po",
    ".yaml",
    ".yml",
    ".js",
    ".mjs",
}
TEXT |= {".scss", ".css", ".typ", ".svg", ".conf", ".service", ".example"}


@cache
def tracked_paths() -> tuple[Path, ...]:
    """Every file git tracks or would track."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(
        path for path in (ROOT / name for name in sorted(set(listed.splitlines()))) if path.is_file()
    )


def tracked() -> Iterator[tuple[Path, str]]:
    """(path below the root, text) of every tracked text file."""
    for path in tracked_paths():
        if path.suffix in TEXT:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8", errors="replace")


def modules(*folders: str) -> Iterator[tuple[Path, str]]:
    """(path below the root, text) of our own Python modules, migrations left out."""
    for path, text in tracked():
        if (
            path.suffix == ".py"
            and path.parts[0] in (folders or APPLICATIONS)
            and "migrations" not in path.parts
        ):
            yield path, text


def templates() -> Iterator[tuple[Path, str]]:
    for path, text in tracked():
        if path.suffix == ".html":
            yield path, text


def imported(text: str) -> set[str]:
    """Every module a source imports, `from a import b` counted as `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
