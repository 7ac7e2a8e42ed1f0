"""The draft of the decree: its versions, the next one, and the Government office taking it over."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commission import permissions
from commission.models import Application, DecreeDraft
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.decree_forms import DraftForm
from commission.pages.officer.reading import application, crumbs, me
from commission.pages.refusals import shows_refusals
from commission.services.decrees import (
    DRAFTABLE,
    compose_decree,
    latest_draft,
    parity_sentences,
    take_over_draft,
    write_draft,
)
from commission.services.desk import allow
from commission.states import Motion, State
from registry.models import User


def _may_write(found: Application, user: User, last: DecreeDraft | None) -> bool:
    if found.state not in DRAFTABLE:
        return False
    if permissions.is_government(found, user):
        return found.state == State.BEFORE_GOVERNMENT
    return permissions.may_draft_decree(found, user) and (last is None or not last.by_government)


@require_safe
@shows_refusals
def decree(request: HttpRequest, reference: str) -> HttpResponse:
    """The newest version with what its texts do not share, and every earlier one."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_read_decree_draft(found, user))
    versions = list(
        DecreeDraft.objects.filter(application=found).select_related("written_by").order_by("-version")
    )
    last = versions[0] if versions else None
    context = {
        "application": found,
        "last": last,
        "earlier": versions[1:],
        "differences": parity_sentences(found, last.text_kk, last.text_ru) if last else [],
        "may_write": _may_write(found, user, last),
        "may_take_over": last is not None
        and not last.by_government
        and found.state == State.BEFORE_GOVERNMENT
        and permissions.is_government(found, user),
        "breadcrumbs": crumbs(user, found, _("Draft decree")),
    }
    return render(request, "officer/decree.html", context)


@shows_refusals
def write(request: HttpRequest, reference: str) -> HttpResponse:
    """The next version: from the newest one, or (also with ?fresh=1) from the recommendation."""
    found, user = application(request, reference), me(request)
    allow(permissions.is_government(found, user) or permissions.may_draft_decree(found, user))
    form = DraftForm(sent(request), initial=_initial(request, found))
    act = Act(
        title=_("Draft decree"),
        label=_("Save the version"),
        done=_("The version is saved."),
        text=_("Earlier versions are kept. Texts that differ can be saved, but not issued."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: write_draft(
            application_id=found.pk,
            by=user,
            outcome=Motion(form.cleaned_data["outcome"]),
            text_kk=form.cleaned_data["text_kk"],
            text_ru=form.cleaned_data["text_ru"],
        ),
        to=reverse("officer:decree", args=[reference]),
    )


def _initial(request: HttpRequest, found: Application) -> dict[str, Any]:
    last = None if "fresh" in request.GET else latest_draft(found)
    if last is not None:
        return {"outcome": last.outcome, "text_kk": last.text_kk, "text_ru": last.text_ru}
    outcome, kazakh, russian = compose_decree(found)
    return {"outcome": outcome, "text_kk": kazakh, "text_ru": russian}


@require_POST
@shows_refusals
def take_over(request: HttpRequest, reference: str) -> HttpResponse:
    """The Government office takes the draft over."""
    found = application(request, reference)
    take_over_draft(application_id=found.pk, by=me(request))
    messages.success(request, _("The draft is taken over. Only the Government office changes it now."))
    return redirect("officer:decree", reference)
