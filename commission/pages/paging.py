"""Neighbouring pages of a list, with what it is narrowed to."""

from django.http import QueryDict

from commission.queries_inbox import Cursor


def elsewhere(asked: QueryDict, name: str, cursor: Cursor | None) -> str:
    """The address of a neighbouring page with the same filters, or nothing."""
    if cursor is None:
        return ""
    query = asked.copy()
    for old in ("after", "before"):
        query.pop(old, None)
    query[name] = str(cursor)
    return f"?{query.urlencode()}"
