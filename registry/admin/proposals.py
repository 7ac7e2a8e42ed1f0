"""Changes that wait for a second keeper: what each would write, row by row, and the two answers to it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.admin.access import KeeperAccess
from registry.admin.keeping import ActingAdmin, signed_in
from registry.admin_site import site
from registry.models import Proposal
from registry.proposal_words import lines
from registry.proposing import confirm_proposal, reject_proposal


class Standing(admin.SimpleListFilter):
    """What is open first; settled ones on request."""

    title = gettext_lazy("state")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("confirmed", gettext_lazy("confirmed")), ("rejected", gettext_lazy("rejected"))]

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            if choice["query_string"] == changelist.get_query_string(remove=[self.parameter_name]):
                choice["display"] = gettext_lazy("waiting")
            yield choice

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        match self.value():
            case "confirmed":
                return queryset.filter(confirmed_at__isnull=False)
            case "rejected":
                return queryset.filter(rejected_at__isnull=False)
        return queryset.filter(confirmed_at__isnull=True, rejected_at__isnull=True)


@admin.register(Proposal, site=site)
class ProposalAdmin(KeeperAccess, ActingAdmin):
    can_add = can_change = can_remove = False
    list_display = ("number", "what", "document", "proposed_by", "proposed_at")
    list_display_links = ("number", "what")
    list_select_related = ("proposed_by",)
    list_filter = (Standing,)

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, proposal: Proposal) -> str:
        return str(proposal)

    @admin.display(description=gettext_lazy("what changes"))
    def what(self, proposal: Proposal) -> str:
        first, more = proposal.changes[0]["label"], len(proposal.changes) - 1
        return _("%(row)s and %(more)d more") % {"row": first, "more": more} if more else str(first)

    def changeform_view(self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        proposal = get_object_or_404(
            Proposal.objects.select_related("proposed_by", "confirmed_by", "rejected_by"), pk=object_id
        )
        if request.method == "POST":
            return self._settle(request, proposal)
        return self._page(request, proposal)

    def _settle(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        keeper = signed_in(request)
        try:
            if "confirm" in request.POST:
                confirm_proposal(proposal_id=proposal.pk, by=keeper)
                messages.success(request, _("Confirmed: the registry is changed."))
            else:
                reject_proposal(
                    proposal_id=proposal.pk,
                    by=keeper,
                    reason=request.POST.get("reason", "").replace("\x00", "")[:2000],
                )
                messages.success(request, _("Rejected: the registry stays as it is."))
        except ValidationError as wrong:
            return self._page(request, proposal, wrong.messages, status=409)
        return redirect("admin:registry_proposal_change", proposal.pk)

    def _page(
        self, request: HttpRequest, proposal: Proposal, problems: Any = (), status: int = 200
    ) -> HttpResponse:
        context = {
            **site.each_context(request),
            "title": _("Change %(number)s") % {"number": proposal},
            "proposal": proposal,
            "lines": lines(proposal.changes),
            "own": proposal.proposed_by_id == request.user.pk,
            "problems": problems,
        }
        return render(request, "admin/registry/proposal/change.html", context, status=status)
