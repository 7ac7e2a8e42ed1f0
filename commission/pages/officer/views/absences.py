"""Absences with their substitutes, and cases handed over in bulk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commission import permissions, queries_absences
from commission.models import Application, Reassignment
from commission.pages.attempts import Attempt, attempt
from commission.pages.officer.absence_forms import AbsenceForm, HandOverForm, ReassignForm
from commission.pages.officer.acts import sent
from commission.pages.officer.reading import me
from commission.pages.refusals import shows_refusals
from commission.queries import officers
from commission.services.absences import end_absence, enter_absence
from commission.services.reassigning import Preview, preview
from commission.services.reassigning import reassign as hand_over
from registry.models import User

_SHOWN = 100


@shows_refusals
def absences(request: HttpRequest) -> HttpResponse:
    """Who is away and who stands in; the form enters an absence, one's own or as head anybody's of the house."""
    user = me(request)
    people = queries_absences.people_to_enter(user)
    form = AbsenceForm(
        sent(request),
        people=people,
        substitutes=queries_absences.people_who_substitute(user),
        initial={"person": user.pk},
    )
    tried = attempt(request, form, lambda: _enter(form.cleaned_data, user))
    if tried.done:
        messages.success(request, _("The absence is entered. It ends by itself."))
        return redirect("officer:absences")
    enterable = {one.pk for one in people}
    context = {
        "form": form,
        "rows": [
            {"absence": one, "may_end": not one.is_over and one.person_id in enterable}
            for one in queries_absences.absences_visible_to(user)[:_SHOWN]
        ],
        "reassigns": permissions.may_reassign(user),
        "breadcrumbs": [*_first(user), {"label": _("Absences and substitutes"), "url": ""}],
    }
    return render(request, "officer/absences.html", context, status=tried.status)


def _enter(data: dict[str, Any], user: User) -> None:
    enter_absence(
        person_id=data["person"].pk,
        substitute_id=data["substitute"].pk,
        first_day=data["first_day"],
        last_day=data["last_day"],
        by=user,
    )


def _first(user: User) -> list[dict[str, str]]:
    if permissions.works_at_desk(user):
        return [{"label": _("Work list"), "url": reverse("officer:worklist")}]
    return [{"label": _("Start page"), "url": reverse("start")}]


@require_POST
@shows_refusals
def end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """The person is back before the last day."""
    user = me(request)
    if not queries_absences.absences_visible_to(user).filter(pk=absence_id).exists():
        raise Http404
    end_absence(absence_id=absence_id, by=user)
    messages.success(request, _("The absence is over. The substitute has their own desk only."))
    return redirect("officer:absences")


@shows_refusals
def reassign(request: HttpRequest) -> HttpResponse:
    """Choose two officers, see what would change hands, confirm with a reason."""
    user = me(request)
    choice = HandOverForm(request.GET or None, officers=officers())
    seen: Preview | None = None
    form: ReassignForm | None = None
    tried = Attempt()
    if choice.is_bound and choice.is_valid():
        pair = choice.cleaned_data
        seen = preview(from_officer=pair["from_officer"], to_officer=pair["to_officer"])
        ids = [case.pk for case in seen.moving]
        form = ReassignForm(
            sent(request),
            cases=Application.objects.filter(pk__in=ids).select_related("object").order_by("due_on", "pk"),
            initial={"cases": ids},
        )
        tried = attempt(request, form, lambda: _handed_over(pair, form, user))
        if tried.done:
            said = _("Cases handed to %(name)s: %(number)d.")
            made = tried.made
            messages.success(
                request, said % {"name": made.to_officer.full_name, "number": made.cases.count()}
            )
            return redirect("officer:reassign")
    elif request.method == "POST":
        raise Http404
    context = {
        "choice": choice,
        "preview": seen,
        "form": form,
        "done": queries_absences.reassignments(),
        "breadcrumbs": [*_first(user), {"label": _("Hand cases over"), "url": ""}],
    }
    return render(request, "officer/reassign.html", context, status=tried.status)


def _handed_over(pair: dict[str, User], form: ReassignForm, by: User) -> Reassignment:
    return hand_over(
        from_id=pair["from_officer"].pk,
        to_id=pair["to_officer"].pk,
        application_ids=[case.pk for case in form.cleaned_data["cases"]],
        reason=form.cleaned_data["reason"],
        by=by,
        key=form.cleaned_data["key"],
    )
