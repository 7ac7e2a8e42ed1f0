"""The journal page by page."""

from dataclasses import dataclass

from registry.models import JournalEntry

PAGE = 50


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Entries newest first, and the number before which the next page begins (None at the end)."""

    rows: list[JournalEntry]
    next: int | None


def entries(*, subject: str = "", before: int | None = None) -> JournalPage:
    """One page of the journal, of one subject or all."""
    rows = JournalEntry.objects.select_related("actor").order_by("-seq")
    if subject:
        rows = rows.filter(subject=subject.strip())
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows[: PAGE + 1])
    return JournalPage(found[:PAGE], found[PAGE - 1].seq if len(found) > PAGE else None)
