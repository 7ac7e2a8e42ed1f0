"""What is installed, and how it is locked."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from django.apps import apps

from tests.architecture.sources import ROOT, tracked

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9,_-]+\])?==([^\s;\\]+)", re.MULTILINE)
# Assembled, so that this file does not name what it forbids.
REGISTRY_HOSTS = [f"{name}.org" for name in ("pypi", "npmjs", "pythonhosted", "yarnpkg")] + [
    "registry." + "npm"
]


def pins(lock: str) -> dict[str, str]:
    """Package and version of every line of a requirements lock."""
    return dict(PIN.findall((ROOT / "requirements" / lock).read_text()))


def test_only_the_maintained_state_machine_is_installed():
    """django-fsm and django-fsm-2 overwrite one package."""
    assert distribution("django-fsm-2").version
    with pytest.raises(PackageNotFoundError):
        distribution("django-fsm")


def test_the_house_has_two_django_apps():
    ours = [app.name for app in apps.get_app_configs() if str(ROOT) in app.path and ".venv" not in app.path]
    assert sorted(ours) == ["commission", "registry"]


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt"])
def test_every_locked_requirement_carries_hashes(lock: str):
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements" / lock).read_text())
    requirements = [block for block in blocks if "==" in block]
    assert requirements
    assert [block for block in requirements if "--hash=sha256:" not in block] == []


def test_what_is_tested_is_what_is_run():
    base, dev = pins("base.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in base} == base


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_names_a_package_registry(host: str):
    assert [str(path) for path, text in tracked() if host in text.lower()] == []
