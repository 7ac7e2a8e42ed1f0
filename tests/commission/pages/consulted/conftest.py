"""The desk's cast, seen from a consulted body."""

import pytest

from commission.models import Consultation
from tests.commission.pages.officer.conftest import as_, cast, registered, reviewed

__all__ = ["as_", "cast", "registered", "reviewed"]


@pytest.fixture
def asked(registered) -> Consultation:
    """The request to the transport body."""
    return Consultation.objects.get(application__reference=registered.reference, body__code="transport")
