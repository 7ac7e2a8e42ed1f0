"""Lists as CSV files that a spreadsheet opens without running anything."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from registry.exchange.tables import holdings_table, parties_table, write_csv


@admin.action(description=_("Save the selected as a CSV file"))
def export_parties(model_admin: Any, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse:
    return _attachment("parties.csv", write_csv(parties_table(queryset)))


@admin.action(description=_("Save the selected as a CSV file"))
def export_holdings(model_admin: Any, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse:
    return _attachment("holdings.csv", write_csv(holdings_table(queryset.select_related("owner", "company"))))


def _attachment(name: str, text: str) -> HttpResponse:
    # The mark at the beginning is how spreadsheets recognise UTF-8.
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
