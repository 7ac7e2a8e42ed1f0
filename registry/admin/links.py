"""Ties other than holdings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registry.admin.filters import InForce
from registry.admin.keeping import KeeperAdmin
from registry.admin_site import site
from registry.forms import LinkForm
from registry.models import Link, User
from registry.services import save_link


@admin.register(Link, site=site)
class LinkAdmin(KeeperAdmin):
    form = LinkForm
    search_fields = ("a__search", "b__search", "object__search")
    autocomplete_fields = ("a", "b", "object", "owner")
    list_display = ("a", "type", "b", "object", "valid_from", "valid_to", "illustrative")
    list_select_related = ("a", "b", "object")
    list_filter = (InForce, "type", "illustrative")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "a",
                    "type",
                    "b",
                    "object",
                    "owner",
                    ("valid_from", "valid_to"),
                    "note",
                    "illustrative",
                )
            },
        ),
        (_("This change"), {"fields": ("document",)}),
    )

    def keep(self, obj: Link, by: User, document: str) -> None:
        save_link(link=obj, by=by, document=document)
