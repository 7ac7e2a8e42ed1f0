"""Moves of a case: return, register, dismiss, and every move that carries only words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commission import workflow
from commission.models import Application
from commission.pages.officer.acts import Act, answer
from commission.pages.officer.consequences import CONSEQUENCES, FINAL_ACTS
from commission.pages.officer.defects import defects
from commission.pages.officer.forms import DefectsForm, DismissForm, PlainForm, StepForm
from commission.pages.officer.reading import application, me
from commission.pages.refusals import shows_refusals
from commission.services import registration
from commission.services.registration import PLAIN_VERBS
from commission.states import State
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


def _must_be_open(found: Application, verb: str, user: User) -> None:
    """A form is shown only for a move that can be made: else the reader is told what is in the way."""
    unmet = workflow.why_not(found, verb)
    if unmet:
        raise CannotProceed(*unmet)
    if not any(step.verb == verb for step in workflow.steps(found, user)):
        raise NotAllowed(_("You may not do this: “%(verb)s”.") % {"verb": VERB_NAMES[verb]})


def _opened(request: HttpRequest, reference: str, verb: str) -> tuple[Application, User]:
    """The case, checked before a form is shown; a form that is sent is checked by the service itself."""
    found, user = application(request, reference), me(request)
    if request.method == "GET":
        _must_be_open(found, verb, user)
    return found, user


@shows_refusals
def register(request: HttpRequest, reference: str) -> HttpResponse:
    """Register a complete application."""
    found, user = _opened(request, reference, "register")
    form = PlainForm(request.POST or None)
    return answer(
        request,
        found,
        _act("register", _("The application is registered. The checks are running.")),
        form,
        lambda: registration.register_application(
            application_id=found.pk, by=user, key=form.cleaned_data["key"]
        ),
    )


@shows_refusals
def return_(request: HttpRequest, reference: str) -> HttpResponse:
    """Return for completion with every defect at once."""
    found, user = _opened(request, reference, "return_for_completion")
    form = DefectsForm(request.POST or None, initial={"defects": defects(found)})
    return answer(
        request,
        found,
        _act("return_for_completion", _("The application is returned. The applicant has been told.")),
        form,
        lambda: registration.return_application(
            application_id=found.pk,
            by=user,
            defects=form.cleaned_data["defects"],
            key=form.cleaned_data["key"],
        ),
    )


@shows_refusals
def dismiss(request: HttpRequest, reference: str) -> HttpResponse:
    """End the case without a review: the permission is not required, or the application is not admitted."""
    found, user = _opened(request, reference, "dismiss")
    form = DismissForm(request.POST or None)
    return answer(
        request,
        found,
        _act("dismiss", _("The case is dismissed. The applicant has been told.")),
        form,
        lambda: registration.dismiss_application(
            application_id=found.pk,
            by=user,
            as_state=State(form.cleaned_data["as_state"]),
            reason=form.cleaned_data["reason"],
            key=form.cleaned_data["key"],
        ),
    )


@shows_refusals
def step(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Any move that carries only words and, for some, the number and date of an act."""
    if verb not in PLAIN_VERBS:
        raise Http404
    found, user = _opened(request, reference, verb)
    form = StepForm(request.POST or None, verb=verb)
    return answer(
        request,
        found,
        _act(verb, _("Done: %(verb)s.") % {"verb": VERB_NAMES[verb]}),
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
