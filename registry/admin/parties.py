"""Parties, with the holders of each company."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from registry.admin.access import KeeperAccess
from registry.admin.bods import export_selected, import_view
from registry.admin.exporting import export_parties
from registry.admin.filters import Country
from registry.admin.keeping import KeeperAdmin
from registry.admin_site import site
from registry.countries import country_name
from registry.forms import HoldersFormSet, HoldingInlineForm, PartyForm
from registry.models import Holding, Party, PartyIdentifier, User
from registry.services import save_holdings, save_party


class Numbers(KeeperAccess, admin.TabularInline):
    """By which numbers imports recognise the party; they come with the files."""

    model = PartyIdentifier
    fields = ("scheme", "value")
    extra = 0
    can_add = can_change = can_remove = False


class Holders(KeeperAccess, admin.TabularInline):
    """Who holds the company; all rows are saved as one step."""

    model = Holding
    fk_name = "company"
    form = HoldingInlineForm
    formset = HoldersFormSet
    fields = ("owner", "votes", "capital", "valid_from", "valid_to", "note")
    autocomplete_fields = ("owner",)
    extra = 0
    show_change_link = True
    verbose_name = _("holder")
    verbose_name_plural = _("Holders of this company")


@admin.register(Party, site=site)
class PartyAdmin(KeeperAdmin):
    form = PartyForm
    inlines = (Holders,)
    actions = (export_parties, export_selected)
    change_list_template = "admin/registry/party/change_list.html"
    list_display = ("key", "name", "kind", "country_shown", "identifier", "illustrative")
    list_filter = ("kind", Country, "listed", "state_body", "register_complete", "illustrative")
    fieldsets = (
        (None, {"fields": ("key", "kind", "name_ru", "name_kk", "name_en", "identifier", "country")}),
        (_("Person"), {"fields": ("citizenships", "stateless"), "classes": ("collapse",)}),
        (_("Facts"), {"fields": ("state_body", "listed", "register_complete", "illustrative", "note")}),
        (_("This change"), {"fields": ("document",)}),
    )

    @admin.display(description=_("name"), ordering="search")
    def name(self, party: Party) -> str:
        return party.name

    @admin.display(description=_("country"), ordering="country")
    def country_shown(self, party: Party) -> str:
        return country_name(party.country) if party.country else self.get_empty_value_display()

    def get_urls(self) -> list[URLPattern]:
        bods = path("bods/", self.admin_site.admin_view(import_view), name="registry_party_bods")
        return [bods, *super().get_urls()]

    def keep(self, obj: Party, by: User, document: str) -> None:
        save_party(party=obj, by=by, document=document)

    def keep_rows(self, rows: list[Holding], removed: list[Holding], by: User, document: str) -> None:
        save_holdings(save=rows, remove=removed, by=by, document=document)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A person or a bucket of undisclosed holders has no holders of its own."""
        holders = self.inlines if obj is None or obj.kind in {"entity", "trust"} else ()
        numbered = obj is not None and obj.identifiers.exists()
        return (*holders, Numbers) if numbered else holders
