"""Strategic objects with their owners, operators and places on the lists."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.admin.access import KeeperAccess
from registry.admin.filters import ListToday
from registry.admin.keeping import KeeperAdmin
from registry.admin_site import site
from registry.forms import ObjectForm
from registry.models import Link, ListEntry, StrategicObject, Title, User
from registry.models.objects import in_force
from registry.services import remove_row, save_link, save_object, save_title


class Titles(KeeperAccess, admin.TabularInline):
    """Who owns the object, and when."""

    model = Title
    fields = ("owner", "valid_from", "valid_to")
    autocomplete_fields = ("owner",)
    extra = 0
    verbose_name = _("owner")
    verbose_name_plural = _("Owners")


class Ties(KeeperAccess, admin.TabularInline):
    """Who operates or manages the object."""

    model = Link
    fk_name = "object"
    fields = ("type", "a", "valid_from", "valid_to", "note")
    autocomplete_fields = ("a",)
    extra = 0
    show_change_link = True
    verbose_name = _("operator or manager")
    verbose_name_plural = _("Operators and managers")


class Listings(KeeperAccess, admin.TabularInline):
    """The editions the object stands on: read here, changed in the edition."""

    model = ListEntry
    fields = readonly_fields = ("edition",)
    can_add = can_change = can_remove = False
    extra = 0
    verbose_name_plural = _("On editions of the lists")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ListEntry]":
        return super().get_queryset(request).select_related("edition")


@admin.register(StrategicObject, site=site)
class ObjectAdmin(KeeperAdmin):
    form = ObjectForm
    inlines = (Titles, Ties, Listings)
    search_fields = ("search", "stake_in__search")
    autocomplete_fields = ("stake_in", "underlying")
    list_display = ("code", "name", "category", "owners", "region", "illustrative")
    list_filter = (ListToday, "category", "illustrative", "trunk_line", "media_owner", "subsoil_right")
    fieldsets = (
        (None, {"fields": ("code", "category", "name_ru", "name_kk", "name_en", "region", "capacity_mw")}),
        (_("A stake"), {"fields": ("stake_in", "underlying")}),
        (
            _("Facts the checks read"),
            {
                "fields": (
                    ("trunk_line", "land_lines"),
                    ("long_distance_operator", "international_operator"),
                    ("media_owner", "subsoil_right"),
                    "control_centre_country",
                ),
                "description": _(
                    "“Not known” never counts as “no”: a check that needs the fact stays undetermined."
                ),
            },
        ),
        (None, {"fields": ("evidence", "illustrative")}),
        (_("This change"), {"fields": ("document",)}),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[StrategicObject]":
        current = Title.objects.filter(in_force(timezone.localdate())).select_related("owner")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(Prefetch("titles", current, to_attr="current_titles"))
        )

    @admin.display(description=_("name"), ordering="search")
    def name(self, thing: StrategicObject) -> str:
        return thing.name

    @admin.display(description=_("owners"))
    def owners(self, thing: Any) -> str:
        return ", ".join(title.owner.name for title in thing.current_titles)

    def keep(self, obj: StrategicObject, by: User, document: str) -> None:
        save_object(object=obj, by=by, document=document)

    def keep_rows(self, rows: list[Any], removed: list[Any], by: User, document: str) -> None:
        for row in removed:
            remove_row(row=row, by=by, document=document)
        for row in rows:
            if isinstance(row, Title):
                save_title(title=row, by=by, document=document)
            elif isinstance(row, Link):
                save_link(link=row, by=by, document=document)
