"""The desk's cast, seen by supervision."""

from tests.commission.pages.officer.conftest import as_, cast, queued, registered, reviewed

__all__ = ["as_", "cast", "queued", "registered", "reviewed"]
