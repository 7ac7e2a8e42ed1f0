"""A consulted body answers its lists of questions, and a second person of it confirms them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commission.models import Consultation, Document
from commission.pages.attempts import attempt
from commission.pages.consulted.requests import me, request_to
from commission.pages.officer.acts import sent
from commission.pages.questions import BodySheets, QuestionsForm, by_body
from commission.pages.refusals import shows_refusals
from commission.queries_questionnaires import questionnaires_of
from commission.services.questionnaires import answer_questions, confirm_questions
from registry.models import User


def sheets_of(consultation: Consultation, user: User) -> BodySheets | None:
    """The lists put to the body beside the request; None where the law gives it none."""
    application = consultation.application
    found = by_body(application, questionnaires_of(application, consultation.body), user)
    return found[0] if found and consultation.revision == application.revision else None


def _of_body(request: HttpRequest, consultation_id: int) -> tuple[Consultation, BodySheets]:
    found = request_to(me(request), consultation_id)
    sheets = sheets_of(found, me(request))
    if sheets is None:
        raise Http404
    return found, sheets


@shows_refusals
def questions(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """The body's lists: answered here by its drafter, read by its checker."""
    found, sheets = _of_body(request, consultation_id)
    documents = Document.objects.filter(pk__in=[one.pk for one in found.application.documents.all()])
    form = QuestionsForm(sent(request), of=sheets, documents=documents)
    tried = attempt(
        request,
        form,
        lambda: answer_questions(
            application_id=found.application_id,
            body_id=found.body_id,
            by=me(request),
            lines=form.lines(),
        ),
    )
    if tried.done:
        messages.success(
            request, _("The answers are saved. A second person of your body has to confirm them.")
        )
        return redirect("consulted:questions", found.pk)
    context = {
        "application": found.application,
        "of": sheets,
        "form": form if sheets.may_answer or form.errors else None,
        "confirm_url": reverse("consulted:confirm_questions", args=[found.pk]) if sheets.may_confirm else "",
        "back_url": reverse("consulted:consultation", args=[found.pk]),
        "breadcrumbs": [
            {"label": _("Opinions"), "url": reverse("consulted:home")},
            {
                "label": found.application.reference,
                "url": reverse("consulted:consultation", args=[found.pk]),
            },
            {"label": _("Questions of Articles 22 and 23"), "url": ""},
        ],
    }
    return render(request, "questions/answer.html", context, status=tried.status)


@require_POST
@shows_refusals
def confirm(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """A second person of the body takes the answers over."""
    found, _sheets = _of_body(request, consultation_id)
    confirm_questions(application_id=found.application_id, body_id=found.body_id, by=me(request))
    messages.success(request, _("The answers are confirmed."))
    return redirect("consulted:questions", found.pk)
