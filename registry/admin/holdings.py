"""Holdings one by one: the nominee's principal, ranges, dates."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from registry.admin.exporting import export_holdings
from registry.admin.filters import InForce
from registry.admin.keeping import KeeperAdmin
from registry.admin_site import site
from registry.forms import HoldingForm
from registry.models import Holding, User
from registry.services import save_holding
from registry.shares import share_words


@admin.register(Holding, site=site)
class HoldingAdmin(KeeperAdmin):
    form = HoldingForm
    actions = (export_holdings,)
    search_fields = ("owner__search", "company__search")
    autocomplete_fields = ("company", "owner", "on_behalf_of")
    list_display = (
        "company",
        "owner",
        "votes_shown",
        "capital_shown",
        "valid_from",
        "valid_to",
        "illustrative",
    )
    list_select_related = ("company", "owner")
    list_filter = (InForce, "nominee", "illustrative")
    fieldsets = (
        (None, {"fields": ("company", "owner", ("votes", "capital"), ("valid_from", "valid_to"))}),
        (_("Held for somebody else"), {"fields": ("nominee", "on_behalf_of"), "classes": ("collapse",)}),
        (None, {"fields": ("note", "illustrative")}),
        (_("This change"), {"fields": ("document",)}),
    )

    @admin.display(description=_("votes"))
    def votes_shown(self, holding: Holding) -> str:
        return share_words(holding.votes)

    @admin.display(description=_("capital"))
    def capital_shown(self, holding: Holding) -> str:
        return share_words(holding.capital)

    def keep(self, obj: Holding, by: User, document: str) -> None:
        save_holding(holding=obj, by=by, document=document)
