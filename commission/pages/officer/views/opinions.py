"""Opinions as the desk handles them: one that came by letter, and silence after the due date."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commission import permissions
from commission.models import Application, Consultation
from commission.pages.officer.acts import Act, answer, sent
from commission.pages.officer.deadlines import day
from commission.pages.officer.forms import LetterForm, PlainForm
from commission.pages.officer.reading import application, case_url, me
from commission.pages.refusals import shows_refusals
from commission.services.consultations import deem_silent, record_letter
from commission.services.desk import allow


def _asked(found: Application, consultation_id: int) -> Consultation:
    consultation = (
        Consultation.objects.filter(application=found, revision=found.revision, pk=consultation_id)
        .select_related("body")
        .first()
    )
    if consultation is None:
        raise Http404
    return consultation


@shows_refusals
def letter(request: HttpRequest, reference: str, consultation_id: int) -> HttpResponse:
    """Enter an opinion that came on paper, with the letter's number and date."""
    found, user = application(request, reference), me(request)
    allow(permissions.may_process(found, user))
    consultation = _asked(found, consultation_id)
    form = LetterForm(sent(request), is_security=consultation.body.is_security)
    act = Act(
        title=_("Opinion received by letter"),
        text=_("%(body)s, asked on %(why)s, due %(due)s.")
        % {"body": consultation.body.name, "why": consultation.why, "due": day(consultation.due_on)},
        points=(
            _("The answer counts as the body's opinion. Enter what the letter says, nothing else."),
            _("A draft that the body has begun in the system is replaced."),
        ),
        label=_("Record the opinion"),
        done=_("The opinion is recorded."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: record_letter(consultation_id=consultation.pk, by=user, data=form.opinion()),
        to=f"{case_url(found)}#opinions",
    )


@shows_refusals
def silence(request: HttpRequest, reference: str, consultation_id: int) -> HttpResponse:
    """The head deems the silence of a body after its due date."""
    found, user = application(request, reference), me(request)
    allow(permissions.is_head(found, user))
    consultation = _asked(found, consultation_id)
    form = PlainForm(sent(request))
    act = Act(
        title=_("Deem silence “no position”"),
        text=_("%(body)s was to answer by %(due)s.")
        % {"body": consultation.body.name, "due": day(consultation.due_on)},
        points=(
            _("The consultation is closed without an opinion (policy); the case shows that it was silence."),
            _("The silence of a national security body is never an answer."),
        ),
        label=_("Close without an opinion"),
        done=_("The consultation is closed without an opinion."),
    )
    return answer(
        request,
        found,
        act,
        form,
        lambda: deem_silent(consultation_id=consultation.pk, by=user),
        to=f"{case_url(found)}#opinions",
    )
