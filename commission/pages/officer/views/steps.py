"""Moves of a case: return, register, dismiss, and every move that carries only words."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commission import workflow
from commission.models import Application
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.consequences import CONSEQUENCES, FINAL_ACTS
from commission.pages.officer.defects import DefectsForm, seen_defects
from commission.pages.officer.ending_forms import AnnulmentForm, DismissForm
from commission.pages.officer.forms import PlainForm, StepForm
from commission.pages.officer.reading import application, me
from commission.pages.refusals import shows_refusals
from commission.services import registration
from commission.services.annulments import annul_decision
from commission.services.defects import open_defects, return_application
from commission.services.registration import PLAIN_VERBS
from commission.wording import VERB_NAMES
from commission.workflow import CannotProceed, NotAllowed, Words
from registry.models import User


def _act(verb: str, done: str) -> Act:
    name = str(VERB_NAMES[verb])
    return Act(
        title=name,
        label=name,
        done=done,
        points=tuple(str(point) for point in CONSEQUENCES.get(verb, ())),
        tone="warning" if verb in FINAL_ACTS else "",
    )


def must_be_open(found: Application, verb: str, user: User) -> None:
    """A form is shown only for a move that can be made: else the reader is told what is in the way."""
    unmet = workflow.why_not(found, verb)
    if unmet:
        raise CannotProceed(*unmet)
    if not any(step.verb == verb for step in workflow.steps(found, user)):
        raise NotAllowed(_("You may not do this: “%(verb)s”.") % {"verb": VERB_NAMES[verb]})


def _move(
    request: HttpRequest,
    found: Application,
    verb: str,
    done: str,
    form: forms.Form,
    do: Callable[[], object],
    *,
    template: str = "officer/act.html",
) -> HttpResponse:
    """The form of one move, shown only where the move is open to this person.

    A form that is whole goes to the service in any case: the same form sent twice gets its first answer.
    """
    if not form.is_valid():
        must_be_open(found, verb, me(request))
    return answer(request, found, _act(verb, done), form, do, template=template)


@shows_refusals
def register(request: HttpRequest, reference: str) -> HttpResponse:
    """Register a complete application."""
    found, user = application(request, reference), me(request)
    form = PlainForm(sent(request))
    return _move(
        request,
        found,
        "register",
        _("The application is registered. The checks are running."),
        form,
        lambda: registration.register_application(
            application_id=found.pk, by=user, key=form.cleaned_data["key"]
        ),
    )


@shows_refusals
def return_(request: HttpRequest, reference: str) -> HttpResponse:
    """Return for completion with every defect at once."""
    found, user = application(request, reference), me(request)
    told = open_defects(found)
    form = DefectsForm(sent(request), seen=seen_defects(found), told=told, later=found.defects.exists())
    return _move(
        request,
        found,
        "return_for_completion",
        _("The application is returned. The applicant has been told."),
        form,
        lambda: return_application(
            application_id=found.pk,
            by=user,
            defects=form.defects(),
            key=form.cleaned_data["key"],
        ),
        template="officer/return.html",
    )


@shows_refusals
def dismiss(request: HttpRequest, reference: str) -> HttpResponse:
    """End the case without a review: the permission is not required, or the application is not admitted."""
    found, user = application(request, reference), me(request)
    form = DismissForm(sent(request))
    return _move(
        request,
        found,
        "dismiss",
        _("The case is dismissed. The applicant has been told."),
        form,
        lambda: registration.dismiss_application(
            application_id=found.pk,
            by=user,
            as_state=form.as_state(),
            ground=form.ground(),
            reason=form.cleaned_data["reason"],
            key=form.cleaned_data["key"],
        ),
    )


@shows_refusals
def annul(request: HttpRequest, reference: str) -> HttpResponse:
    """The decision was set aside without an appeal: by whose act, and whether it must be taken again."""
    found, user = application(request, reference), me(request)
    form = AnnulmentForm(sent(request))
    return _move(
        request,
        found,
        "annul",
        _("The annulment is recorded. The applicant is being told."),
        form,
        lambda: annul_decision(
            application_id=found.pk, by=user, data=form.data_typed(), key=form.cleaned_data["key"]
        ),
    )


@shows_refusals
def step(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Any move that carries only words and, for some, the number and date of an act."""
    if verb not in PLAIN_VERBS:
        raise Http404
    found, user = application(request, reference), me(request)
    form = StepForm(sent(request), verb=verb)
    return _move(
        request,
        found,
        verb,
        _("Done: %(verb)s.") % {"verb": VERB_NAMES[verb]},
        form,
        lambda: registration.take_step(
            application_id=found.pk, verb=verb, by=user, words=_words(form), key=form.cleaned_data["key"]
        ),
    )


def _words(form: StepForm) -> Words:
    data = form.cleaned_data
    return Words(
        note=data.get("note", ""),
        act_number=data.get("act_number", ""),
        act_date=data.get("act_date"),
    )
