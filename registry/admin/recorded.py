"""What the checks of NSL 22 and 23 read beside the objects: dated facts, contracts, tables and their confirmations."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registry.admin.access import KeeperAccess
from registry.admin.filters import InForce
from registry.admin.keeping import KeeperAdmin
from registry.admin_site import site
from registry.forms_recorded import ConfirmationForm, ContractForm, DatedRowForm, ObjectFactForm
from registry.models import (
    DatedRow,
    ObjectFact,
    OperatingRight,
    SubsoilContract,
    TableConfirmation,
    User,
)
from registry.services import (
    remove_row,
    save_confirmation,
    save_contract,
    save_dated_row,
    save_object_fact,
    save_operating_right,
)


@admin.register(ObjectFact, site=site)
class ObjectFactAdmin(KeeperAdmin):
    """A dated row prevails over the answer on the object's own page."""

    form = ObjectFactForm
    search_fields = ("object__search",)
    autocomplete_fields = ("object",)
    list_display = ("object", "fact", "answer", "country", "number", "valid_from", "valid_to", "illustrative")
    list_select_related = ("object",)
    list_filter = (InForce, "fact", "answer", "illustrative")
    fieldsets = (
        (None, {"fields": ("object", "fact", "answer", "country", "goods", "number")}),
        (None, {"fields": (("valid_from", "valid_to"), "illustrative")}),
        (_("This change"), {"fields": ("document",)}),
    )

    def keep(self, obj: ObjectFact, by: User, document: str) -> None:
        save_object_fact(fact=obj, by=by, document=document)


class Rights(KeeperAccess, admin.TabularInline):
    """Who holds the right to conduct operations, and when."""

    model = OperatingRight
    fields = ("holder", "valid_from", "valid_to")
    autocomplete_fields = ("holder",)
    extra = 0


@admin.register(SubsoilContract, site=site)
class ContractAdmin(KeeperAdmin):
    form = ContractForm
    inlines = (Rights,)
    autocomplete_fields = ("object",)
    list_display = ("number", "name", "area_km2", "valid_from", "valid_to", "illustrative")
    list_filter = (InForce, "illustrative")
    fieldsets = (
        (None, {"fields": ("number", "name_ru", "name_kk", "name_en", "area_km2", "object")}),
        (None, {"fields": (("valid_from", "valid_to"), "illustrative")}),
        (_("This change"), {"fields": ("document",)}),
    )

    @admin.display(description=_("area"), ordering="search")
    def name(self, contract: SubsoilContract) -> str:
        return contract.name

    def keep(self, obj: SubsoilContract, by: User, document: str) -> None:
        save_contract(contract=obj, by=by, document=document)

    def keep_rows(self, rows: list[Any], removed: list[Any], by: User, document: str) -> None:
        for row in removed:
            remove_row(row=row, by=by, document=document)
        for row in rows:
            save_operating_right(right=row, by=by, document=document)


@admin.register(DatedRow, site=site)
class DatedRowAdmin(KeeperAdmin):
    """What an act of the Government limits; shown in findings as policy."""

    form = DatedRowForm
    list_display = ("table", "name", "act", "country", "most", "valid_from", "valid_to", "illustrative")
    list_filter = (InForce, "table", "illustrative")
    fieldsets = (
        (None, {"fields": ("table", "name_ru", "name_kk", "name_en", "act", "number")}),
        (_("Scope (empty: all)"), {"fields": ("category", "kind", "country", "goods")}),
        (_("What it says"), {"fields": ("most", "whose", "ban", "aspect")}),
        (None, {"fields": (("valid_from", "valid_to"), "illustrative")}),
        (_("This change"), {"fields": ("document",)}),
    )

    @admin.display(description=_("name"), ordering="search")
    def name(self, row: DatedRow) -> str:
        return row.name

    def keep(self, obj: DatedRow, by: User, document: str) -> None:
        save_dated_row(row=obj, by=by, document=document)


@admin.register(TableConfirmation, site=site)
class ConfirmationAdmin(KeeperAdmin):
    """Without a confirmation in force a table that holds nothing fitting leaves its check undetermined."""

    form = ConfirmationForm
    search_fields = ("given_by",)
    list_display = ("table", "valid_from", "valid_to", "given_by", "source", "illustrative")
    list_filter = (InForce, "table", "illustrative")
    fieldsets = (
        (None, {"fields": ("table", ("valid_from", "valid_to"), "given_by", "illustrative")}),
        (_("This change"), {"fields": ("document",)}),
    )

    def keep(self, obj: TableConfirmation, by: User, document: str) -> None:
        save_confirmation(confirmation=obj, by=by, document=document)
