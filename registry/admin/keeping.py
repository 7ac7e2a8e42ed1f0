"""What every page of the keepers has in common: search, history, the cited document, saving through the services."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.auth.models import AnonymousUser
from django.db import router
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from registry.admin.access import KeeperAccess
from registry.journal.writing import act
from registry.models import User
from registry.proposing import Proposed, keeping
from registry.queries import every_word
from registry.services import remove_row

Deletion = tuple[list[str], dict[str, int], set[str], list[str]]


def signed_in(request: HttpRequest) -> User:
    """The person behind the request; the site lets nobody else in."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionError("the admin was reached without signing in")
    return request.user


class ActingAdmin(admin.ModelAdmin):
    """Every page that writes runs as one act: one transaction, its journal entries the last statement."""

    actions: Sequence[Any] | None = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._as_act(request, super().changeform_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._as_act(request, super().delete_view, *args, **kwargs)

    def _as_act(self, request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with act(by=signed_in(request)):
            return view(request, *args, **kwargs)


class KeeperAdmin(KeeperAccess, SimpleHistoryAdmin, ActingAdmin):
    """A page of the registry. Subclasses say how a row is kept (`keep`) and in which columns a search looks."""

    search_fields: ClassVar[tuple[str, ...]] = ("search",)
    object_history_list_template = "admin/registry/history_list.html"

    def keep(self, obj: Any, by: User, document: str) -> None:
        """Save `obj` by its use case."""
        raise TypeError(f"{type(self).__name__} has no use case for {obj!r}")

    def cited(self, form: ModelForm) -> str:
        """The document this form's change rests on."""
        return str(form.cleaned_data["document"])

    def _as_act(self, request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What an open case rests on is proposed instead, and the keeper is shown what waits for another one."""
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with keeping(by=signed_in(request)):
                return view(request, *args, **kwargs)
        except Proposed as proposed:
            list(messages.get_messages(request))  # the page has said that it is done
            messages.warning(request, str(proposed))
            return redirect("admin:registry_proposal_change", proposed.proposal.pk)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if change and not set(form.changed_data) - {"document"}:
            return
        self.keep(obj, signed_in(request), self.cited(form))

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        rows = formset.save(commit=False)
        self.keep_rows(rows, formset.deleted_objects, signed_in(request), self.cited(form))

    def keep_rows(self, rows: list[Any], removed: list[Any], by: User, document: str) -> None:
        """Save and remove the inline rows by their use cases."""
        raise TypeError(f"{type(self).__name__} has no use case for its inline rows")

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if request.method == "POST" and not request.POST.get("document", "").strip():
            messages.error(request, _("Name the document this removal rests on."))
            return redirect(request.get_full_path())
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        remove_row(row=obj, by=signed_in(request), document=request.POST["document"])

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deletion:
        """What a removal takes along and what stands in its way; cases are not named to keepers."""
        collector = NestedObjects(using=router.db_for_write(self.model))
        collector.collect(list(objs))
        in_the_way = sorted(collector.protected, key=lambda row: (row._meta.label, row.pk))
        named = [
            f"{capfirst(row._meta.verbose_name)}: {row}"
            for row in in_the_way
            if row._meta.app_label == "registry"
        ]
        if len(named) < len(in_the_way):
            named.append(_("Applications or decisions of the Commission"))
        return [str(each) for each in objs], {str(self.opts.verbose_name_plural): len(objs)}, set(), named

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        """Any letter case in any of the three languages, on every database."""
        return queryset.filter(every_word(search_term, *self.search_fields)), False

    def get_urls(self) -> list[URLPattern]:
        # Reading is what history is for: a version's own form, which could be submitted, has no address.
        return [url for url in super().get_urls() if not str(url.name).endswith("_simple_history")]

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True
