from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """A store of its own for each test."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return settings.MEDIA_ROOT


@pytest.fixture
def files(media: Path):
    """Names of all files under the store, relative to it."""

    def listed() -> list[str]:
        return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())

    return listed
