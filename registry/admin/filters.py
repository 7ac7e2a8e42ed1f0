"""Filters of the keepers' lists."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.countries import country_name
from registry.models import Party
from registry.queries import listed_on


class ListToday(admin.SimpleListFilter):
    """On which Government list the object stands today."""

    title = _("list today")
    parameter_name = "listed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("A", _("List A")), ("B", _("List B")), ("none", _("on no list"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        day, chosen = timezone.localdate(), self.value()
        if chosen == "none":
            return queryset.exclude(pk__in=listed_on(day).values("pk"))
        if chosen in {"A", "B"}:
            return queryset.filter(pk__in=listed_on(day, str(chosen)).values("pk"))
        return queryset


class Country(admin.SimpleListFilter):
    """Countries that occur, by name; unknown is its own choice."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        codes = Party.objects.order_by("country").values_list("country", flat=True).distinct()
        return [(code or "unknown", country_name(code) if code else _("not known")) for code in codes]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() is None:
            return queryset
        return queryset.filter(country="" if self.value() == "unknown" else self.value())


class InForce(admin.SimpleListFilter):
    """Rows with dates: in force today, ended, or to come."""

    title = _("in force")
    parameter_name = "force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("today", _("today")), ("ended", _("ended")), ("future", _("to come"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        today = timezone.localdate()
        match self.value():
            case "today":
                return queryset.exclude(valid_from__gt=today).exclude(valid_to__lte=today)
            case "ended":
                return queryset.filter(valid_to__lte=today)
            case "future":
                return queryset.filter(valid_from__gt=today)
        return queryset
