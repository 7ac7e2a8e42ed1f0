"""Remarks on the facts shown: agree by a button, or say what is wrong; the acquirer's pages use the same."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commission.documents.intake import Refused as NotTaken
from commission.documents.intake import receive
from commission.models import Application, Side
from commission.models.remark import Verdict
from commission.pages.applicant.forms.remark import WrongForm
from commission.pages.applicant.own import on_own, person, typed
from commission.pages.applicant.remarks import fact_named
from commission.services.remarks import remark

SIDES = {"applicant": Side.SELLER, "acquirer": Side.ACQUIRER}


@require_POST
@on_own
def agree(request: HttpRequest, application: Application, fact: str) -> HttpResponse:
    return agreed(request, application, fact)


def agreed(request: HttpRequest, application: Application, code: str, at: str = "applicant") -> HttpResponse:
    """One fact is found correct; `at` is the audience whose addresses are used."""
    fact = fact_named(application, SIDES[at], code)
    if fact is None:
        raise Http404
    remark(
        application_id=application.pk,
        by=person(request),
        side=SIDES[at],
        fact=fact.code,
        words=fact.words,
        verdict=Verdict.AGREED,
    )
    messages.success(request, _("Noted: you find this fact correct."))
    return redirect(f"{at}:application", application.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@on_own
def wrong(request: HttpRequest, application: Application, fact: str) -> HttpResponse:
    return called_wrong(request, application, fact)


def called_wrong(
    request: HttpRequest, application: Application, code: str, at: str = "applicant"
) -> HttpResponse:
    """The form that says what is wrong with one fact."""
    fact = fact_named(application, SIDES[at], code)
    if fact is None:
        raise Http404
    form = WrongForm(typed(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        received: Any = None
        try:
            received = receive(form.cleaned_data["file"]) if form.cleaned_data["file"] else None
        except NotTaken as refusal:
            form.add_error("file", str(refusal.message))
        else:
            remark(
                application_id=application.pk,
                by=person(request),
                side=SIDES[at],
                fact=fact.code,
                words=fact.words,
                verdict=Verdict.WRONG,
                reason=form.cleaned_data["reason"],
                received=received,
            )
            messages.success(request, _("Your remark is sent. The answer will stand beside the fact."))
            return redirect(f"{at}:application", application.reference)
    context = {"application": application, "form": form, "fact": fact, "at": at}
    return render(request, "applicant/remark.html", context, status=422 if form.errors else 200)
