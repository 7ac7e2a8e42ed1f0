"""The condition library as pages and services read it."""

from datetime import date

from django.db.models import QuerySet

from commission.models import LibraryCondition


def library_rows() -> QuerySet[LibraryCondition]:
    """Every row of the library, proposals too."""
    return LibraryCondition.objects.select_related(
        "verified_by", "proposed_by", "confirmed_by", "rejected_by"
    )


def library(on: date) -> list[LibraryCondition]:
    """The entries in force on that day by code: of each code the confirmed row that began last. One query."""
    rows = library_rows().filter(confirmed_at__isnull=False, valid_from__lte=on)
    newest = {row.code: row for row in rows.order_by("valid_from", "confirmed_at", "pk")}
    return sorted((row for row in newest.values() if not row.retired), key=lambda row: row.code)
