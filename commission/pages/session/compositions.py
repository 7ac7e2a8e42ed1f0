"""Pages of the Commission's composition: its versions, and entering the next one."""

from typing import Any

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.models import Composition
from commission.pages.attempts import attempt
from commission.pages.refusals import shows_refusals
from commission.pages.session.composition_forms import CompositionForm, MemberForm, MemberFormSet
from commission.pages.session.queries import compositions_with_members
from commission.permissions_session import may_keep_composition
from commission.services import compositions
from registry.models import User

# Empty lines after those of the composition in force.
_SPARE = 3


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _crumbs(*more: str) -> list[dict[str, str]]:
    crumbs = [{"label": _("Sessions"), "url": reverse("session:home")}]
    if more:
        crumbs.append({"label": _("Composition of the Commission"), "url": reverse("session:compositions")})
    return [
        *crumbs,
        *({"label": label, "url": ""} for label in more or (_("Composition of the Commission"),)),
    ]


@shows_refusals
def versions(request: HttpRequest) -> HttpResponse:
    """The composition in force today, what waits for a second person, and every earlier and later version."""
    user, today = _me(request), timezone.localdate()
    rows = list(compositions_with_members())
    current = Composition.objects.in_force(today)
    keeps = may_keep_composition(user)
    context = {
        "current": next((row for row in rows if current is not None and row.pk == current.pk), None),
        "open": [
            {"row": row, "may_confirm": row.proposed_by_id not in user.hands} for row in rows if row.is_open
        ]
        if keeps
        else [],
        "others": [
            row for row in rows if row.confirmed_at is not None and (current is None or row.pk != current.pk)
        ],
        "keeps": keeps,
        "today": today,
        "breadcrumbs": _crumbs(),
    }
    return render(request, "session/compositions.html", context)


@shows_refusals
def enter(request: HttpRequest) -> HttpResponse:
    """Enter the composition of an act of the Government; the lines begin as they stand today."""
    current = Composition.objects.in_force(timezone.localdate())
    initial = [
        {
            "user": line.user_id,
            "office": line.office,
            "body": line.body_id,
            "substitute": line.substitute_id,
            "substitute_ground": line.substitute_ground,
        }
        for line in (current.members.all() if current is not None else ())
    ]
    lines_class = formset_factory(MemberForm, formset=MemberFormSet, extra=_SPARE, max_num=40)
    form = CompositionForm(request.POST or None)
    lines = lines_class(request.POST or None, initial=initial, prefix="member")
    tried = attempt(request, form, lambda: _propose(_me(request), form, lines), lines)
    if tried.done:
        messages.success(request, _("Proposed. Another person has to confirm it."))
        return redirect("session:compositions")
    context = {"form": form, "lines": lines, "breadcrumbs": _crumbs(_("Enter a composition"))}
    return render(request, "session/composition_new.html", context, status=tried.status)


def _propose(by: User, form: CompositionForm, lines: Any) -> None:
    data = form.cleaned_data
    compositions.propose_composition(
        by=by,
        act_number=data["act_number"],
        act_date=data["act_date"],
        valid_from=data["valid_from"],
        reason=data["reason"],
        absentee_basis=data["absentee_basis"],
        members=lines.members(),
    )


@shows_refusals
def settle(request: HttpRequest, composition_id: int, verdict: str) -> HttpResponse:
    """Confirm or reject a composition that was entered."""
    do = {"confirm": compositions.confirm_composition, "reject": compositions.reject_composition}[verdict]
    do(composition_id=composition_id, by=_me(request))
    messages.success(request, _("Confirmed.") if verdict == "confirm" else _("Rejected."))
    return redirect("session:compositions")
