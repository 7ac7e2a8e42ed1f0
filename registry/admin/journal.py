"""The journal and its checkpoints, to be read by auditors."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.admin.access import AuditorAccess
from registry.admin_site import site
from registry.models import Checkpoint, JournalEntry


@admin.register(JournalEntry, site=site)
class JournalAdmin(AuditorAccess, admin.ModelAdmin):
    """Searched by its subject (for example `holding:12`), newest first."""

    actions = None
    list_display = ("seq", "at", "act", "subject", "actor", "short_hash")
    list_select_related = ("actor",)
    list_per_page = 100
    show_full_result_count = False
    search_fields = ("=subject",)
    search_help_text = _("An exact subject, for example holding:12 or user:3")
    ordering = ("-seq",)
    fields = ("seq", "at", "act", "subject", "actor", "version", "canonical", "previous_hash", "hash")

    @admin.display(description=_("hash"))
    def short_hash(self, entry: JournalEntry) -> str:
        return entry.hash[:16]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[JournalEntry]":
        return (
            super().get_queryset(request).defer("canonical")
            if self._is_list(request)
            else super().get_queryset(request)
        )

    def _is_list(self, request: HttpRequest) -> bool:
        return (
            request.resolver_match is not None
            and request.resolver_match.url_name == "registry_journalentry_changelist"
        )


@admin.register(Checkpoint, site=site)
class CheckpointAdmin(AuditorAccess, admin.ModelAdmin):
    actions = None
    list_display = ("seq", "at", "key_id", "hash")
    show_full_result_count = False
    ordering = ("-seq",)
    fields = ("seq", "at", "hash", "previous_hash", "key_id", "signature")
