"""A BODS file into the registry from the keepers' pages: a dry run is shown, then the same text is imported."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.admin_site import site
from registry.exchange.apart import read_apart
from registry.exchange.bods import reading
from registry.exchange.bods.terms import Problem, Refused, Unreadable
from registry.exchange.bods_comparing import Comparison
from registry.exchange.bods_exporting import export_bods
from registry.exchange.bods_importing import BodsRefused, Named, Outcome, import_bods
from registry.exchange.bods_words import left_words, problem_words, unreadable_words
from registry.models import User
from registry.models.history import DOCUMENT_LENGTH
from registry.permissions import may_keep_registry
from registry.proposing import Proposed
from registry.shares import share_words

MOST_BYTES = 5 * 1024 * 1024
# A page that is sent back may hold this much; a file that does not fit goes by the command.
_MOST_SEALED = 1_500_000
_SALT = "registry.bods"
_DAY = 24 * 60 * 60


class BodsForm(forms.Form):
    """The file and the document its changes rest on."""

    file = forms.FileField(
        label=gettext_lazy("BODS file"), help_text=gettext_lazy("BODS 0.4 as JSON, up to 5 MB.")
    )
    document = forms.CharField(
        label=gettext_lazy("Document"), max_length=DOCUMENT_LENGTH,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("What this change rests on: kind, number and date. It is kept in the history."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data["file"]
        if uploaded.size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 5 MB: import it by the command."))
        return uploaded


def import_view(request: HttpRequest) -> HttpResponse:
    """Upload, look at the dry run, confirm."""
    keeper = request.user
    if not isinstance(keeper, User) or not may_keep_registry(keeper):
        raise PermissionDenied
    context: dict[str, Any] = {**site.each_context(request), "title": _("Import a BODS file")}
    if request.method == "POST" and "sealed" in request.POST:
        return _confirmed(request, keeper, context)
    form = BodsForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        _dry_run(form, keeper, context)
    status = 422 if form.errors or context.get("problems") else 200
    return render(request, "admin/registry/party/bods.html", {**context, "form": form}, status=status)


def _dry_run(form: BodsForm, keeper: User, context: dict[str, Any]) -> None:
    data, document = form.cleaned_data["file"].read(), form.cleaned_data["document"]
    try:
        read_apart(data)  # nothing a user made is parsed here before a confined process has read it
        text = reading.decoded(data)
        outcome = import_bods(text=text, by=keeper, document=document, dry_run=True)
    except Unreadable as error:
        form.add_error("file", unreadable_words(error))
    except Refused as refused:
        context["problems"] = [_named(each) for each in refused.problems]
    except BodsRefused as refused:
        context["problems"] = refused.problems
    except ValidationError as error:
        form.add_error("document", error)
    else:
        sealed = signing.dumps([keeper.pk, document, text], salt=_SALT, compress=True)
        if len(sealed) > _MOST_SEALED:
            form.add_error("file", _("The file is too large for this page: import it by the command."))
            return
        context |= {"sealed": sealed, **_shown(outcome)}


def _named(problem: Problem) -> Named:
    return Named(problem.statement, problem_words(problem), problem.code)


def _confirmed(request: HttpRequest, keeper: User, context: dict[str, Any]) -> HttpResponse:
    try:
        pk, document, text = signing.loads(request.POST["sealed"], salt=_SALT, max_age=_DAY)
        if pk != keeper.pk:
            raise signing.BadSignature
        outcome = import_bods(text=text, by=keeper, document=document, dry_run=False)
    except signing.BadSignature:
        messages.error(request, _("This page is too old or was changed. Choose the file again."))
        return redirect("admin:registry_party_bods")
    except BodsRefused as refused:  # the registry has changed since the dry run
        context |= {"problems": refused.problems, "form": BodsForm()}
        return render(request, "admin/registry/party/bods.html", context, status=422)
    except Proposed as proposed:
        messages.warning(request, str(proposed))
        return redirect("admin:registry_proposal_change", proposed.proposal.pk)
    counts = {state: outcome.count(state) for state in ("added", "changed", "unchanged")}
    messages.success(
        request, _("Imported: %(added)d added, %(changed)d changed, %(unchanged)d as they were.") % counts
    )
    return redirect("admin:registry_party_changelist")


def _shown(outcome: Outcome) -> dict[str, Any]:
    words = {"added": _("added"), "changed": _("changed")}
    return {
        "counts": {state: outcome.count(state) for state in ("added", "changed", "unchanged")},
        "rows": [(words[row.state], row.name) for row in outcome.rows if row.state in words],
        "compared": [(each, *_figures(each)) for each in outcome.compared],
        "left": [(each.statement, left_words(each)) for each in outcome.left],
    }


def _figures(each: Comparison) -> tuple[str, str, str]:
    verdicts = {
        "agrees": _("agrees"), "possible": _("possible"), "differs": _("differs"),
        "not_computed": _("not computed"),
    }  # fmt: skip
    declared = share_words(each.declared) if each.declared else "—"
    return declared, share_words(each.computed) if each.computed else "—", verdicts[each.verdict]


@admin.action(description=gettext_lazy("Save the selected and everybody above them as a BODS 0.4 file"))
def export_selected(model_admin: Any, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse:
    text = export_bods(parties=list(queryset.values_list("key", flat=True)))
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="bods.json"'
    return response
