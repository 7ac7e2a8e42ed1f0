"""Terms and other values: the law's shown as law, the office's own as policy, changed by two persons."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commission.models import ClockGround, PolicyValue, policy
from commission.models.foureyes import FourEyes
from commission.pages.attempts import attempt
from commission.pages.officer.acts import sent
from commission.pages.policy.forms import GroundForm, ValueForm
from commission.pages.policy.words import POLICY_NAMES, REGIME_TITLES, TERM_NAMES, quantity
from commission.pages.refusals import shows_refusals
from commission.procedure.policies import POLICIES, parse
from commission.procedure.regimes import REGIMES
from commission.services import policies
from registry.models import User


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
def values(request: HttpRequest) -> HttpResponse:
    """Every value in force today, what waits for a second person, the law's terms and the grounds of the clock."""
    rows = list(PolicyValue.objects.select_related("proposed_by", "confirmed_by"))
    grounds = list(ClockGround.objects.select_related("proposed_by", "confirmed_by", "rejected_by"))
    context = {
        "open": [_shown(row, _me(request)) for row in rows if row.is_open],
        "values": [_in_force(key, rows, timezone.localdate()) for key in POLICIES],
        "regimes": [_law(code) for code in REGIMES],
        "grounds": [_ground(ground, _me(request)) for ground in grounds],
    }
    return render(request, "policy/values.html", context)


def _in_force(key: str, rows: list[PolicyValue], today: date) -> dict[str, Any]:
    unit = POLICIES[key].unit
    confirmed = [row for row in rows if row.key == key and row.confirmed_at is not None]
    current = [row for row in confirmed if row.valid_from <= today]
    coming = [row for row in confirmed if row.valid_from > today]
    return {
        "key": key,
        "name": POLICY_NAMES[key],
        "value": quantity(policy.share(key, on=today), unit),
        "since": max((row.valid_from for row in current), default=None),
        "coming": [
            {"value": quantity(parse(key, row.value), unit), "valid_from": row.valid_from}
            for row in sorted(coming, key=lambda row: (row.valid_from, row.confirmed_at))
        ],
    }


def _law(code: str) -> dict[str, Any]:
    regime = REGIMES[code]
    return {
        "title": REGIME_TITLES[code],
        "law": regime.law_version,
        "terms": [
            {
                "name": TERM_NAMES[term.key],
                "value": quantity(term.number, term.unit),
                "basis": term.basis,
                "verified": term.verified,
            }
            for term in (regime.total, *regime.terms)
        ],
    }


def _shown(row: PolicyValue, user: User) -> dict[str, Any]:
    return {
        "row": row,
        "name": POLICY_NAMES.get(row.key, row.key),
        "value": quantity(parse(row.key, row.value), POLICIES[row.key].unit)
        if row.key in POLICIES
        else row.value,
        "state": _state(row),
        "may_confirm": row.is_open and row.proposed_by_id not in user.hands,
    }


def _ground(row: ClockGround, user: User) -> dict[str, Any]:
    return {
        "row": row,
        "state": _state(row),
        "is_open": row.is_open,
        "may_confirm": row.is_open and row.proposed_by_id not in user.hands,
    }


def _state(row: FourEyes) -> str:
    if row.confirmed_by is not None:
        return _("confirmed by %(who)s") % {"who": row.confirmed_by.full_name}
    return _("waits for a second person") if row.is_open else _("rejected or taken back")


@shows_refusals
def value(request: HttpRequest, key: str) -> HttpResponse:
    """One value: its history, and a proposal to change it."""
    if key not in POLICIES:
        raise Http404
    form = ValueForm(sent(request))
    tried = attempt(
        request, form, lambda: policies.propose_value(by=_me(request), key=key, **form.cleaned_data)
    )
    if tried.done:
        messages.success(request, _("Proposed. Another person has to confirm it."))
        return redirect("policy:values")
    bounds, unit = POLICIES[key], POLICIES[key].unit
    rows = PolicyValue.objects.filter(key=key).select_related("proposed_by", "confirmed_by").order_by("-pk")
    context = {
        "name": POLICY_NAMES[key],
        "form": form,
        "now": quantity(policy.share(key, on=timezone.localdate()), unit),
        "shipped": quantity(bounds.default, unit),
        "low": quantity(bounds.low, unit),
        "high": quantity(bounds.high, unit),
        "history": [_shown(row, _me(request)) for row in rows],
        "breadcrumbs": [*_crumbs(), {"label": POLICY_NAMES[key], "url": ""}],
    }
    return render(request, "policy/value.html", context, status=tried.status)


def _crumbs() -> list[dict[str, Any]]:
    return [{"label": _("Terms and values"), "url": reverse("policy:values")}]


@shows_refusals
def settle(request: HttpRequest, row_id: int, verdict: str) -> HttpResponse:
    """Confirm or reject a proposed value."""
    do = {"confirm": policies.confirm_value, "reject": policies.reject_value}[verdict]
    do(row_id=row_id, by=_me(request))
    messages.success(request, _("Confirmed.") if verdict == "confirm" else _("Rejected."))
    return redirect("policy:values")


@shows_refusals
def ground(request: HttpRequest) -> HttpResponse:
    """Propose a ground on which an act lets the statutory total be paused or extended."""
    form = GroundForm(sent(request))
    tried = attempt(
        request,
        form,
        lambda: policies.propose_ground(
            by=_me(request), data=form.ground(), reason=form.cleaned_data["reason"]
        ),
    )
    if tried.done:
        messages.success(request, _("Proposed. Another person has to confirm it."))
        return redirect("policy:values")
    context = {"form": form, "breadcrumbs": [*_crumbs(), {"label": _("Ground of the clock"), "url": ""}]}
    return render(request, "policy/ground.html", context, status=tried.status)


@shows_refusals
def settle_ground(request: HttpRequest, row_id: int, verdict: str) -> HttpResponse:
    """Confirm or reject a proposed ground."""
    do = {"confirm": policies.confirm_ground, "reject": policies.reject_ground}[verdict]
    do(row_id=row_id, by=_me(request))
    messages.success(request, _("Confirmed.") if verdict == "confirm" else _("Rejected."))
    return redirect("policy:values")
