"""Editions of the two Government lists."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.admin.keeping import KeeperAdmin, signed_in
from registry.admin_site import site
from registry.forms import EditionForm
from registry.models import ListEdition
from registry.queries import editions_on
from registry.services import save_edition


@admin.register(ListEdition, site=site)
class EditionAdmin(KeeperAdmin):
    """A new edition starts from the one in force (`?list=A`), so that only the difference is typed."""

    form = EditionForm
    change_list_template = "admin/registry/listedition/change_list.html"
    search_fields = ("act",)
    list_display = ("list", "effective_from", "act", "how_many", "illustrative")
    list_filter = ("list", "illustrative")
    fields = ("list", "effective_from", "act", "illustrative", "on_the_list")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[ListEdition]":
        return super().get_queryset(request).annotate(how_many=Count("entries"))

    @admin.display(description=_("objects"), ordering="how_many")
    def how_many(self, edition: Any) -> int:
        return int(edition.how_many)

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        # Acts have no casefolded column; there are few enough to compare here.
        wanted = search_term.casefold()
        found = [pk for pk, act in queryset.values_list("pk", "act") if wanted in act.casefold()]
        return (queryset.filter(pk__in=found) if wanted else queryset), False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        current = editions_on(timezone.localdate()).filter(list=initial.get("list", "")).first()
        if current is not None:
            initial["on_the_list"] = list(current.entries.values_list("object_id", flat=True))
        return initial

    def save_model(self, request: HttpRequest, obj: ListEdition, form: ModelForm, change: bool) -> None:
        if form.changed_data:
            save_edition(edition=obj, objects=form.cleaned_data["on_the_list"], by=signed_in(request))
