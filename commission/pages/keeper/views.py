"""Contracts that the desk has confirmed: the keeper, as the second person, sees what changes and enters it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commission.models.conclusion import ConclusionState
from commission.pages.attempts import attempt
from commission.pages.contract_words import plan_rows
from commission.pages.forms import KeyedForm
from commission.pages.keeper.queries import contracts_for
from commission.pages.officer.reading import me
from commission.pages.refusals import shows_refusals
from commission.services import conclusions
from commission.services.contract_entry import Plan, seal_of


class EntryForm(KeyedForm):
    """The entry of the plan that the page shows."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


@require_safe
def contracts(request: HttpRequest) -> HttpResponse:
    """What waits to be entered, the longest waiting first, and what was entered lately."""
    rows = contracts_for(me(request))
    context = {
        "waiting": list(rows.filter(state=ConclusionState.CONFIRMED).order_by("confirmed_at")[:100]),
        "entered": list(rows.filter(state=ConclusionState.ENTERED).order_by("-entered_at")[:25]),
    }
    return render(request, "keeper/contracts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@shows_refusals
def contract(request: HttpRequest, conclusion_id: int) -> HttpResponse:
    """One contract with what it changes; entered in one step."""
    user = me(request)
    found = contracts_for(user).filter(pk=conclusion_id).first()
    if found is None:
        raise Http404
    waits = found.state == ConclusionState.CONFIRMED
    intended = conclusions.preview(found) if waits else Plan()
    form = EntryForm(request.POST if request.method == "POST" else None, initial={"seen": seal_of(intended)})
    tried = attempt(
        request,
        form,
        lambda: conclusions.enter_conclusion(conclusion_id=found.pk, by=user, seen=form.cleaned_data["seen"]),
    )
    if tried.done:
        messages.success(request, _("The contract is entered in the registry."))
        return redirect("keeper:contract", found.pk)
    if form.is_bound:
        form.data = request.POST.dict() | {"seen": seal_of(intended)}  # the page shows the plan as it is now
    context = {
        "plan": plan_rows(intended),
        "obstacles": intended.obstacles,
        "contract": found,
        "cited": conclusions.cited_as(found),
        "waits": waits,
        "form": form,
        "breadcrumbs": [
            {"label": _("Contracts to enter"), "url": reverse("keeper:contracts")},
            {"label": found.contract_number, "url": ""},
        ],
    }
    return render(request, "keeper/contract.html", context, status=tried.status)
