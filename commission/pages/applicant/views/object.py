"""Naming the strategic object: searched by any word, chosen from what was found."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commission.models import Application
from commission.pages.applicant.own import on_own_draft, person, saved, typed
from commission.pages.applicant.tasks import declared
from commission.pages.public.objects import owner_names, search_published
from commission.services.applications import choose_object
from registry.models import StrategicObject

MOST = 20


class ObjectForm(forms.Form):
    """The object chosen. Any object of the registry may be: whether it is listed is judged later, on its date."""

    object = forms.ModelChoiceField(
        StrategicObject.objects.all(),
        label=gettext_lazy("Strategic object"),
        error_messages={
            "required": gettext_lazy("Choose the object from the list. Search again if it is not there."),
            "invalid_choice": gettext_lazy(
                "Choose the object from the list. Search again if it is not there."
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_own_draft
def choose(request: HttpRequest, application: Application) -> HttpResponse:
    form = ObjectForm(typed(request))
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["object"]
        choose_object(application_id=application.pk, by=person(request), object_id=chosen.pk)
        return saved(request, application, _("The object is saved: %(object)s.") % {"object": chosen})
    asked = request.POST if request.method == "POST" else request.GET
    words, everything = asked.get("q", "")[:100], bool(asked.get("unlisted"))
    found = _offered(application, words, everything=everything)
    context = {
        "application": application,
        "form": form,
        "q": words,
        "everything": everything,
        "objects": [(each, owner_names(each)) for each in found[:MOST]],
        "more": len(found) > MOST,
        "suggested": bool(found) and not words.strip(),
    }
    return render(request, "applicant/object.html", context, status=422 if form.errors else 200)


def _offered(application: Application, words: str, *, everything: bool) -> list[StrategicObject]:
    """What was searched for; before any search the object chosen earlier and those of the applicant's own company."""
    if words.strip():
        return list(search_published(words, also_unlisted=everything)[: MOST + 1])
    applicant = declared(application, "applicant")
    own = StrategicObject.objects.none()
    if applicant is not None and applicant.party_id:
        own = StrategicObject.objects.filter(
            titles__owner_id=applicant.party_id
        ) | StrategicObject.objects.filter(stake_in_id=applicant.party_id)
    wanted: set[int | None] = {*own.values_list("pk", flat=True), application.object_id}
    return list(
        search_published("", also_unlisted=True).filter(pk__in=[pk for pk in wanted if pk])[: MOST + 1]
    )
