"""Readings that must leave a trace: supervision (NSL 27) and exceptional access."""

from commission.models import Application
from registry.journal.writing import act
from registry.models import User


def note_reading(*, application_id: int, by: User, page: str) -> None:
    """Write to the journal that a page of the case was read; nothing that its participants could see."""
    with act(by=by) as acting:
        reference = Application.objects.values_list("reference", flat=True).get(pk=application_id)
        acting.record("case.read", reference, page=page)
